package dev.lumamodify.client;

import org.jspecify.annotations.Nullable;

/** Says that a result could not be brought to disk. Nothing but complete files is left behind; calling again is safe. */
public final class DownloadException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    DownloadException(String what, String taskId, @Nullable Throwable cause) {
        super(what + "; task " + taskId, taskId, cause);
    }
}
