package dev.lumamodify.mock.internal.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parses the operations of a document. Throws {@link IllegalArgumentException} for an unsupported construct, naming it. */
final class OperationParser {
    private static final Pattern BODY_EXPRESSION = Pattern.compile("\\{\\$request\\.body#(/.+)}");

    private final DocumentTree document;
    private final SchemaCompiler schemas;

    OperationParser(DocumentTree document, SchemaCompiler schemas) {
        this.document = document;
        this.schemas = schemas;
    }

    Operation parse(String path, String method) {
        String pointer = "/paths/" + DocumentTree.escape(path) + "/" + method;
        JsonNode node = document.at(pointer);
        String response = DocumentTree.json(document.resolve(pointer + "/responses/200"));
        Examples examples = examples(response);
        if (examples.withCode(Envelope.SUCCESS) == null) {
            throw new IllegalArgumentException(
                    "#" + pointer + " needs a response example with the code " + Envelope.SUCCESS);
        }
        Operation operation = new Operation(
                node.path("operationId").asString(),
                method.toUpperCase(Locale.ROOT),
                path,
                node.path("x-spends-credits").asBoolean(false),
                parameters(pointer + "/parameters"),
                node.has("requestBody") ? body(document.resolve(pointer + "/requestBody")) : null,
                schemas.compile(response + "/schema"),
                document.at(pointer + "/responses").propertyNames().stream()
                        .anyMatch(status -> !status.equals("200") && !status.equals("default")),
                codes(document.resolve(response + "/schema") + "/properties/code"),
                examples,
                callbacks(pointer + "/callbacks"));
        for (int code : operation.codes().keySet()) {
            if (!operation.responseSchema().accepts(operation.envelope(code))) {
                throw new IllegalArgumentException(
                        "#" + pointer + " needs a valid response example with the code " + code);
            }
        }
        return operation;
    }

    private List<Operation.Parameter> parameters(String pointer) {
        List<Operation.Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < document.at(pointer).size(); i++) {
            String item = document.resolve(pointer + "/" + i);
            JsonNode parameter = document.at(item);
            if (!parameter.path("in").asString().equals("query")) {
                throw new IllegalArgumentException("#" + item + " is not a query parameter; others are not supported");
            }
            parameters.add(new Operation.Parameter(
                    parameter.path("name").asString(),
                    parameter.path("required").asBoolean(false),
                    schemas.compile(item + "/schema")));
        }
        return List.copyOf(parameters);
    }

    private Operation.Body body(String pointer) {
        boolean multipart = document.at(pointer).path("content").has(Operation.Body.MULTIPART);
        String mediaType = multipart ? Operation.Body.MULTIPART : "application/json";
        String schema = pointer + "/content/" + DocumentTree.escape(mediaType) + "/schema";
        String properties = document.resolve(schema) + "/properties";
        if (document.at(pointer).path("content").size() > 1) {
            throw new IllegalArgumentException("#" + pointer + "/content has several media types");
        }
        Set<String> files = new HashSet<>();
        Map<String, Long> maxBytes = new HashMap<>();
        long embeddedBytes = 0;
        for (Map.Entry<String, JsonNode> property : document.at(properties).properties()) {
            String name = property.getKey();
            JsonNode type = document.at(document.resolve(properties + "/" + DocumentTree.escape(name)));
            if (multipart && !type.path("type").asString("").equals("string")) {
                throw new IllegalArgumentException("#" + properties + "/" + name + " is not a string; a part is");
            }
            if (type.path("format").asString("").equals("binary")) {
                files.add(name);
            }
            if (property.getValue().has("x-max-bytes")) {
                long bytes = property.getValue().path("x-max-bytes").longValue();
                maxBytes.put(name, bytes);
                // A URL has a type of its own, to which it refers.
                embeddedBytes += !multipart && property.getValue().has("type") ? bytes : 0;
            }
        }
        return new Operation.Body(
                mediaType,
                schemas.compile(schema),
                Set.copyOf(document.at(properties).propertyNames()),
                files,
                maxBytes,
                embeddedBytes,
                videos(properties),
                shortExample(pointer + "/content/" + DocumentTree.escape(mediaType) + "/examples"));
    }

    private @Nullable JsonNode shortExample(String pointer) {
        return document.at(pointer)
                .valueStream()
                .map(each -> each.path("value"))
                .min(Comparator.comparingInt(JsonNode::size))
                .orElse(null);
    }

    private Map<String, VideoRules> videos(String pointer) {
        Map<String, VideoRules> videos = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : document.at(pointer).properties()) {
            if (property.getValue().has(VideoRules.KEYWORD)) {
                videos.put(
                        property.getKey(), VideoRules.parse(property.getValue().path(VideoRules.KEYWORD)));
            }
        }
        return videos;
    }

    private Map<String, Operation.Callback> callbacks(String pointer) {
        Map<String, Operation.Callback> callbacks = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> callback : document.at(pointer).properties()) {
            for (String expression : callback.getValue().propertyNames()) {
                String place =
                        pointer + "/" + DocumentTree.escape(callback.getKey()) + "/" + DocumentTree.escape(expression);
                Matcher matcher = BODY_EXPRESSION.matcher(expression);
                if (!matcher.matches()) {
                    throw new IllegalArgumentException("#" + place + " is an unsupported runtime expression");
                }
                callbacks.put(
                        callback.getKey(),
                        callback(JsonPointer.compile(matcher.group(1)), document.resolve(place) + "/post"));
            }
        }
        return callbacks;
    }

    private Operation.Callback callback(JsonPointer url, String pointer) {
        String body = DocumentTree.json(document.resolve(pointer + "/requestBody"));
        return new Operation.Callback(
                url,
                header(pointer + "/parameters", "Timestamp"),
                header(pointer + "/parameters", "Signature"),
                schemas.compile(body + "/schema"),
                examples(body));
    }

    /** Returns the name of the header parameter with this suffix. */
    private String header(String pointer, String suffix) {
        JsonNode parameters = document.at(pointer);
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.path(i).path("name").asString();
            if (name.endsWith(suffix)) {
                String schema = pointer + "/" + i + "/schema";
                SupportedKeywords.check("#" + schema, document.at(schema));
                return name;
            }
        }
        throw new IllegalArgumentException("#" + pointer + " has no header whose name ends with " + suffix);
    }

    /** Returns the constants that the schema allows, in whichever way an operation narrows them. */
    private SortedMap<Integer, String> codes(String pointer) {
        CompiledSchema schema = schemas.compile(pointer);
        SortedMap<Integer, String> codes = new TreeMap<>();
        for (JsonNode constant : document.at(document.resolve(pointer)).path("oneOf")) {
            if (schema.accepts(constant.path("const"))) {
                codes.put(
                        constant.path("const").intValue(),
                        constant.path("title").asString());
            }
        }
        return codes;
    }

    private Examples examples(String mediaType) {
        Map<String, ObjectNode> examples = new LinkedHashMap<>();
        for (String name : document.at(mediaType + "/examples").propertyNames()) {
            String example = document.resolve(mediaType + "/examples/" + DocumentTree.escape(name));
            examples.put(name, (ObjectNode) document.at(example + "/value"));
        }
        return new Examples(examples);
    }
}
