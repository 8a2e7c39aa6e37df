package dev.lumamodify.client;

import dev.lumamodify.client.model.ResultCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the service responds with an error. {@link #code()} is the reason. A submission that ends with this
 * exception has created no task and cost nothing.
 */
public final class ApiException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /** The number of the code. */
    private final int code;

    /** The message of the service. */
    private final String msg;

    /** The HTTP status. */
    private final int httpStatus;

    /** The time to wait. */
    private final @Nullable Duration retryAfter;

    /**
     * Creates an exception, also for the tests of applications.
     *
     * @param event what happened, for the message
     * @param code the code of the envelope
     * @param msg the message of the service; empty if there is none
     * @param httpStatus the HTTP status
     * @param retryAfter the time to wait; null if there is none
     * @param taskId the id of the task; null if none is known
     * @param headers the headers of the response
     * @param cause the cause; null if there is none
     */
    public ApiException(
            String event,
            ResultCode code,
            String msg,
            int httpStatus,
            @Nullable Duration retryAfter,
            @Nullable String taskId,
            Map<String, ? extends List<String>> headers,
            @Nullable Throwable cause) {
        super(
                event + (msg.isEmpty() ? "" : ": " + msg) + " (code " + code + ", HTTP " + httpStatus + ")"
                        + (taskId == null ? "" : "; task " + taskId)
                        + (retryAfter == null ? "" : "; retry after " + retryAfter.toSeconds() + " s"),
                taskId,
                headers,
                cause);
        this.code = code.value();
        this.msg = msg;
        this.httpStatus = httpStatus;
        this.retryAfter = retryAfter;
    }

    /**
     * Returns the code of the envelope, or the HTTP status if only that reports an error.
     *
     * @return the code, which may be undocumented
     */
    public ResultCode code() {
        return new ResultCode(code);
    }

    /**
     * Returns the message of the service.
     *
     * @return the {@code msg} of the envelope; empty if there is none
     */
    public String msg() {
        return msg;
    }

    /**
     * Returns the HTTP status of the response. It is often 200.
     *
     * @return the HTTP status
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * Returns the time to wait before the next call, from the header {@code Retry-After}.
     *
     * @return the time; empty if the response has no valid {@code Retry-After}
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
