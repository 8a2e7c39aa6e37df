package dev.lumamodify.contract.internal.spec;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An operation of the document.
 *
 * @param server the server of this operation, or null if it is that of the document
 * @param requestMediaType the media type of the request body, or null if there is none
 * @param requestSchema the schema of the request body, or null if there is none
 * @param responseSchema the schema of the response body
 */
public record Operation(
        DocumentNode node,
        String path,
        @Nullable String server,
        List<Parameter> parameters,
        @Nullable String requestMediaType,
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

    /** Returns how many requests an account may send in {@link #rateLimitWindow}; 0 if there is no limit. */
    public int rateLimit() {
        return node.value().at("/x-rate-limit/requests").asInt(0);
    }

    /** Returns the time of {@link #rateLimit}. */
    public Duration rateLimitWindow() {
        return Duration.ofSeconds(node.value().at("/x-rate-limit/seconds").asInt(0));
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

    /**
     * Returns whether the HTTP status of a response is its code: the document lists the responses by status. Other
     * operations have one response for every status.
     */
    public boolean statusIsCode() {
        return node.child("responses").value().propertyNames().stream()
                .anyMatch(status -> !status.equals("default") && !status.equals("200"));
    }

    /** Returns whether a request body is {@code multipart/form-data}. */
    public boolean isMultipart() {
        return OperationReader.MULTIPART.equals(requestMediaType);
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
        return requestMediaType == null ? Map.of() : examples(node.child("requestBody", "content", requestMediaType));
    }

    static Map<String, JsonNode> examples(DocumentNode content) {
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        for (String name : content.value().path("examples").propertyNames()) {
            examples.put(name, content.child("examples", name, "value").value());
        }
        return examples;
    }
}
