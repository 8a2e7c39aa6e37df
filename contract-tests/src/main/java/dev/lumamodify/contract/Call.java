package dev.lumamodify.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request, before it is sent. Immutable. */
@SuppressWarnings("ArrayRecordComponent") // Calls are never compared.
record Call(String method, String path, List<Header> headers, byte @Nullable [] body, boolean chunked) {
    /** One header line. */
    record Header(String name, String value) {}

    Call(String method, String path) {
        this(method, path, List.of(), null, false);
    }

    Call key(String key) {
        return header("Authorization", "Bearer " + key);
    }

    Call header(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.removeIf(header -> header.name().equalsIgnoreCase(name));
        more.add(new Header(name, value));
        return new Call(method, path, List.copyOf(more), body, chunked);
    }

    Call json(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    Call json(byte[] bytes) {
        return header("Content-Type", "application/json").body(bytes);
    }

    Call body(byte[] bytes) {
        return new Call(method, path, headers, bytes, chunked);
    }

    Call inChunks() {
        return new Call(method, path, headers, body, true);
    }
}
