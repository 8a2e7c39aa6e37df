package dev.lumamodify.client;

import dev.lumamodify.client.internal.http.UploadApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of an upload. Immutable: each method that sets an option returns a copy.
 *
 * @param uploadPath the folder on the file service; null for none
 * @param fileName the name on the file service; null for a new name
 * @param timeout the maximum duration of the upload; null for one that grows with the size
 * @param allowNonVideo whether files that are not valid videos are uploaded
 * @param progressListener receives the progress
 */
public record UploadOptions(
        @Nullable String uploadPath,
        @Nullable String fileName,
        @Nullable Duration timeout,
        boolean allowNonVideo,
        ProgressListener progressListener) {
    private static final UploadOptions DEFAULTS = new UploadOptions(null, null, null, false, (bytes, totalBytes) -> {});
    private static final Duration MIN_TIMEOUT = Duration.ofMinutes(1);
    private static final long MIN_BYTES_PER_SECOND = 256 << 10;

    /**
     * Validates the options.
     *
     * @param uploadPath the folder on the file service; null for none
     * @param fileName the name on the file service; null for a new name
     * @param timeout the maximum duration of the upload; null for one that grows with the size
     * @param allowNonVideo whether files that are not valid videos are uploaded
     * @param progressListener receives the progress
     * @throws IllegalArgumentException if the folder or the name is not as {@link #withUploadPath} and
     *     {@link #withFileName} require, or if the timeout is not more than zero
     */
    public UploadOptions {
        if (uploadPath != null) {
            for (String folder : uploadPath.split("/", -1)) {
                checkName("uploadPath", folder, "must be names of folders with a single / between them");
            }
        }
        if (fileName != null) {
            checkName("fileName", fileName, "must be a name without a folder");
        }
        List<String> violations = new ArrayList<>();
        UploadApi.uploadFileViolations(violations, uploadPath, fileName);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", violations));
        }
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("timeout must be more than zero");
        }
    }

    /** Throws if a name leads out of its folder, or would be another name on another system. */
    private static void checkName(String field, String name, String rule) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
            throw new IllegalArgumentException(
                    field + " " + rule + ", which must not be empty, . or .., or contain \\ or a control character");
        }
    }

    /** Receives the progress of an upload, on the thread that uploads. */
    @FunctionalInterface
    public interface ProgressListener {
        /**
         * Called each time that bytes were sent. Begins again with the first bytes if the upload is repeated. An
         * exception ends the upload.
         *
         * @param bytes the number of bytes of the file that were sent so far
         * @param totalBytes the size of the file
         */
        void onProgress(long bytes, long totalBytes);
    }

    /**
     * Returns the default options: no folder, a new name, and valid videos only.
     *
     * @return the default options
     */
    public static UploadOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the folder on the file service.
     *
     * @param uploadPath names of folders with a single {@code /} between them, none of which is {@code .} or {@code ..}
     *     or contains a backslash or a control character
     * @return a copy
     * @throws IllegalArgumentException if the folder is invalid
     */
    public UploadOptions withUploadPath(String uploadPath) {
        return new UploadOptions(uploadPath, fileName, timeout, allowNonVideo, progressListener);
    }

    /**
     * Sets the name on the file service. <strong>Replaces an earlier file with the same folder and name.</strong> Without
     * this option, the name is the one of the file, with a random part: it replaces nothing.
     *
     * @param fileName a name that is not {@code .} or {@code ..}, without slashes, backslashes and control characters
     * @return a copy
     * @throws IllegalArgumentException if the name is invalid
     */
    public UploadOptions withFileName(String fileName) {
        return new UploadOptions(uploadPath, fileName, timeout, allowNonVideo, progressListener);
    }

    /**
     * Sets the maximum duration of the upload, including its retries. The default is one minute, and one second more for
     * each 256 KiB: 35 minutes for 500 MB.
     *
     * @param timeout the timeout, more than zero
     * @return a copy
     * @throws IllegalArgumentException if the timeout is not more than zero
     */
    public UploadOptions withTimeout(Duration timeout) {
        return new UploadOptions(uploadPath, fileName, timeout, allowNonVideo, progressListener);
    }

    /**
     * Sets whether files are uploaded that are empty, are not in a format that the service can modify, or last too long.
     * The maximum size is the same.
     *
     * @param allowNonVideo true to upload them; false to fail
     * @return a copy
     */
    public UploadOptions allowNonVideo(boolean allowNonVideo) {
        return new UploadOptions(uploadPath, fileName, timeout, allowNonVideo, progressListener);
    }

    /**
     * Sets the listener that receives the progress.
     *
     * @param progressListener is called on the thread that uploads; an exception that it throws ends the upload
     * @return a copy
     */
    public UploadOptions withProgressListener(ProgressListener progressListener) {
        return new UploadOptions(uploadPath, fileName, timeout, allowNonVideo, progressListener);
    }

    /** Returns the timeout for a file. */
    Duration timeoutFor(long size) {
        return timeout != null ? timeout : MIN_TIMEOUT.plusSeconds(size / MIN_BYTES_PER_SECOND);
    }
}
