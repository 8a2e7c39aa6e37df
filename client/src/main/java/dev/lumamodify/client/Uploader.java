package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.ConcurrencyLimit;
import dev.lumamodify.client.internal.concurrent.DelayedTask;
import dev.lumamodify.client.internal.concurrent.FallbackExecutor;
import dev.lumamodify.client.internal.concurrent.Log;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.FileBody;
import dev.lumamodify.client.internal.http.UploadApi;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.model.UrlUploadRequest;
import dev.lumamodify.client.spi.Scheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Uploads files, blocking or asynchronously. Retries transient failures: the name is fixed, so a second upload replaces
 * the file of the first one. Reads a file once at a time. Thread-safe.
 */
final class Uploader {
    private static final int MAX_CONCURRENT_UPLOADS = 8;

    private final ApiCalls api;
    private final FallbackExecutor executor;
    private final Scheduler scheduler;
    private final InstantSource clock;
    private final Backoff backoff;
    private final Operation.Source operations;
    private final ConcurrencyLimit limit = new ConcurrencyLimit(MAX_CONCURRENT_UPLOADS);

    /** The actions that end the uploads in progress. */
    private final Set<Runnable> stops = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /**
     * Creates an uploader.
     *
     * @param executor runs the asynchronous uploads
     * @param clock the time of an upload if the service does not state it
     */
    Uploader(
            ApiCalls api,
            FallbackExecutor executor,
            Scheduler scheduler,
            InstantSource clock,
            Backoff backoff,
            Operation.Source operations) {
        this.api = api;
        this.executor = executor;
        this.scheduler = scheduler;
        this.clock = clock;
        this.backoff = backoff;
        this.operations = operations;
    }

    UploadedFile upload(Path path, UploadOptions options) {
        return run(UploadApi.UPLOAD_FILE, content(path, options));
    }

    UploadedFile uploadFromUrl(String url, UploadOptions options) {
        HttpUrl parsed = HttpUrl.parse(url);
        String name = options.fileName() != null || parsed == null ? options.fileName() : LocalFile.newName(parsed);
        UrlUploadRequest request = Constraints.requireValid(
                new UrlUploadRequest(url, options.uploadPath(), name), UrlUploadRequest::violations);
        return run(
                UploadApi.UPLOAD_FROM_URL,
                new Upload.Content(
                        options.timeoutFor(0),
                        -1,
                        "application/octet-stream",
                        () -> new Upload.Attempt(api.uploadFromUrl(request), () -> null)));
    }

    CompletableFuture<UploadedFile> uploadAsync(Path path, UploadOptions options) {
        AsyncUpload upload = new AsyncUpload(content(path, options));
        upload.start();
        return upload.future;
    }

    /** Ends all uploads. */
    void close() {
        closed = true;
        limit.remove();
        stops.forEach(Log::run);
    }

    /** Checks a file and returns what to upload. */
    private Upload.Content content(Path path, UploadOptions options) {
        LocalFile file = LocalFile.check(path, options.allowNonVideo());
        String name = options.fileName() != null ? options.fileName() : file.newName();
        return new Upload.Content(options.timeoutFor(file.size()), file.size(), file.type(), () -> {
            FileBody body = file.newBody(options.progressListener());
            return new Upload.Attempt(api.uploadFile(body, options.uploadPath(), name), body::failure);
        });
    }

    private UploadedFile run(String name, Upload.Content content) {
        return operations.run(name, null, operation -> {
            Upload upload = new Upload(content, operation, scheduler, clock, backoff);
            Runnable stop = upload::cancel;
            stops.add(stop);
            try {
                // The end of all uploads either finds this one, or was before.
                if (closed) {
                    throw Upload.closed();
                }
                while (true) {
                    try {
                        return upload.attempt();
                    } catch (LumaModifyException e) {
                        Duration delay = upload.retryDelay(e);
                        if (delay == null || !backoff.sleep(delay)) {
                            throw e;
                        }
                    }
                }
            } finally {
                stops.remove(stop);
            }
        });
    }

    /** One asynchronous upload. Uses no thread while it waits for its turn or for a retry. */
    private final class AsyncUpload {
        private final Upload.Content content;
        private final Runnable dispatch = this::dispatch;
        private final Runnable close = this::close;
        private final Operation operation = operations.start(UploadApi.UPLOAD_FILE, null);
        private final CancellableFuture<UploadedFile> future =
                new CancellableFuture<>(executor, this::onEnd, operation.endOn(executor));
        private volatile @Nullable Upload upload;
        private volatile @Nullable DelayedTask retry;

        AsyncUpload(Upload.Content content) {
            this.content = content;
        }

        void start() {
            stops.add(close);
            future.setStop(this::stop);
            limit.acquire(dispatch);
        }

        private void dispatch() {
            try {
                executor.start(this::run);
            } catch (RuntimeException | Error e) {
                executor.execute(() -> future.fail(e));
            }
        }

        private void run() {
            try {
                if (closed) {
                    throw Upload.closed();
                }
                Upload current = upload != null ? upload : new Upload(content, operation, scheduler, clock, backoff);
                upload = current;
                if (!future.hasEnded()) {
                    attempt(current);
                }
            } catch (Throwable e) {
                future.fail(e);
            }
        }

        private void attempt(Upload current) {
            try {
                future.finish(current.attempt());
            } catch (LumaModifyException e) {
                Duration delay = closed ? null : current.retryDelay(e);
                if (delay == null) {
                    throw e;
                }
                retryAfter(delay);
            }
        }

        private void retryAfter(Duration delay) {
            DelayedTask task = new DelayedTask(() -> executor.execute(this::run));
            retry = task;
            if (!future.hasEnded()) {
                task.schedule(scheduler, delay);
            }
        }

        private void close() {
            executor.execute(() -> future.fail(Upload.closed()));
            stop();
        }

        private void stop() {
            DelayedTask waiting = retry;
            if (waiting != null) {
                waiting.cancel();
            }
            Upload current = upload;
            if (current != null) {
                current.cancel();
            }
        }

        private void onEnd() {
            stops.remove(close);
            limit.release(dispatch);
        }
    }
}
