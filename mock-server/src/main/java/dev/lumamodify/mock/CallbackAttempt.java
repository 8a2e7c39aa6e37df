package dev.lumamodify.mock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One attempt to deliver a callback.
 *
 * @param at when it was made, by the server's clock
 * @param taskId the task it tells of
 * @param attempt which try it was, from 1
 * @param url where it was posted
 * @param body what was posted, of a long one the beginning
 * @param timestamp the {@code X-Webhook-Timestamp} it carried; null if it was not signed
 * @param signature the {@code X-Webhook-Signature} it carried; null if it was not signed
 * @param status the HTTP status it was answered with; null if there was no answer
 * @param failure why there was no answer; null if there was one
 */
public record CallbackAttempt(
        Instant at,
        String taskId,
        int attempt,
        String url,
        String body,
        @Nullable String timestamp,
        @Nullable String signature,
        @Nullable Integer status,
        @Nullable String failure) {

    /** Tells whether the receiver took it. Only HTTP 200 says so. */
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
                .put("delivered", delivered());
    }
}
