package dev.lumamodify.client;

import dev.lumamodify.client.model.ResultCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that the service answered no. A submit that ends so has made no task and cost nothing.
 *
 * <p>Look at {@link #code()} for the reason; a number that this version does not know is carried through.
 */
public final class ApiException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /** The code as a number. */
    private final int code;

    /** The service's words. */
    private final String msg;

    /** The HTTP status. */
    private final int httpStatus;

    /** The wait asked for, if any. */
    private final @Nullable Duration retryAfter;

    ApiException(
            String what,
            ResultCode code,
            String msg,
            int httpStatus,
            @Nullable Duration retryAfter,
            @Nullable String taskId,
            @Nullable Throwable cause) {
        super(
                what + ": code " + code + (msg.isEmpty() ? "" : ", " + msg) + " (HTTP " + httpStatus + ")"
                        + (taskId == null ? "" : "; task " + taskId)
                        + (retryAfter == null ? "" : "; retry after " + retryAfter.toSeconds() + " s"),
                taskId,
                cause);
        this.code = code.value();
        this.msg = msg;
        this.httpStatus = httpStatus;
        this.retryAfter = retryAfter;
    }

    /**
     * Returns why the service said no: the envelope's code, or the HTTP status if only that told of an error.
     *
     * @return the code, maybe an undocumented one
     */
    public ResultCode code() {
        return new ResultCode(code);
    }

    /**
     * Returns the service's own words.
     *
     * @return the envelope's {@code msg}; empty if there was none
     */
    public String msg() {
        return msg;
    }

    /**
     * Returns the HTTP status, which is often 200.
     *
     * @return the status of the answer
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * Returns how long the service asked to wait.
     *
     * @return the wait; empty if the answer had no usable {@code Retry-After}
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
