package dev.lumamodify.contract.internal.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An operation of the document.
 *
 * @param requestSchema the schema of the request body, or null if there is none
 * @param responseSchema the schema of the response body
 */
public record Operation(
        DocumentNode node,
        String path,
        List<Parameter> parameters,
        @Nullable Schema requestSchema,
        Schema responseSchema) {

    public String id() {
        return node.value().path("operationId").asString();
    }

    public String method() {
        return node.location().substring(node.location().lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    }

    /** Returns whether an accepted request costs credits. */
    public boolean spendsCredits() {
        return node.value().path("x-spends-credits").asBoolean(false);
    }

    /** Returns every result code that the operation may return, with its title. */
    public Map<Integer, String> codes() {
        Schema code = responseSchema.child("properties", "code");
        Map<Integer, String> codes = new LinkedHashMap<>();
        for (Schema constant : code.constants()) {
            JsonNode value = constant.node().get("const");
            if (new SchemaValidator().accepts(code, value)) {
                codes.put(value.asInt(), constant.node().path("title").asString());
            }
        }
        return codes;
    }

    /** Returns the headers that a response may have. */
    public List<Parameter> responseHeaders() {
        return OperationReader.responseHeaders(node.child("responses", "200"));
    }

    /** Returns the document's examples of the response body, by name. */
    public Map<String, JsonNode> responseExamples() {
        return examples(node.child("responses", "200", "content", "application/json"));
    }

    /** Returns the document's examples of the request body, by name. */
    public Map<String, JsonNode> requestExamples() {
        return examples(node.child("requestBody", "content", "application/json"));
    }

    static Map<String, JsonNode> examples(DocumentNode content) {
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        for (String name : content.child("examples").value().propertyNames()) {
            examples.put(name, content.child("examples", name, "value").value());
        }
        return examples;
    }
}
