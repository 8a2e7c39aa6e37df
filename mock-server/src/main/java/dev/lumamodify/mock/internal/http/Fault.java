package dev.lumamodify.mock.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A fault in the transfer of a response. */
enum Fault {
    /** The connection is reset without a response. */
    RESET,
    /** There is no response; the connection closes after the idle timeout. */
    NO_RESPONSE,
    /** The body is neither JSON nor UTF-8. The HTTP status and the content type are those of a valid response. */
    MALFORMED,
    /** The connection closes after half of the body. */
    TRUNCATE,
    /** The body is an HTML page, as a gateway would send. */
    HTML,
    /** The second half of the body follows 5 seconds after the first. */
    SLOW_BODY;

    private static final byte[] NOTHING = {};
    private static final byte[] HTML_PAGE =
            "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>\n".getBytes(StandardCharsets.US_ASCII);

    /** Returns whether the client receives neither a status nor a header. */
    boolean sendsNothing() {
        return this == RESET || this == NO_RESPONSE;
    }

    /** Returns whether the client receives the whole envelope. */
    boolean sendsEnvelope() {
        return this == SLOW_BODY;
    }

    /** Returns the bytes that the client receives instead of a body. */
    byte[] sentBody(byte[] body) {
        return switch (this) {
            case RESET, NO_RESPONSE -> NOTHING;
            case MALFORMED -> malformed(body.length);
            case TRUNCATE -> Arrays.copyOf(body, body.length / 2);
            case HTML -> HTML_PAGE;
            case SLOW_BODY -> body;
        };
    }

    /** Returns continuation bytes, which are invalid at the start of UTF-8. */
    private static byte[] malformed(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (0x80 + i * 37 % 0x40);
        }
        return bytes;
    }
}
