package dev.lumamodify.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a response is not as documented: it is empty, incomplete, not JSON, or has no value for a required member.
 * A usual cause is a wrong base URL, or a proxy that responds instead of the service.
 */
public final class InvalidResponseException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /** The HTTP status. */
    private final int httpStatus;

    /**
     * Creates an exception, also for the tests of applications.
     *
     * @param event what happened, for the message
     * @param httpStatus the HTTP status
     * @param taskId the id of the task; null if none is known
     * @param headers the headers of the response
     * @param cause the cause; null if there is none
     */
    public InvalidResponseException(
            String event,
            int httpStatus,
            @Nullable String taskId,
            Map<String, ? extends List<String>> headers,
            @Nullable Throwable cause) {
        super(
                event + " (HTTP " + httpStatus + ")" + (taskId == null ? "" : "; task " + taskId)
                        + "; check the base URL and the proxies",
                taskId,
                headers,
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
