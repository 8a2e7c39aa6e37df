package dev.lumamodify.mock.internal.spec;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the document asks of a video, in its extension {@code x-video}.
 *
 * @param formats the usual file name endings of the containers that are accepted, in lower case
 * @param maxBytes the size of the largest file that is accepted
 * @param maxSeconds the duration of the longest video that is accepted
 */
public record VideoRules(List<String> formats, long maxBytes, double maxSeconds) {
    static final String KEYWORD = "x-video";

    public VideoRules {
        if (formats.isEmpty() || maxBytes <= 0 || maxSeconds <= 0) {
            throw new IllegalArgumentException(
                    KEYWORD + " must have formats, maxBytes above 0 and maxSeconds above 0, all three");
        }
    }

    /** Reads the extension. Throws {@link IllegalArgumentException} if a rule is missing from it. */
    static VideoRules of(JsonNode extension) {
        return new VideoRules(
                extension.path("formats").valueStream().map(JsonNode::asString).toList(),
                extension.path("maxBytes").asLong(0),
                extension.path("maxSeconds").asDouble(0));
    }
}
