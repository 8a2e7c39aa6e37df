package dev.lumamodify.client;

/** Says that a callback is not proved to come from the service. Answer it with HTTP 400 and do nothing else. */
public final class CallbackRejectedException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    private final Reason reason;

    CallbackRejectedException(Reason reason, String detail) {
        super("The callback was rejected: " + detail + " (" + reason + ")", null, null);
        this.reason = reason;
    }

    /**
     * Returns what is wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /** What can be wrong with a callback. */
    public enum Reason {
        /** The timestamp or the signature is missing. */
        HEADER_MISSING,
        /** The timestamp is no number of seconds, the signature no Base64 of 32 bytes, or one is given twice. */
        HEADER_MALFORMED,
        /** The body is not JSON with one task id in {@code data}. */
        BODY_MALFORMED,
        /** No key makes this signature. */
        SIGNATURE_WRONG,
        /** It was signed longer ago than the tolerance. */
        TIMESTAMP_EXPIRED,
        /** It was signed further in the future than the tolerance. */
        TIMESTAMP_IN_FUTURE
    }
}
