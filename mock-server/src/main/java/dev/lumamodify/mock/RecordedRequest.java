package dev.lumamodify.mock;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request and its answer.
 *
 * @param id counts the requests of a server, from 1
 * @param at when it came, by the server's clock
 * @param operation the operation of the document; null if there is none at this path
 * @param account whose key it carried, as a digest; null if none was accepted
 * @param method the HTTP method
 * @param target the path and, if there is one, the query
 * @param headers the headers, with the value of {@code Authorization} left out
 * @param body the body as text, of a long one the beginning
 * @param preferenceApplied the preferences that were granted; empty if none were asked for
 * @param status the HTTP status of the answer
 * @param code the code in its envelope
 * @param msg the message in its envelope
 * @param responseBody the envelope as text, of a long one the beginning
 * @param taskId the task that was made or asked for; null if none
 */
public record RecordedRequest(
        long id,
        Instant at,
        @Nullable String operation,
        @Nullable String account,
        String method,
        String target,
        Map<String, String> headers,
        String body,
        String preferenceApplied,
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
        ObjectNode named = json.putObject("headers");
        headers.forEach(named::put);
        return json.put("body", body)
                .put("preferenceApplied", preferenceApplied)
                .put("status", status)
                .put("code", code)
                .put("msg", msg)
                .put("responseBody", responseBody)
                .put("taskId", taskId);
    }
}
