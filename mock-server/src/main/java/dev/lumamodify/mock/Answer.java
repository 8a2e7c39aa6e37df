package dev.lumamodify.mock;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An envelope on its way out.
 *
 * @param retryAfter when to call again; null if nothing is said about it
 */
record Answer(ObjectNode envelope, @Nullable Duration retryAfter) {

    Answer(ObjectNode envelope) {
        this(envelope, null);
    }

    static Answer error(int code, String msg) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        return new Answer(envelope.put("code", code).put("msg", msg).putNull("data"));
    }

    Answer retryAfter(@Nullable Duration wait) {
        return new Answer(envelope, wait);
    }

    String msg() {
        return envelope.path("msg").asString("");
    }

    int code() {
        return envelope.path("code").asInt();
    }
}
