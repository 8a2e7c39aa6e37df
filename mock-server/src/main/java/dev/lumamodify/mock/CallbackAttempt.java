package dev.lumamodify.mock;

import dev.lumamodify.mock.internal.callback.LoggedCallbackAttempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver a callback. See {@code docs/api-facts.md#delivery-and-retries}.
 *
 * @param at when the attempt was made, by the server's clock
 * @param taskId the task whose end the callback reports
 * @param attempt the number of the attempt of its delivery, from 1
 * @param resent whether the callback was sent again on demand, which is a delivery of its own
 * @param url the URL of the receiver
 * @param body the body as text; at most its first 16 KiB
 * @param timestamp the header {@code X-Webhook-Timestamp}; null if the callback was not signed
 * @param signature the header {@code X-Webhook-Signature}; null if the callback was not signed
 * @param status the HTTP status of the response; null if there was no response
 * @param failure why there was no response; null if there was a response
 * @param blocked whether nothing was sent, because the host is not allowed; see {@link MockServerBuilder#callbackHost}
 */
public record CallbackAttempt(
        Instant at,
        String taskId,
        int attempt,
        boolean resent,
        String url,
        String body,
        @Nullable String timestamp,
        @Nullable String signature,
        @Nullable Integer status,
        @Nullable String failure,
        boolean blocked) {

    static CallbackAttempt of(LoggedCallbackAttempt entry) {
        return new CallbackAttempt(
                entry.at(),
                entry.taskId(),
                entry.attempt(),
                entry.resent(),
                entry.url(),
                entry.body(),
                entry.timestamp(),
                entry.signature(),
                entry.status(),
                entry.failure(),
                entry.blocked());
    }

    /** Returns whether the receiver accepted the callback, which means that it responded with HTTP 200. */
    public boolean delivered() {
        return status != null && status == 200;
    }
}
