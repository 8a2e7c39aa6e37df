package dev.lumamodify.mock.internal.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One operation of the OpenAPI document.
 *
 * @param id the {@code operationId}
 * @param spendsCredits whether an accepted request costs credits ({@code x-spends-credits})
 * @param body the request body; null if the operation has none
 * @param responseSchema the schema of the response envelope
 * @param codes the codes that the operation documents, with their titles
 * @param examples the response examples
 * @param callbacks the callbacks, by name
 */
public record Operation(
        String id,
        String method,
        String path,
        boolean spendsCredits,
        List<Parameter> parameters,
        @Nullable Body body,
        CompiledSchema responseSchema,
        SortedMap<Integer, String> codes,
        Examples examples,
        Map<String, Callback> callbacks) {

    /** A query parameter. */
    public record Parameter(String name, boolean required, CompiledSchema schema) {}

    /**
     * A request body.
     *
     * @param mediaTypes the accepted media types
     * @param properties the names of its properties
     * @param videos the properties that are URLs of videos, with the rules for these videos
     */
    public record Body(
            Set<String> mediaTypes, CompiledSchema schema, Set<String> properties, Map<String, VideoRules> videos) {}

    /**
     * A callback.
     *
     * @param url where the request body contains the URL of the receiver
     * @param timestampHeader the name of the header with the time of the signature
     * @param signatureHeader the name of the header with the signature
     * @param schema the schema of the callback body
     */
    public record Callback(
            JsonPointer url, String timestampHeader, String signatureHeader, CompiledSchema schema, Examples examples) {

        /** Returns the name of the field with the URL. */
        public String field() {
            return url.toString().substring(1).replace('/', '.');
        }
    }

    /** Returns the envelope for a code: the first example with this code, else an error with the title of the code. */
    public ObjectNode envelope(int code) {
        ObjectNode example = examples.withCode(code);
        return example != null ? example : Envelope.error(code, codes.getOrDefault(code, "Error"));
    }

    /** Returns the callback URLs that a request contains, by the name of the callback. */
    public Map<String, String> callbackUrls(JsonNode request) {
        Map<String, String> urls = new LinkedHashMap<>();
        callbacks.forEach((name, callback) -> {
            JsonNode url = request.at(callback.url());
            if (url.isString()) {
                urls.put(name, url.asString());
            }
        });
        return urls;
    }
}
