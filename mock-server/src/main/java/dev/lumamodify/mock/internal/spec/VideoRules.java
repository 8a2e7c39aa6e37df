package dev.lumamodify.mock.internal.spec;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The rules for a video, from the extension {@code x-video} of the document. Source: {@code
 * docs/api-facts.md#request-fields}.
 *
 * @param formats the accepted containers, as file name extensions in lower case
 * @param maxBytes the maximum size of the file, in bytes
 * @param maxSeconds the maximum duration, in seconds
 */
public record VideoRules(List<String> formats, long maxBytes, double maxSeconds) {
    static final String KEYWORD = "x-video";

    public VideoRules {
        if (formats.isEmpty() || maxBytes <= 0 || maxSeconds <= 0) {
            throw new IllegalArgumentException(
                    KEYWORD + " must have formats, a maxBytes above 0 and a maxSeconds above 0");
        }
    }

    /** Parses the extension. Throws {@link IllegalArgumentException} if a rule is missing or not positive. */
    static VideoRules parse(JsonNode extension) {
        return new VideoRules(
                extension.path("formats").valueStream().map(JsonNode::asString).toList(),
                extension.path("maxBytes").asLong(0),
                extension.path("maxSeconds").asDouble(0));
    }
}
