package dev.lumamodify.client;

import org.jspecify.annotations.Nullable;

/**
 * Says that a submit was sent but its outcome is not known: a paid task may exist. Do not submit again blindly; resume by
 * {@link #taskId()} if there is one, else reconcile with the account's history.
 */
public final class SubmissionOutcomeUnknownException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    SubmissionOutcomeUnknownException(String what, @Nullable String taskId, Throwable cause) {
        super(
                what + "; a paid task may exist" + (taskId == null ? "" : ": task " + taskId)
                        + "; do not submit again, "
                        + (taskId == null ? "reconcile with the account's history" : "resume with the task id"),
                taskId,
                cause);
    }
}
