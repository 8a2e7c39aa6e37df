package dev.lumamodify.mock.internal.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An envelope on its way out.
 *
 * @param retryAfter when to call again; null if nothing is said about it
 */
public record EnvelopeResponse(
        ObjectNode envelope, @Nullable Duration retryAfter) {

    public EnvelopeResponse(ObjectNode envelope) {
        this(envelope, null);
    }

    public static EnvelopeResponse error(int code, String msg) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        return new EnvelopeResponse(envelope.put("code", code).put("msg", msg).putNull("data"));
    }

    public EnvelopeResponse retryAfter(@Nullable Duration wait) {
        return new EnvelopeResponse(envelope, wait);
    }

    String msg() {
        return envelope.path("msg").asString("");
    }

    int code() {
        return envelope.path("code").asInt();
    }
}
