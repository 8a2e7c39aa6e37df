package dev.lumamodify.contract.internal.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A response of the scripted server.
 *
 * @param bytes the bytes to send, which need not be valid HTTP
 * @param connection what happens to the connection afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // Responses are never compared.
public record ScriptedResponse(byte[] bytes, Connection connection) {
    /** What happens to a connection after a response. */
    enum Connection {
        KEEP_ALIVE,
        CLOSE,
        RESET,
        /** It stays open, but nothing more is sent until the server is closed. */
        HOLD,
        /** The response is sent byte by byte; the connection stays open. */
        BYTE_BY_BYTE,
        /** A space follows every few milliseconds, until the client closes the connection. */
        TRICKLE,
        /** Spaces follow until the client closes the connection, but at most {@link #MAX_ENDLESS}. */
        ENDLESS
    }

    /** How many bytes of an endless response are sent. */
    public static final long MAX_ENDLESS = 1 << 25;

    /** How many bytes are missing in a response that is not complete. */
    private static final int MISSING = 12;

    private static final int CHUNK_SIZE = 7;

    /** Closes the connection without a response. */
    public static final ScriptedResponse CLOSE = new ScriptedResponse(new byte[0], Connection.CLOSE);

    /** Resets the connection without a response. */
    public static final ScriptedResponse RESET = new ScriptedResponse(new byte[0], Connection.RESET);

    /** Never responds. */
    public static final ScriptedResponse NO_RESPONSE = new ScriptedResponse(new byte[0], Connection.HOLD);

    /**
     * Returns a response with a body of known length.
     *
     * @param headers further header lines
     */
    public static ScriptedResponse of(int status, String contentType, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<String> all = Stream.concat(Stream.of(headers), Stream.of("Content-Length: " + bytes.length))
                .toList();
        return withHead(status, contentType, bytes, Connection.KEEP_ALIVE, all);
    }

    public static ScriptedResponse json(int status, String body, String... headers) {
        return of(status, "application/json", body, headers);
    }

    /** Returns JSON in chunks of a few bytes, which split characters. */
    public static ScriptedResponse chunked(int status, String body, String... headers) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += CHUNK_SIZE) {
            int size = Math.min(CHUNK_SIZE, bytes.length - from);
            chunks.writeBytes(ascii(String.format(Locale.ROOT, "%x\r\n", size)));
            chunks.write(bytes, from, size);
            chunks.writeBytes(ascii("\r\n"));
        }
        chunks.writeBytes(ascii("0\r\n\r\n"));
        List<String> all = Stream.concat(Stream.of(headers), Stream.of("Transfer-Encoding: chunked"))
                .toList();
        return withHead(status, "application/json", chunks.toByteArray(), Connection.KEEP_ALIVE, all);
    }

    /** Returns JSON without a length, which ends with the connection. */
    public static ScriptedResponse untilClosed(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return withHead(200, "application/json", bytes, Connection.CLOSE, List.of("Connection: close"));
    }

    public static ScriptedResponse gzipped(int status, String body, String... headers) {
        byte[] compressed = gzip(body);
        List<String> all = Stream.concat(
                        Stream.of(headers), Stream.of("Content-Encoding: gzip", "Content-Length: " + compressed.length))
                .toList();
        return withHead(status, "application/json", compressed, Connection.KEEP_ALIVE, all);
    }

    static byte[] gzip(String body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** Returns the same response, whose connection is closed before its end. */
    public ScriptedResponse truncated() {
        return new ScriptedResponse(Arrays.copyOf(bytes, bytes.length - MISSING), Connection.CLOSE);
    }

    /** Returns the same response, sent byte by byte. */
    public ScriptedResponse byteByByte() {
        return new ScriptedResponse(bytes, Connection.BYTE_BY_BYTE);
    }

    /** Returns JSON without a length, after which a space follows every few milliseconds. */
    public static ScriptedResponse trickling(String body) {
        return new ScriptedResponse(untilClosed(body).bytes, Connection.TRICKLE);
    }

    /** Returns JSON without a length, after which spaces follow without end. */
    public static ScriptedResponse endless(String body) {
        return new ScriptedResponse(untilClosed(body).bytes, Connection.ENDLESS);
    }

    /** Returns HTTP 200 with these header lines and bytes, after which the connection is closed. */
    static ScriptedResponse raw(byte[] body, String... headers) {
        return withHead(200, "application/json", body, Connection.CLOSE, List.of(headers));
    }

    /** Returns the same response, whose end is never sent. */
    public ScriptedResponse incomplete() {
        return new ScriptedResponse(Arrays.copyOf(bytes, bytes.length - MISSING), Connection.HOLD);
    }

    private static ScriptedResponse withHead(
            int status, String contentType, byte[] body, Connection connection, List<String> headers) {
        String head = "HTTP/1.1 " + status + " Status\r\nContent-Type: " + contentType + "\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return new ScriptedResponse(bytes.toByteArray(), connection);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
