package dev.lumamodify.client;

/**
 * How to download results. Unchangeable: each {@code with} returns a copy.
 *
 * @param maxBytes the most bytes one file may have
 * @param overwriteExisting whether a file that exists may be replaced
 * @param privateRedirects whether the file host may redirect to a private address
 * @param progressListener is told as bytes arrive
 */
public record DownloadOptions(
        long maxBytes, boolean overwriteExisting, boolean privateRedirects, ProgressListener progressListener) {
    private static final DownloadOptions DEFAULTS =
            new DownloadOptions(2L << 30, false, false, (url, bytes, total) -> {});

    /**
     * Checks.
     *
     * @param maxBytes the most bytes one file may have
     * @param overwriteExisting whether a file that exists may be replaced
     * @param privateRedirects whether the file host may redirect to a private address
     * @param progressListener is told as bytes arrive
     * @throws IllegalArgumentException if the size limit is not more than zero
     */
    public DownloadOptions {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("largest must be more than zero");
        }
    }

    /** Is told how a download goes, on the thread that downloads. */
    @FunctionalInterface
    public interface ProgressListener {
        /**
         * Takes in that bytes have arrived.
         *
         * @param url the result
         * @param bytes how many have arrived in all
         * @param total how many there will be; -1 if the host does not say
         */
        void onProgress(String url, long bytes, long total);
    }

    /**
     * Returns the defaults: at most 2 GiB a file, existing files refused, no redirect to a private address.
     *
     * @return the defaults
     */
    public static DownloadOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Limits the size of one file.
     *
     * @param bytes the limit, more than zero
     * @return a copy
     */
    public DownloadOptions withLargest(long bytes) {
        return new DownloadOptions(bytes, overwriteExisting, privateRedirects, progressListener);
    }

    /**
     * Allows to replace files that exist.
     *
     * @return a copy
     */
    public DownloadOptions withOverwrite() {
        return new DownloadOptions(maxBytes, true, privateRedirects, progressListener);
    }

    /**
     * Allows redirects to loopback, link-local and other private addresses.
     *
     * @return a copy
     */
    public DownloadOptions withPrivateRedirects() {
        return new DownloadOptions(maxBytes, overwriteExisting, true, progressListener);
    }

    /**
     * Sets who is told how the download goes.
     *
     * @param listener is called on the thread that downloads; what it throws ends the download
     * @return a copy
     */
    public DownloadOptions withProgress(ProgressListener listener) {
        return new DownloadOptions(maxBytes, overwriteExisting, privateRedirects, listener);
    }
}
