package dev.lumamodify.mock.internal.spec;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creates response envelopes {@code {code, msg, data}}. Source: {@code docs/api-facts.md#envelope}. */
public final class Envelope {
    /** The code of a success. */
    public static final int SUCCESS = 200;

    private Envelope() {}

    /** Returns an envelope whose {@code data} is null. */
    public static ObjectNode error(int code, String msg) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("msg", msg)
                .putNull("data");
    }
}
