package dev.lumamodify.mock.internal.callback;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One attempt to deliver a callback.
 *
 * @param id the number of the entry, in one order with requests and changes of tasks
 * @param at when it was made, by the server's clock
 * @param attempt the number of the attempt of its delivery, from 1
 * @param resent whether the callback was sent again on demand, which is a delivery of its own
 * @param body the first 16 KiB of the body
 * @param timestamp the timestamp header; null if the callback was not signed
 * @param signature the signature header; null if the callback was not signed
 * @param verification how a receiver with the webhook key verifies the signature: {@code valid}, {@code invalid},
 *     {@code expired} or {@code unsigned}
 * @param fault the name of the injected fault; empty if there is none
 * @param status the HTTP status of the response; null if there was no response
 * @param failure why there was no response; null if there was one
 * @param blocked whether nothing was sent, because the host is not allowed
 * @param responseHeaders the headers of the response; empty if there was none
 * @param responseBody the first 4 KiB of the body of the response; empty if there was none
 * @param durationMillis how long the attempt lasted, in real time
 */
public record LoggedCallbackAttempt(
        long id,
        Instant at,
        String taskId,
        int attempt,
        boolean resent,
        String url,
        String body,
        @Nullable String timestamp,
        @Nullable String signature,
        String verification,
        String fault,
        @Nullable Integer status,
        @Nullable String failure,
        boolean blocked,
        Map<String, String> responseHeaders,
        String responseBody,
        long durationMillis) {

    /** Returns whether the receiver accepted the callback. Source: {@code docs/api-facts.md#delivery-and-retries}. */
    public boolean delivered() {
        return status != null && status == 200;
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("at", at.toString())
                .put("taskId", taskId)
                .put("attempt", attempt)
                .put("resent", resent)
                .put("url", url)
                .put("body", body)
                .put("timestamp", timestamp)
                .put("signature", signature)
                .put("verification", verification)
                .put("fault", fault)
                .put("status", status)
                .put("failure", failure)
                .put("blocked", blocked)
                .put("delivered", delivered());
        responseHeaders.forEach(json.putObject("responseHeaders")::put);
        return json.put("responseBody", responseBody).put("durationMillis", durationMillis);
    }
}
