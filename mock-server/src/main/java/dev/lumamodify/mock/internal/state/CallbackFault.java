package dev.lumamodify.mock.internal.state;

/** A fault in the delivery of a callback. */
public enum CallbackFault {
    /** The callback is not sent. */
    DROP,
    /** The callback is sent twice. */
    DUPLICATE,
    /** The signature headers are missing. */
    UNSIGNED,
    /** The signature is made with another key. */
    BAD_SIGNATURE,
    /** The signature is one hour old. */
    EXPIRED_SIGNATURE,
    /** A second callback with the opposite result follows. */
    CONTRADICTORY;

    /** Returns whether this fault concerns the signature, and so needs a webhook key. */
    public boolean needsSignature() {
        return this == UNSIGNED || this == BAD_SIGNATURE || this == EXPIRED_SIGNATURE;
    }
}
