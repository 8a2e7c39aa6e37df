package dev.lumamodify.mock.internal.http;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request with its response. Contains no API key and no webhook key.
 *
 * @param id the number of the request, from 1
 * @param at when the response was created, by the server's clock
 * @param operation the id of the operation; null if no operation has this path
 * @param account the id of the account; null if the request was not authenticated
 * @param target the path and the query
 * @param body the first 16 KiB of the body
 * @param preferenceApplied the {@code Preference-Applied} of the response; empty if there is none
 * @param preferencesIgnored the names of the preferences that the server does not know; empty if there are none
 * @param status the HTTP status of the response
 * @param code the code in the envelope
 * @param msg the message in the envelope
 * @param responseBody the first 16 KiB of the envelope
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
        int status,
        int code,
        String msg,
        String responseBody,
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
        return json.put("body", body)
                .put("preferenceApplied", preferenceApplied)
                .put("preferencesIgnored", preferencesIgnored)
                .put("status", status)
                .put("code", code)
                .put("msg", msg)
                .put("responseBody", responseBody)
                .put("taskId", taskId);
    }
}
