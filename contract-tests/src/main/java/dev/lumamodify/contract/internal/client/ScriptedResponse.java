package dev.lumamodify.contract.internal.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * What a scripted server sends back.
 *
 * @param bytes written as they are
 * @param end what happens to the connection afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ScriptedResponse(byte[] bytes, End end) {
    enum End {
        KEPT,
        CLOSED,
        RESET,
        /** Nothing happens until the server is closed. */
        HELD
    }

    public static final ScriptedResponse CLOSE = new ScriptedResponse(new byte[0], End.CLOSED);
    static final ScriptedResponse RESET = new ScriptedResponse(new byte[0], End.RESET);
    public static final ScriptedResponse STALL = new ScriptedResponse(new byte[0], End.HELD);

    public static ScriptedResponse of(int status, String type, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return with(status, type, bytes, End.KEPT, more(headers, "Content-Length: " + bytes.length));
    }

    public static ScriptedResponse json(int status, String body, String... headers) {
        return of(status, "application/json", body, headers);
    }

    /** JSON in pieces of a few bytes, which cut characters apart. */
    public static ScriptedResponse chunked(String body) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += 7) {
            int size = Math.min(7, bytes.length - at);
            chunks.writeBytes(String.format(Locale.ROOT, "%x\r\n", size).getBytes(StandardCharsets.UTF_8));
            chunks.write(bytes, at, size);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return with(200, "application/json", chunks.toByteArray(), End.KEPT, List.of("Transfer-Encoding: chunked"));
    }

    /** JSON that ends where the connection ends. */
    public static ScriptedResponse untilClosed(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return with(200, "application/json", bytes, End.CLOSED, List.of("Connection: close"));
    }

    public static ScriptedResponse gzipped(String body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> headers = List.of("Content-Encoding: gzip", "Content-Length: " + packed.size());
        return with(200, "application/json", packed.toByteArray(), End.KEPT, headers);
    }

    /** The same, but the connection ends a little before the answer does. */
    ScriptedResponse cut() {
        return new ScriptedResponse(Arrays.copyOf(bytes, bytes.length - 12), End.CLOSED);
    }

    /** The same, but the end of it never comes. */
    public ScriptedResponse held() {
        return new ScriptedResponse(Arrays.copyOf(bytes, bytes.length - 12), End.HELD);
    }

    private static List<String> more(String[] headers, String last) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = last;
        return List.of(all);
    }

    private static ScriptedResponse with(int status, String type, byte[] body, End end, List<String> headers) {
        String head = "HTTP/1.1 " + status + " Status\r\nContent-Type: " + type + "\r\n" + String.join("\r\n", headers)
                + "\r\n\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return new ScriptedResponse(all.toByteArray(), end);
    }
}
