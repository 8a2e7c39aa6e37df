package dev.lumamodify.mock.internal.state;

import dev.lumamodify.mock.internal.http.EnvelopeResponse;
import dev.lumamodify.mock.internal.spec.Operation;
import java.io.Serial;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ends the handling of a request with an error code of the API. */
public final class ApiError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Why a request is refused, and the code that facts and document give it. */
    public enum Reason {
        UNAUTHORIZED(401),
        NO_CREDITS(402),
        NOT_FOUND(404),
        INVALID(422),
        UNKNOWN_TASK(422),
        TOO_MANY(429),
        MAINTENANCE(455),
        SERVER_ERROR(500),
        DISABLED(505);

        public final int code;

        Reason(int code) {
            this.code = code;
        }
    }

    final Reason reason;
    private final boolean explained;
    private final @Nullable Duration retryAfter;

    private ApiError(Reason reason, @Nullable String msg, @Nullable Duration retryAfter) {
        super(msg == null ? reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') : msg, null, false, false);
        this.reason = reason;
        this.explained = msg != null;
        this.retryAfter = retryAfter;
    }

    /** Refuses with the words the document has for the code. */
    public ApiError(Reason reason) {
        this(reason, null, null);
    }

    /** Refuses with words of its own. */
    public ApiError(Reason reason, String msg) {
        this(reason, msg, null);
    }

    /** Refuses for the time being. */
    ApiError(Reason reason, Duration retryAfter) {
        this(reason, null, retryAfter);
    }

    public EnvelopeResponse answer(Operation operation) {
        return explained ? answer() : operation.answer(reason.code).retryAfter(retryAfter);
    }

    public EnvelopeResponse answer() {
        return EnvelopeResponse.error(reason.code, String.valueOf(getMessage()));
    }
}
