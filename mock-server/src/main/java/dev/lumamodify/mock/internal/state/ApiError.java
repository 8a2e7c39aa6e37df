package dev.lumamodify.mock.internal.state;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends the handling of a request with an error code of the API. */
public final class ApiError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Why a request is rejected. Source of the codes: {@code docs/api-facts.md#result-codes}. */
    public enum Reason {
        UNAUTHORIZED(401),
        INSUFFICIENT_CREDITS(402),
        NOT_FOUND(404),
        METHOD_NOT_ALLOWED(405),
        INVALID_REQUEST(422),
        UNKNOWN_TASK(422),
        RATE_LIMITED(429),
        MAINTENANCE(455),
        SERVER_ERROR(500),
        FEATURE_DISABLED(505);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    private final Reason reason;
    private final @Nullable String detail;
    private final @Nullable Duration retryAfter;

    private ApiError(Reason reason, @Nullable String detail, @Nullable Duration retryAfter) {
        super(detail == null ? reason.name() : detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    /** Creates an error with the message that the document has for its code. */
    public ApiError(Reason reason) {
        this(reason, null, null);
    }

    /** Creates an error with its own message. */
    public ApiError(Reason reason, String detail) {
        this(reason, detail, null);
    }

    /** Creates an error for a request that may be repeated after a time. */
    public ApiError(Reason reason, Duration retryAfter) {
        this(reason, null, retryAfter);
    }

    public int code() {
        return reason.code();
    }

    /** Returns the message of this error; null if the document has the message. */
    public @Nullable String detail() {
        return detail;
    }

    /** Returns after which time the request may be repeated; null if that is unknown. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
