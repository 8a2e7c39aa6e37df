package dev.lumamodify.contract.internal.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A request that the scripted server received completely.
 *
 * @param target the path and the query
 * @param headers the values by name; names are in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // Requests are never compared.
public record ReceivedRequest(String method, String target, Map<String, List<String>> headers, byte[] body) {
    /** Returns the values of a header, joined by commas; empty if there is none. */
    public String header(String name) {
        return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the path without the query. */
    public String path() {
        return target.split("\\?", 2)[0];
    }

    /** Returns how many header values contain a text. */
    long headersWith(String text) {
        return headers.values().stream()
                .flatMap(List::stream)
                .filter(value -> value.contains(text))
                .count();
    }
}
