package dev.lumamodify.client;

/**
 * The options of a download. Immutable: each method that sets an option returns a copy.
 *
 * @param maxBytes the maximum size of one file, in bytes
 * @param overwriteExisting whether existing files are replaced
 * @param followPrivateRedirects whether redirects to private addresses are followed
 * @param allowNonVideo whether files that are not videos are accepted
 * @param progressListener receives the progress
 */
public record DownloadOptions(
        long maxBytes,
        boolean overwriteExisting,
        boolean followPrivateRedirects,
        boolean allowNonVideo,
        ProgressListener progressListener) {
    private static final DownloadOptions DEFAULTS =
            new DownloadOptions(2L << 30, false, false, false, (url, bytes, totalBytes) -> {});

    /**
     * Validates the options.
     *
     * @param maxBytes the maximum size of one file, in bytes
     * @param overwriteExisting whether existing files are replaced
     * @param followPrivateRedirects whether redirects to private addresses are followed
     * @param allowNonVideo whether files that are not videos are accepted
     * @param progressListener receives the progress
     * @throws IllegalArgumentException if the maximum size is not more than zero
     */
    public DownloadOptions {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("maxBytes must be more than zero");
        }
    }

    /** Receives the progress of a download, on the thread that downloads. */
    @FunctionalInterface
    public interface ProgressListener {
        /**
         * Called each time that bytes were written to the file. An exception ends the download.
         *
         * @param url the URL of the result
         * @param bytes the number of bytes that were received so far
         * @param totalBytes the size of the file; -1 if the file host does not send it
         */
        void onProgress(String url, long bytes, long totalBytes);
    }

    /**
     * Returns the default options: at most 2 GiB per file. Existing files are not replaced, redirects to private
     * addresses are not followed, and files that are not videos are not accepted.
     *
     * @return the default options
     */
    public static DownloadOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the maximum size of one file.
     *
     * @param maxBytes the number of bytes, more than zero
     * @return a copy
     * @throws IllegalArgumentException if the maximum size is not more than zero
     */
    public DownloadOptions withMaxBytes(long maxBytes) {
        return new DownloadOptions(
                maxBytes, overwriteExisting, followPrivateRedirects, allowNonVideo, progressListener);
    }

    /**
     * Sets whether existing files are replaced.
     *
     * @param overwriteExisting true to replace them; false to fail
     * @return a copy
     */
    public DownloadOptions overwriteExisting(boolean overwriteExisting) {
        return new DownloadOptions(
                maxBytes, overwriteExisting, followPrivateRedirects, allowNonVideo, progressListener);
    }

    /**
     * Sets whether redirects to loopback, link-local and other private addresses are followed. Addresses of NAT64,
     * Teredo and 6to4 count as private, because they can contain a private address.
     *
     * @param followPrivateRedirects true to follow them; false to fail
     * @return a copy
     */
    public DownloadOptions followPrivateRedirects(boolean followPrivateRedirects) {
        return new DownloadOptions(
                maxBytes, overwriteExisting, followPrivateRedirects, allowNonVideo, progressListener);
    }

    /**
     * Sets whether files are accepted that are empty, or that the file host declares as something other than a video,
     * for example as a web page. A file of an undeclared or a general binary type counts as a video.
     *
     * @param allowNonVideo true to accept them; false to fail
     * @return a copy
     */
    public DownloadOptions allowNonVideo(boolean allowNonVideo) {
        return new DownloadOptions(
                maxBytes, overwriteExisting, followPrivateRedirects, allowNonVideo, progressListener);
    }

    /**
     * Sets the listener that receives the progress.
     *
     * @param progressListener is called on the thread that downloads; an exception that it throws ends the download
     * @return a copy
     */
    public DownloadOptions withProgressListener(ProgressListener progressListener) {
        return new DownloadOptions(
                maxBytes, overwriteExisting, followPrivateRedirects, allowNonVideo, progressListener);
    }
}
