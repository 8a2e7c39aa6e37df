package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.spec.Document;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything in the document that traffic can exercise: the yardstick of {@link Coverage}. */
public final class CoverageItems {
    /** Keywords that {@link SchemaValidator} notes by their own place. The others only lead to further schemas. */
    private static final Set<String> CONSTRAINTS =
            Set.of("type", "enum", "not", "oneOf", "minLength", "pattern", "format", "minimum", "contentMediaType");

    /**
     * One element.
     *
     * @param kind operation, parameter, body, property, constraint, code, flag, example, callback or header
     * @param place where it stands, or what names it
     * @param breakable whether a client can break it, so that it is only exercised once it has been kept and broken
     */
    public record Element(String kind, String place, boolean breakable) {}

    private final Map<String, Element> elements = new LinkedHashMap<>();

    private CoverageItems() {}

    static List<Element> of(Document document) {
        CoverageItems all = new CoverageItems();
        document.operations().forEach(all::operation);
        document.callbacks().forEach(all::callback);
        return List.copyOf(all.elements.values());
    }

    private void operation(Operation operation) {
        String place = operation.place().location();
        add("operation", place, true);
        for (Document.Parameter parameter : operation.parameters()) {
            add("parameter", place + " " + parameter.name(), true);
            for (String keyword : parameter.schema().node().propertyNames()) {
                // What travels in a query is always a string.
                constraint(parameter.schema(), keyword, !keyword.equals("type"));
            }
        }
        Schema request = operation.request();
        if (request != null) {
            add("body", place + "/requestBody", true);
            operation.requestExamples().keySet().forEach(name -> add("example", place + " request " + name, false));
            walk(request, true, false);
        }
        operation.codes().forEach((code, title) -> add("code", operation.id() + " " + code, false));
        operation.answerExamples().keySet().forEach(name -> add("example", place + " " + name, false));
        operation.headers().forEach(header -> add("header", place + " " + header.name(), false));
        walk(operation.answer(), false, false);
    }

    private void callback(Document.Callback callback) {
        String place = callback.place().location();
        add("callback", place, false);
        callback.headers().forEach(header -> add("header", place + " " + header.name(), false));
        callback.examples().keySet().forEach(name -> add("example", place + " " + name, false));
        walk(callback.body(), false, false);
    }

    /**
     * @param request whether a client sends what the schema describes
     * @param conditional whether this is a branch of an {@code if}, which repeats properties that stand elsewhere
     */
    private void walk(Schema schema, boolean request, boolean conditional) {
        if (schema.node().isBoolean()) {
            return;
        }
        for (String keyword : schema.node().propertyNames()) {
            switch (keyword) {
                case "$ref" ->
                    walk(
                            new Schema(
                                    schema.document(),
                                    schema.node().get(keyword).asString()),
                            request,
                            false);
                case "required" ->
                    schema.node()
                            .get(keyword)
                            .forEach(name ->
                                    add("constraint", schema.location() + "/required/" + name.asString(), request));
                case "properties" ->
                    schema.properties().forEach(name -> {
                        Schema property = schema.to(keyword, name);
                        if (!conditional) {
                            add("property", property.location(), request);
                        }
                        walk(property, request, conditional);
                    });
                case "items", "contentSchema" -> walk(schema.to(keyword), request, conditional);
                case "then", "else" -> walk(schema.to(keyword), request, true);
                case "oneOf" -> {
                    constraint(schema, keyword, request);
                    schema.branches(keyword).forEach(branch -> choice(schema, branch, request));
                }
                default -> constraint(schema, keyword, request);
            }
        }
    }

    /** A branch. Codes are counted by operation, because each has its own. */
    private void choice(Schema of, Schema branch, boolean request) {
        if (!branch.has("const")) {
            walk(branch, request, false);
        } else if (!of.node().path("title").asString("").equals("ResultCode")) {
            add("flag", branch.location() + "/const", request);
        }
    }

    private void constraint(Schema schema, String keyword, boolean breakable) {
        if (CONSTRAINTS.contains(keyword)) {
            add("constraint", schema.location() + "/" + keyword, breakable);
        }
    }

    /** What stands once and is met on both sides can be broken on one of them. */
    private void add(String kind, String place, boolean breakable) {
        elements.merge(kind + " " + place, new Element(kind, place, breakable), (a, b) -> a.breakable() ? a : b);
    }
}
