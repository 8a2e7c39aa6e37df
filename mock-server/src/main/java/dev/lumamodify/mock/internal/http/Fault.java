package dev.lumamodify.mock.internal.http;

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
    SLOW_BODY
}
