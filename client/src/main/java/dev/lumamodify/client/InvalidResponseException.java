package dev.lumamodify.client;

import org.jspecify.annotations.Nullable;

/**
 * Says that an answer is not what the contract promises: empty, no JSON, cut short, a required member missing. Usually something
 * other than the service answered (a proxy, a wrong base URL).
 */
public final class InvalidResponseException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /** The HTTP status. */
    private final int httpStatus;

    InvalidResponseException(String what, int httpStatus, @Nullable String taskId, @Nullable Throwable cause) {
        super(what + " (HTTP " + httpStatus + ")" + (taskId == null ? "" : "; task " + taskId), taskId, cause);
        this.httpStatus = httpStatus;
    }

    /**
     * Returns the HTTP status of the answer.
     *
     * @return the status
     */
    public int httpStatus() {
        return httpStatus;
    }
}
