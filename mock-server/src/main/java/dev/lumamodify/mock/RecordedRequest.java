package dev.lumamodify.mock;

import dev.lumamodify.mock.internal.http.LoggedRequest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the server received, with what it sent in response. Keys are redacted.
 *
 * @param id a number that increases from request to request
 * @param at when the server created the response, by its clock
 * @param operation the id of the operation in the OpenAPI document; null if no operation has this path
 * @param account the account, identified by a digest of its API key; null if the request was not authenticated
 * @param method the HTTP method
 * @param target the path and the query
 * @param headers the headers, in the order of the request; the value of {@code Authorization} is redacted
 * @param body the body as text; at most its first 16 KiB
 * @param preferenceApplied the header {@code Preference-Applied} of the response; empty if it has none
 * @param preferencesIgnored the names of the preferences in {@code Prefer} that the server does not know, as a list with
 *     commas; empty if there are none
 * @param fault the name of the injected fault, such as {@code reset}; empty if there is none
 * @param status the HTTP status that was sent; 0 if nothing was sent
 * @param code the code in the envelope; 0 if the fault does not send a whole envelope
 * @param msg the message in the envelope; empty if the fault does not send a whole envelope
 * @param responseBody the body that was sent, as text; at most its first 16 KiB
 * @param taskId the task that was created or read; null if there is none
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
        String preferencesIgnored,
        String fault,
        int status,
        int code,
        String msg,
        String responseBody,
        @Nullable String taskId) {

    static RecordedRequest of(LoggedRequest entry) {
        return new RecordedRequest(
                entry.id(),
                entry.at(),
                entry.operation(),
                entry.account(),
                entry.method(),
                entry.target(),
                entry.headers(),
                entry.body(),
                entry.preferenceApplied(),
                entry.preferencesIgnored(),
                entry.fault(),
                entry.status(),
                entry.code(),
                entry.msg(),
                entry.responseBody(),
                entry.taskId());
    }
}
