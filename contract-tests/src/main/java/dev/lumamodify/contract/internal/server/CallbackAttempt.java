package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.spec.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A request that the server sent to a callback URL.
 *
 * @param receivedAt by the clock of the target
 */
@SuppressWarnings("ArrayRecordComponent") // Attempts are never compared.
public record CallbackAttempt(
        Instant receivedAt, String method, URI uri, Map<String, List<String>> headers, byte[] body) {
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the body as JSON, or a missing node if it is not valid JSON in UTF-8. */
    public JsonNode json() {
        return Json.parse(text());
    }

    /** Returns the first value of a header; empty if there is none. */
    public String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        return method + " " + uri + " " + text();
    }
}
