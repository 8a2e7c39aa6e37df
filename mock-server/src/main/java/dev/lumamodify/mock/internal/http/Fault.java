package dev.lumamodify.mock.internal.http;

/** How an answer is damaged on the way. */
public enum Fault {
    /** The connection is reset instead of an answer. */
    RESET,
    /** Nothing comes until somebody gives up. */
    NO_RESPONSE,
    /** HTTP 200 and a JSON content type, but bytes that are neither JSON nor UTF-8. */
    MALFORMED,
    /** Half of the body, then the connection ends. */
    TRUNCATE,
    /** An HTML page, as a gateway would send. */
    HTML,
    /** Half of the body at once, the other half later. */
    SLOW_BODY
}
