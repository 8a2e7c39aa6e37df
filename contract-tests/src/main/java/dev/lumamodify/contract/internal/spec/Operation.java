package dev.lumamodify.contract.internal.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One call of the document: where it goes, what it takes, what it answers. */
public record Operation(
        Document.Place place,
        String path,
        List<Document.Parameter> parameters,
        @Nullable Schema request,
        Schema answer) {

    public String id() {
        return place.node().path("operationId").asString();
    }

    public String method() {
        return place.location().substring(place.location().lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    }

    /** Whether an accepted call is paid for. */
    boolean spendsCredits() {
        return place.node().path("x-spends-credits").asBoolean(false);
    }

    /** Every code that the document lets this operation answer, with its title. */
    public Map<Integer, String> codes() {
        Schema code = answer.to("properties", "code");
        Map<Integer, String> codes = new LinkedHashMap<>();
        for (Schema constant : code.constants()) {
            JsonNode value = constant.node().get("const");
            if (new SchemaValidator().accepts(code, value)) {
                codes.put(value.asInt(), constant.node().path("title").asString());
            }
        }
        return codes;
    }

    /** The headers that an answer may have. */
    public List<Document.Parameter> headers() {
        return Document.headers(place.to("responses", "200"));
    }

    /** The document's examples of the answer, by name. */
    public Map<String, JsonNode> answerExamples() {
        return examples(place.to("responses", "200", "content", "application/json"));
    }

    /** The document's examples of the request body, by name. */
    public Map<String, JsonNode> requestExamples() {
        return examples(place.to("requestBody", "content", "application/json"));
    }

    static Map<String, JsonNode> examples(Document.Place content) {
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        for (String name : content.to("examples").node().propertyNames()) {
            examples.put(name, content.to("examples", name, "value").node());
        }
        return examples;
    }
}
