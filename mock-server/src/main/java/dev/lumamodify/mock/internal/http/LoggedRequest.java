package dev.lumamodify.mock.internal.http;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request with what was sent in response. Contains no API key and no webhook key.
 *
 * @param id the number of the entry, in one order with callback attempts and changes of tasks
 * @param at when the response was created, by the server's clock
 * @param operation the id of the operation; null if no operation has this path
 * @param account the id of the account; null if the request was not authenticated
 * @param target the path and the query
 * @param body the first 16 KiB of the body
 * @param preferenceApplied the {@code Preference-Applied} of the response; empty if there is none
 * @param preferencesIgnored the names of the preferences that the server does not know; empty if there are none
 * @param fault the name of the injected fault; empty if there is none
 * @param status the HTTP status that was sent; 0 if nothing was sent
 * @param code the code in the envelope; 0 if the fault does not send a whole envelope
 * @param msg the message in the envelope; empty if the fault does not send a whole envelope
 * @param responseHeaders the headers that were sent, except those of the connection; empty if nothing was sent
 * @param responseBody the first 16 KiB of the body that was sent
 * @param sentBytes the number of bytes of the body that was sent
 * @param durationMillis how long the server needed to create the response, in real time
 * @param taskId the task that was created or requested; null if none
 */
public record LoggedRequest(
        long id,
        Instant at,
        @Nullable String operation,
        @Nullable String account,
        String method,
        String target,
        Map<String, String> headers,
        String body,
        String preferenceApplied,
        String preferencesIgnored,
        String fault,
        int status,
        int code,
        String msg,
        Map<String, String> responseHeaders,
        String responseBody,
        int sentBytes,
        long durationMillis,
        @Nullable String taskId) {

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("at", at.toString())
                .put("operation", operation)
                .put("account", account)
                .put("method", method)
                .put("target", target);
        headers.forEach(json.putObject("headers")::put);
        json.put("body", body)
                .put("preferenceApplied", preferenceApplied)
                .put("preferencesIgnored", preferencesIgnored)
                .put("fault", fault)
                .put("status", status)
                .put("code", code)
                .put("msg", msg);
        responseHeaders.forEach(json.putObject("responseHeaders")::put);
        return json.put("responseBody", responseBody)
                .put("sentBytes", sentBytes)
                .put("durationMillis", durationMillis)
                .put("taskId", taskId);
    }
}
