package dev.lumamodify.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Is the parent of everything that this client throws because of the service or the way to it: one child per remedy. */
public abstract sealed class LumaModifyException extends RuntimeException
        permits ApiException,
                CallbackRejectedException,
                DownloadException,
                InvalidResponseException,
                SubmissionOutcomeUnknownException,
                TaskFailedException,
                TransportException,
                WaitInterruptedException,
                WaitTimeoutException {
    private static final long serialVersionUID = 1;

    /** The task, if one is known. */
    private final @Nullable String taskId;

    LumaModifyException(String message, @Nullable String taskId, @Nullable Throwable cause) {
        super(message, cause);
        this.taskId = taskId;
    }

    /**
     * Returns the task that the failed call was about.
     *
     * @return the id; empty if no task is known to exist
     */
    public Optional<String> taskId() {
        return Optional.ofNullable(taskId);
    }
}
