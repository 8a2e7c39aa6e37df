package dev.lumamodify.mock.internal.spec;

import dev.lumamodify.mock.internal.http.EnvelopeResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One operation of the document.
 *
 * @param codes the codes this operation documents, each with its title
 * @param examples the answers the document shows, by name
 */
public record Operation(
        String id,
        String method,
        String path,
        boolean spendsCredits,
        List<Parameter> parameters,
        @Nullable Body body,
        CompiledSchema answers,
        SortedMap<Integer, String> codes,
        Map<String, ObjectNode> examples,
        Map<String, Callback> callbacks) {

    /** A query parameter. */
    public record Parameter(String name, boolean required, CompiledSchema rules) {}

    /**
     * The request body: which media types may carry it, and the rules it must keep.
     *
     * @param properties the names of its properties
     * @param videos the properties that lead to videos, and what is asked of those
     */
    public record Body(
            boolean required,
            Set<String> mediaTypes,
            CompiledSchema rules,
            Set<String> properties,
            Map<String, VideoRules> videos) {}

    /**
     * What is posted to the URL found at {@code url} in the request body.
     *
     * @param timestamp the header that tells when a delivery was signed
     * @param signature the header that proves it
     */
    public record Callback(
            JsonPointer url,
            String timestamp,
            String signature,
            CompiledSchema rules,
            Map<String, ObjectNode> examples) {}

    /** Answers with a code as the document has it: its first example, else its title. */
    public EnvelopeResponse answer(int code) {
        return examples.values().stream()
                .filter(example -> example.path("code").asInt() == code)
                .findFirst()
                .map(EnvelopeResponse::new)
                .orElseGet(() -> EnvelopeResponse.error(code, codes.getOrDefault(code, "Error")));
    }

    /** Returns a copy of the example of this name with its values replaced. */
    public ObjectNode example(String name, Map<String, JsonNode> values) {
        return Example.filled(examples, name, values);
    }
}
