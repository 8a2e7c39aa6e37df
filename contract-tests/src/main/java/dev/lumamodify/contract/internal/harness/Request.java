package dev.lumamodify.contract.internal.harness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request. Immutable: every method returns a changed copy.
 *
 * @param path the path and the query, or a whole URL
 * @param body the body, or null for none
 * @param chunked whether the body is sent with {@code Transfer-Encoding: chunked}
 */
@SuppressWarnings("ArrayRecordComponent") // Requests are never compared.
public record Request(String method, String path, List<Header> headers, byte @Nullable [] body, boolean chunked) {
    /** A header line. */
    public record Header(String name, String value) {}

    public Request(String method, String path) {
        this(method, path, List.of(), null, false);
    }

    /** Sends {@code Authorization: Bearer …}. */
    public Request key(String key) {
        return header("Authorization", "Bearer " + key);
    }

    /** Replaces a header. */
    public Request header(String name, String value) {
        List<Header> changed = new ArrayList<>(headers);
        changed.removeIf(header -> header.name().equalsIgnoreCase(name));
        changed.add(new Header(name, value));
        return new Request(method, path, List.copyOf(changed), body, chunked);
    }

    /** Replaces all headers. */
    public Request headers(List<Header> changed) {
        return new Request(method, path, changed, body, chunked);
    }

    public Request method(String changed) {
        return new Request(changed, path, headers, body, chunked);
    }

    public Request path(String changed) {
        return new Request(method, changed, headers, body, chunked);
    }

    public Request json(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    public Request json(byte[] bytes) {
        return header("Content-Type", "application/json").body(bytes);
    }

    public Request body(byte[] bytes) {
        return new Request(method, path, headers, bytes, chunked);
    }

    public Request inChunks() {
        return new Request(method, path, headers, body, true);
    }

    /** Returns the first value of a header; empty if there is none. */
    public String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** Returns the body as UTF-8 text; empty if there is none. */
    public String text() {
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }
}
