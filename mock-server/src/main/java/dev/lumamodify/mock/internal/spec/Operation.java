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
 * @param statusIsCode whether the HTTP status of a response is its code, because the document lists responses by status
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
        boolean statusIsCode,
        SortedMap<Integer, String> codes,
        Examples examples,
        Map<String, Callback> callbacks) {

    /** A query parameter. */
    public record Parameter(String name, boolean required, CompiledSchema schema) {}

    /**
     * A request body.
     *
     * @param mediaType JSON or {@link #MULTIPART}
     * @param properties the names of its properties
     * @param files the properties that are files, of a multipart body
     * @param maxBytes the maximum sizes of the files that the properties contain or refer to ({@code x-max-bytes})
     * @param embeddedBytes how many bytes the files in a JSON body may have
     * @param videos the properties that are URLs of videos, with the rules for these videos
     * @param shortExample the example with the fewest properties; null if there is none
     */
    public record Body(
            String mediaType,
            CompiledSchema schema,
            Set<String> properties,
            Set<String> files,
            Map<String, Long> maxBytes,
            long embeddedBytes,
            Map<String, VideoRules> videos,
            @Nullable JsonNode shortExample) {
        public static final String MULTIPART = "multipart/form-data";

        public boolean isMultipart() {
            return mediaType.equals(MULTIPART);
        }
    }

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
        return example != null ? example : error(code, codes.getOrDefault(code, "Error"));
    }

    /** Returns the envelope of an error, in the form of the examples of errors. */
    public ObjectNode error(int code, String msg) {
        ObjectNode example = examples.ofError();
        return example == null
                ? Envelope.error(code, msg)
                : example.deepCopy().put("code", code).put("msg", msg);
    }

    /**
     * Returns the code that this operation documents for an error: the same if it does, else that of a failed server for an
     * error that may pass, and that of an invalid request for others.
     */
    public int documented(int code) {
        if (codes.containsKey(code)) {
            return code;
        }
        return code >= 500 || code == 429 ? 500 : codes.containsKey(422) ? 422 : 400;
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
