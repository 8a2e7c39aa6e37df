package dev.lumamodify.mock.internal.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One attempt to deliver a callback.
 *
 * @param at when it was made, by the server's clock
 * @param attempt the number of the attempt, from 1
 * @param body the first 16 KiB of the body
 * @param timestamp the timestamp header; null if the callback was not signed
 * @param signature the signature header; null if the callback was not signed
 * @param status the HTTP status of the response; null if there was no response
 * @param failure why there was no response; null if there was one
 * @param blocked whether nothing was sent, because the host is not allowed
 */
public record LoggedCallbackAttempt(
        Instant at,
        String taskId,
        int attempt,
        String url,
        String body,
        @Nullable String timestamp,
        @Nullable String signature,
        @Nullable Integer status,
        @Nullable String failure,
        boolean blocked) {

    /** Returns whether the receiver accepted the callback. Source: {@code docs/api-facts.md#delivery-and-retries}. */
    public boolean delivered() {
        return status != null && status == 200;
    }

    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", at.toString())
                .put("taskId", taskId)
                .put("attempt", attempt)
                .put("url", url)
                .put("body", body)
                .put("timestamp", timestamp)
                .put("signature", signature)
                .put("status", status)
                .put("failure", failure)
                .put("blocked", blocked)
                .put("delivered", delivered());
    }
}
