package dev.lumamodify.mock;

/**
 * Which HTTP status a response with an error code has. Both occur in the live service and its gateways: see {@code
 * docs/api-facts.md#envelope}.
 */
public enum ErrorStatus {
    /** The HTTP status is 200. Only the envelope has the error code. */
    ENVELOPE,
    /** The HTTP status is the error code. */
    MIRROR
}
