package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.spec.Callback;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.internal.spec.Parameter;
import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists everything in the document that traffic can exercise. {@link Coverage} counts how often it does. */
public final class CoverageItems {
    /**
     * The keywords that {@link SchemaValidator} reports at their own location. The others only lead to further schemas.
     */
    private static final Set<String> CONSTRAINTS =
            Set.of("type", "enum", "not", "oneOf", "minLength", "pattern", "format", "minimum", "contentMediaType");

    /**
     * One item.
     *
     * @param kind operation, parameter, body, property, constraint, code, status, example, callback or header
     * @param place its location in the document, or a name
     * @param canFail whether a client can violate it; then it is exercised only once it was satisfied and violated
     */
    public record Item(String kind, String place, boolean canFail) {}

    private final Map<String, Item> items = new LinkedHashMap<>();

    private CoverageItems() {}

    static List<Item> of(OpenApiDocument document) {
        CoverageItems all = new CoverageItems();
        document.operations().forEach(all::addOperation);
        document.callbacks().forEach(all::addCallback);
        return List.copyOf(all.items.values());
    }

    private void addOperation(Operation operation) {
        String place = operation.node().location();
        add("operation", place, true);
        for (Parameter parameter : operation.parameters()) {
            add("parameter", place + " " + parameter.name(), true);
            for (String keyword : parameter.schema().node().propertyNames()) {
                // A query parameter is always a string, so its type cannot be violated.
                addConstraint(parameter.schema(), keyword, !keyword.equals("type"));
            }
        }
        Schema request = operation.requestSchema();
        if (request != null) {
            add("body", place + "/requestBody", true);
            operation.requestExamples().keySet().forEach(name -> add("example", place + " request " + name, false));
            addSchema(request, true, false);
            if (operation.isMultipart()) {
                addPartsThatCannotFail(request);
            }
        }
        operation.codes().forEach((code, title) -> add("code", operation.id() + " " + code, false));
        operation.responseExamples().keySet().forEach(name -> add("example", place + " " + name, false));
        operation.responseHeaders().forEach(header -> add("header", place + " " + header.name(), false));
        addSchema(operation.responseSchema(), false, false);
    }

    /** A multipart body is always an object of strings, and any bytes are a file. */
    private void addPartsThatCannotFail(Schema body) {
        replace("constraint", body.location() + "/type");
        for (String name : body.propertyNames()) {
            Schema part = body.child("properties", name);
            if (part.has("type")) {
                replace("constraint", part.location() + "/type");
            }
            if (part.has("format")) {
                replace("constraint", part.location() + "/format");
                replace("property", part.location());
            }
        }
    }

    private void replace(String kind, String place) {
        items.put(kind + " " + place, new Item(kind, place, false));
    }

    private void addCallback(Callback callback) {
        String place = callback.node().location();
        add("callback", place, false);
        callback.headers().forEach(header -> add("header", place + " " + header.name(), false));
        callback.examples().keySet().forEach(name -> add("example", place + " " + name, false));
        addSchema(callback.body(), false, false);
    }

    /**
     * Adds the items of a schema.
     *
     * @param request whether a client sends what the schema describes
     * @param conditional whether the schema is a branch of an {@code if}, which repeats properties of another schema
     */
    private void addSchema(Schema schema, boolean request, boolean conditional) {
        if (schema.node().isBoolean()) {
            return;
        }
        for (String keyword : schema.node().propertyNames()) {
            switch (keyword) {
                case "$ref" ->
                    addSchema(
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
                    schema.propertyNames().forEach(name -> {
                        Schema property = schema.child(keyword, name);
                        if (!conditional) {
                            add("property", property.location(), request);
                        }
                        addSchema(property, request, conditional);
                    });
                case "items", "contentSchema" -> addSchema(schema.child(keyword), request, conditional);
                case "then", "else" -> addSchema(schema.child(keyword), request, true);
                case "oneOf" -> {
                    addConstraint(schema, keyword, request);
                    schema.branches(keyword).forEach(branch -> addChoice(schema, branch, request));
                }
                default -> addConstraint(schema, keyword, request);
            }
        }
    }

    /**
     * Adds a branch of {@code oneOf}. Codes are added per operation instead, because each operation has its own.
     */
    private void addChoice(Schema parent, Schema branch, boolean request) {
        if (!branch.has("const")) {
            addSchema(branch, request, false);
        } else if (!parent.node().path("title").asString("").endsWith("Code")) {
            add("status", branch.location() + "/const", request);
        }
    }

    private void addConstraint(Schema schema, String keyword, boolean canFail) {
        if (CONSTRAINTS.contains(keyword)) {
            add("constraint", schema.location() + "/" + keyword, canFail);
        }
    }

    /** Adds an item. One that occurs in requests and in responses can be violated in requests. */
    private void add(String kind, String place, boolean canFail) {
        items.merge(kind + " " + place, new Item(kind, place, canFail), (a, b) -> a.canFail() ? a : b);
    }
}
