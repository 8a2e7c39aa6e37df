package dev.lumamodify.contract.internal.harness;

/** The result codes that checks refer to: the {@code code} of an envelope. */
public final class ResultCode {
    public static final int SUCCESS = 200;
    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int INSUFFICIENT_CREDITS = 402;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    public static final int VALIDATION_ERROR = 422;
    public static final int RATE_LIMITED = 429;

    private ResultCode() {}
}
