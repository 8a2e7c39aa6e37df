package dev.lumamodify.client;

/** Thrown if a callback has no valid signature of the service. Respond to it with HTTP 400, and do nothing else. */
public final class CallbackRejectedException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /** The reason. */
    private final Reason reason;

    /**
     * Creates an exception, also for the tests of applications.
     *
     * @param reason the reason
     * @param detail the reason in words, for the message
     */
    public CallbackRejectedException(Reason reason, String detail) {
        super("The callback was rejected: " + detail + " (" + reason + "); respond with HTTP 400", null, null);
        this.reason = reason;
    }

    /**
     * Returns the reason of the rejection.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /** The reasons to reject a callback. */
    public enum Reason {
        /** The header with the timestamp or the signature is missing. */
        HEADER_MISSING,
        /**
         * The timestamp is not a number of seconds, the signature is not 32 bytes in Base64, or one of them occurs
         * twice.
         */
        HEADER_MALFORMED,
        /** The body is larger than 1 MiB, or is not JSON with exactly one task id in {@code data}. */
        BODY_MALFORMED,
        /** The signature does not match any key. */
        SIGNATURE_WRONG,
        /** The timestamp is further in the past than the tolerance. */
        TIMESTAMP_EXPIRED,
        /** The timestamp is further in the future than the tolerance. */
        TIMESTAMP_IN_FUTURE
    }
}
