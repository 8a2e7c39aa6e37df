package dev.lumamodify.client;

import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Implements {@link LumaModify} over HTTP. Thread-safe. */
final class HttpLumaModify implements LumaModify {
    /** Less than the 15 seconds that the receiver of a callback has to respond (docs/api-facts.md#delivery-and-retries). */
    private static final CallOptions CALLBACK_OPTIONS = CallOptions.defaults().withTimeout(Duration.ofSeconds(10));

    private final TaskSubmitter submitter;
    private final TaskReader reader;
    private final TaskPoller poller;
    private final Downloader downloader;
    private final Runnable closeResources;
    private volatile boolean closed;

    HttpLumaModify(
            TaskSubmitter submitter,
            TaskReader reader,
            TaskPoller poller,
            Downloader downloader,
            Runnable closeResources) {
        this.submitter = submitter;
        this.reader = reader;
        this.poller = poller;
        this.downloader = downloader;
        this.closeResources = closeResources;
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
        return join(awaitCompletionAsync(taskId, options), taskId);
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
    public List<Path> download(TaskRecord task, Path target, DownloadOptions options) {
        checkOpen();
        return downloader.download(task, target, options);
    }

    @Override
    public void close() {
        closed = true;
        submitter.close();
        poller.close();
        closeResources.run();
    }

    private static TaskRecord join(CompletableFuture<TaskRecord> wait, String taskId) {
        try {
            return wait.get();
        } catch (InterruptedException e) {
            wait.cancel(false);
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("The wait was interrupted", taskId, e);
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
