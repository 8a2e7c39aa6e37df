package dev.lumamodify.contract;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** The same request for a terminal, with the account's key left out, and any other. */
    String curl(URI base, String key) {
        StringBuilder curl = new StringBuilder("curl -i -X " + method + " " + quoted(base + path));
        for (Header header : headers) {
            boolean secret = header.name().toLowerCase(Locale.ROOT).equals("authorization");
            String value = secret ? masked(header.value(), key) : header.value();
            String line = header.name() + ": " + value;
            curl.append(" -H ").append(secret ? '"' + line + '"' : quoted(line));
        }
        if (body != null) {
            String text = Wire.text(body);
            curl.append(" --data-raw ").append(quoted(text.length() > 2000 ? text.substring(0, 2000) + "…" : text));
        }
        return curl.toString();
    }

    private static String masked(String value, String key) {
        return value.contains(key)
                ? value.replace(key, "$API_KEY")
                : value.replaceFirst("(?<=^Bearer ).+", "\\$OTHER_KEY");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
