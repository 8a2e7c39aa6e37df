package dev.lumamodify.client;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a file cannot be read, or if it changes while it is uploaded. No usable file is stored. The upload can be
 * repeated safely.
 */
public final class UploadException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception, also for the tests of applications.
     *
     * @param event what happened, for the message
     * @param remedy what to do, for the message
     * @param cause the cause; null if there is none
     */
    public UploadException(String event, String remedy, @Nullable Throwable cause) {
        super(event + "; " + remedy, null, cause);
    }
}
