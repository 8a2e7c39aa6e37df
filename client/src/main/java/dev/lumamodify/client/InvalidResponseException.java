package dev.lumamodify.client;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a response is not as documented: it is empty, incomplete, not JSON, or has no value for a required member.
 * A usual cause is a wrong base URL, or a proxy that responds instead of the service.
 */
public final class InvalidResponseException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /** The HTTP status. */
    private final int httpStatus;

    InvalidResponseException(String event, int httpStatus, @Nullable String taskId, @Nullable Throwable cause) {
        super(
                event + " (HTTP " + httpStatus + ")" + (taskId == null ? "" : "; task " + taskId)
                        + "; check the base URL and the proxies",
                taskId,
                cause);
        this.httpStatus = httpStatus;
    }

    /**
     * Returns the HTTP status of the response.
     *
     * @return the HTTP status
     */
    public int httpStatus() {
        return httpStatus;
    }
}
