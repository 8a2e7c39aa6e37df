package dev.lumamodify.mock.internal.files;

import dev.lumamodify.mock.internal.callback.LazyHttpClient;
import dev.lumamodify.mock.internal.state.ApiError;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Downloads files from other servers, on threads of its own. Safe for use by several threads. */
public final class RemoteFiles implements AutoCloseable {
    /** Reading blocks a thread. */
    private static final int MAX_CONCURRENT = 512;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MAX_CONCURRENT, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), RemoteFiles::newThread);
    private final LazyHttpClient http =
            new LazyHttpClient("The HTTP client for files", client -> client.setName("luma-modify-mock-files"));
    private final Predicate<String> allowedUrls;

    /**
     * @param allowedUrls the URLs that may be requested
     */
    public RemoteFiles(Predicate<String> allowedUrls) {
        this.allowedUrls = allowedUrls;
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "luma-modify-mock-files");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task on another thread. Throws {@link ApiError} with code 429 if too many tasks are running. */
    public <T> CompletableFuture<T> submit(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, threads);
        } catch (RejectedExecutionException e) {
            throw new ApiError(ApiError.Reason.RATE_LIMITED, RETRY_AFTER);
        }
    }

    /**
     * Requests a file. Throws {@link IOException} if it cannot be read.
     *
     * @param timeout how long reading may take, in real time
     * @param maxBytes how many bytes can be read
     */
    RemoteFile open(String url, Duration timeout, long maxBytes) throws IOException, URISyntaxException {
        return new RemoteFile(http, new URI(url), allowedUrls, timeout, maxBytes);
    }

    /**
     * Copies a file. Throws {@link ApiError} if it is too large or cannot be read.
     *
     * @param field the name of the field with the URL, for messages
     */
    public void copy(String field, String url, NewFile target, Duration timeout) {
        try (RemoteFile file = open(url, timeout, Long.MAX_VALUE)) {
            target.writeAll(file);
        } catch (IOException | URISyntaxException e) {
            throw new ApiError(
                    ApiError.Reason.INVALID_REQUEST,
                    field + " must be the URL of a file that can be downloaded, but " + e.getMessage());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.close();
    }
}
