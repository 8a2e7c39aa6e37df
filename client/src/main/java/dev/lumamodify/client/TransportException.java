package dev.lumamodify.client;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the service could not be reached. No submission was sent, and a read has no effect, so the call can be
 * repeated safely.
 */
public final class TransportException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception, also for the tests of applications.
     *
     * @param event what happened, for the message
     * @param taskId the id of the task; null if none is known
     * @param cause the cause
     */
    public TransportException(String event, @Nullable String taskId, Throwable cause) {
        super(
                event + ": " + cause + (taskId == null ? "" : "; task " + taskId) + "; it is safe to call again",
                taskId,
                cause);
    }
}
