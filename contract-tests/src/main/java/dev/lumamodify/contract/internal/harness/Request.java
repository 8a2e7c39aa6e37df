package dev.lumamodify.contract.internal.harness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request, before it is sent. Immutable. */
@SuppressWarnings("ArrayRecordComponent") // Calls are never compared.
public record Request(String method, String path, List<Header> headers, byte @Nullable [] body, boolean chunked) {
    /** One header line. */
    public record Header(String name, String value) {}

    public Request(String method, String path) {
        this(method, path, List.of(), null, false);
    }

    public Request key(String key) {
        return header("Authorization", "Bearer " + key);
    }

    public Request header(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.removeIf(header -> header.name().equalsIgnoreCase(name));
        more.add(new Header(name, value));
        return new Request(method, path, List.copyOf(more), body, chunked);
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
}
