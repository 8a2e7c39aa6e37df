package dev.lumamodify.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The superclass of all exceptions that are caused by the service or by the connection to it. Each subclass calls for a
 * different reaction.
 *
 * <p>A message contains no API key, no prompt and no body.
 */
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

    /** The id of the task. */
    private final @Nullable String taskId;

    LumaModifyException(String message, @Nullable String taskId, @Nullable Throwable cause) {
        super(message, cause);
        this.taskId = taskId;
    }

    /**
     * Returns the id of the task that the failed call was about.
     *
     * @return the id; empty if no task is known to exist
     */
    public Optional<String> taskId() {
        return Optional.ofNullable(taskId);
    }
}
