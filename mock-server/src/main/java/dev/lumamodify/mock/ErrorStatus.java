package dev.lumamodify.mock;

/** How the HTTP status of an answer relates to the code in its envelope. The live service has been seen to do both. */
public enum ErrorStatus {
    /** HTTP 200 whatever the code. */
    ENVELOPE,
    /** The code is repeated as the HTTP status. */
    MIRROR
}
