package dev.lumamodify.client;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a result could not be downloaded. Only complete files are left behind, so the download can be repeated
 * safely.
 */
public final class DownloadException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception, also for the tests of applications.
     *
     * @param event what happened, for the message
     * @param taskId the id of the task
     * @param remedy what to do, for the message
     * @param cause the cause; null if there is none
     */
    public DownloadException(String event, String taskId, String remedy, @Nullable Throwable cause) {
        super(event + "; task " + taskId + "; " + remedy, taskId, cause);
    }
}
