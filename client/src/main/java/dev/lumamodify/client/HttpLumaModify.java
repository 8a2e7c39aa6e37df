package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.ClientThreads;
import dev.lumamodify.client.internal.concurrent.FallbackExecutor;
import dev.lumamodify.client.internal.concurrent.RateLimitedQueue;
import dev.lumamodify.client.internal.concurrent.SystemScheduler;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.HttpTransport;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.model.DownloadUrlRequest;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.Scheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Implements {@link LumaModify} over HTTP. Thread-safe. */
final class HttpLumaModify implements LumaModify {
    /** Less than the 15 seconds that the receiver of a callback has to respond (docs/api-facts.md#delivery-and-retries). */
    private static final CallOptions CALLBACK_OPTIONS = CallOptions.defaults().withTimeout(Duration.ofSeconds(10));

    private final ApiCalls api;
    private final SubmissionRecorder recorder;
    private final TaskSubmitter submitter;
    private final RetriedCalls calls;
    private final TaskReader reader;
    private final TaskPoller poller;
    private final Downloader downloader;
    private final Uploader uploader;
    private final Runnable closeResources;
    private volatile boolean closed;

    HttpLumaModify(LumaModifyBuilder settings) {
        if (settings.apiKey.isEmpty()) {
            throw new IllegalStateException("apiKey is required");
        }
        HttpTransport http = new HttpTransport(settings.http);
        Duration timeout = settings.timeout;
        ClientThreads threads = new ClientThreads();
        // An executor of the application may run tasks on the calling thread, which must not be the timer's.
        SystemScheduler ownScheduler = settings.scheduler == null
                ? new SystemScheduler(settings.executor == null ? Runnable::run : threads)
                : null;
        Scheduler time = ownScheduler != null ? ownScheduler : Objects.requireNonNull(settings.scheduler);
        FallbackExecutor async = new FallbackExecutor(
                settings.executor != null ? settings.executor : ClientThreads.virtualThreads(), threads, time);
        this.api = http.apiCalls(settings.apiKey, settings.defaultHeaders.headers(), timeout);
        Backoff backoff = new Backoff(time, settings.random, settings.maxRetries);
        Operation.Source operations = new Operation.Source(time, settings.observer);
        this.recorder = settings.submissionFile != null
                ? SubmissionRecorder.of(settings.submissionFile)
                : SubmissionRecorder.of(settings.submissionStore);
        RateLimitedQueue queue =
                new RateLimitedQueue(settings.rateLimiter.apply(time), time, async, LumaModifyBuilder.WINDOW);
        this.submitter = new TaskSubmitter(
                new Submission.Context(api, time, timeout, backoff, settings.retryRejectedSubmissions, queue, recorder),
                async,
                operations);
        this.calls = new RetriedCalls(time, timeout, backoff, operations);
        this.reader = new TaskReader(api, calls, async, time, timeout, backoff, recorder);
        this.poller = new TaskPoller(reader, async, time, settings.random, operations);
        this.downloader = new Downloader(http.fileHost(timeout), this::createLink, backoff, operations);
        this.uploader = new Uploader(api, async, time, InstantSource.system(), backoff, operations);
        this.closeResources = () -> {
            backoff.close();
            if (ownScheduler != null) {
                ownScheduler.close();
            }
            http.close();
            threads.close();
            recorder.close();
        };
    }

    @Override
    public String modify(ModifyRequest request, CallOptions options) {
        checkOpen();
        return submitter.submit(request, options);
    }

    @Override
    public CompletableFuture<String> modifyAsync(ModifyRequest request, CallOptions options) {
        checkOpen();
        return submitter.submitAsync(request, options);
    }

    @Override
    public TaskRecord getTask(String taskId, CallOptions options) {
        checkOpen();
        return reader.read(taskId, options);
    }

    @Override
    public TaskRecord awaitCompletion(String taskId, WaitOptions options) {
        checkOpen();
        return join(poller.start(taskId, options), taskId);
    }

    @Override
    public CompletableFuture<TaskRecord> awaitCompletionAsync(String taskId, WaitOptions options) {
        checkOpen();
        return poller.start(taskId, options);
    }

    /**
     * Unlike two separate calls, this method throws an exception with the task id if the client is closed between them.
     */
    @Override
    public TaskRecord modifyAndAwaitCompletion(ModifyRequest request, WaitOptions options) {
        String taskId = modify(request, options.callOptions());
        return join(poller.start(taskId, options), taskId);
    }

    @Override
    public TaskRecord handleCallback(VerifiedCallback callback) {
        TaskRecord task = getTask(callback.taskId(), CALLBACK_OPTIONS);
        poller.onCallback(task);
        return task;
    }

    @Override
    public UploadedFile upload(Path file, UploadOptions options) {
        checkOpen();
        return uploader.upload(file, options);
    }

    @Override
    public CompletableFuture<UploadedFile> uploadAsync(Path file, UploadOptions options) {
        checkOpen();
        return uploader.uploadAsync(file, options);
    }

    @Override
    public UploadedFile uploadFromUrl(String url, UploadOptions options) {
        checkOpen();
        return uploader.uploadFromUrl(url, options);
    }

    @Override
    public List<Path> download(TaskRecord task, Path target, DownloadOptions options) {
        checkOpen();
        return downloader.download(task, target, options);
    }

    @Override
    public double getCredits() {
        checkOpen();
        return calls.execute(
                ModifyApi.GET_CREDITS,
                null,
                "The credits could not be read",
                CallOptions.defaults(),
                () -> api.getCredits(Map.of()),
                ResponseMapper::toCredits);
    }

    @Override
    public String getDownloadUrl(String url) {
        checkOpen();
        return createLink(url);
    }

    private String createLink(String url) {
        DownloadUrlRequest request =
                Constraints.requireValid(new DownloadUrlRequest(url), DownloadUrlRequest::violations);
        return calls.execute(
                ModifyApi.GET_DOWNLOAD_URL,
                null,
                "The download link could not be created",
                CallOptions.defaults(),
                () -> api.getDownloadUrl(request, Map.of()),
                ResponseMapper::toDownloadUrl);
    }

    @Override
    public UnfinishedSubmissions unfinished() {
        return recorder.unfinished();
    }

    @Override
    public void close() {
        closed = true;
        submitter.close();
        poller.close();
        uploader.close();
        closeResources.run();
    }

    private static TaskRecord join(CancellableFuture<TaskRecord> wait, String taskId) {
        try {
            return wait.get();
        } catch (InterruptedException e) {
            WaitInterruptedException failure = new WaitInterruptedException("The wait was interrupted", taskId, e);
            wait.fail(failure);
            Thread.currentThread().interrupt();
            throw failure;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LumaModifyException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("A wait failed unexpectedly", e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The client is closed");
        }
    }
}
