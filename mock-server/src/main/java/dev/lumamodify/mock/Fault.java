package dev.lumamodify.mock;

/** How an answer is damaged on the way. */
enum Fault {
    /** The connection is reset instead of an answer. */
    RESET,
    /** Nothing comes until somebody gives up. */
    STALL,
    /** HTTP 200 and a JSON content type, but bytes that are neither JSON nor UTF-8. */
    GARBAGE,
    /** Half of the body, then the connection ends. */
    TRUNCATE,
    /** An HTML page, as a gateway would send. */
    HTML,
    /** Half of the body at once, the other half later. */
    SLOW_BODY
}
