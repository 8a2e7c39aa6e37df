package dev.lumamodify.client;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a submission was sent and no usable response arrived. A task that costs credits may exist, so do not submit
 * again. If there is a {@link #taskId()}, wait for that task. Otherwise check the history of the account.
 */
public final class SubmissionOutcomeUnknownException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception, also for the tests of applications.
     *
     * @param event what happened, for the message
     * @param taskId the id of the task; null if none is known
     * @param cause the cause
     */
    public SubmissionOutcomeUnknownException(String event, @Nullable String taskId, Throwable cause) {
        super(
                event + "; a task that costs credits may exist" + (taskId == null ? "" : "; task " + taskId)
                        + "; do not submit again, "
                        + (taskId == null ? "check the history of the account" : "wait for the task with its id"),
                taskId,
                cause);
    }
}
