package dev.lumamodify.client;

import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The facade over HTTP. */
final class HttpLumaModify implements LumaModify {
    /** The service takes a delivery that is not answered within 15 seconds for a failed one. */
    private static final CallOptions WHILE_THE_SERVICE_WAITS =
            CallOptions.defaults().withTimeout(Duration.ofSeconds(10));

    private final TaskSubmitter submitting;
    private final TaskReader looking;
    private final TaskPoller waits;
    private final Downloader downloading;
    private final Runnable release;
    private volatile boolean closed;

    HttpLumaModify(
            TaskSubmitter submitting, TaskReader looking, TaskPoller waits, Downloader downloading, Runnable release) {
        this.submitting = submitting;
        this.looking = looking;
        this.waits = waits;
        this.downloading = downloading;
        this.release = release;
    }

    @Override
    public String modify(ModifyRequest request, CallOptions options) {
        checkOpen();
        return submitting.now(request, options);
    }

    @Override
    public CompletableFuture<String> modifyAsync(ModifyRequest request, CallOptions options) {
        checkOpen();
        return submitting.later(request, options);
    }

    @Override
    public TaskRecord getTask(String taskId, CallOptions options) {
        checkOpen();
        return looking.now(taskId, options);
    }

    @Override
    public TaskRecord awaitCompletion(String taskId, WaitOptions options) {
        return ended(awaitCompletionAsync(taskId, options), taskId);
    }

    /** Unlike the two calls, does not end without the task id if the client is closed in between. */
    @Override
    public TaskRecord modifyAndAwaitCompletion(ModifyRequest request, WaitOptions options) {
        String taskId = modify(request, options.callOptions());
        return ended(waits.start(taskId, options), taskId);
    }

    private static TaskRecord ended(CompletableFuture<TaskRecord> future, String taskId) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("The wait was interrupted", taskId, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LumaModifyException failure) {
                throw failure;
            }
            throw new IllegalStateException("A wait fails only with a LumaModifyException", e);
        }
    }

    @Override
    public CompletableFuture<TaskRecord> awaitCompletionAsync(String taskId, WaitOptions options) {
        checkOpen();
        return waits.start(taskId, options);
    }

    @Override
    public TaskRecord handleCallback(VerifiedCallback callback) {
        TaskRecord task = getTask(callback.taskId(), WHILE_THE_SERVICE_WAITS);
        waits.saw(task);
        return task;
    }

    @Override
    public List<Path> download(TaskRecord task, Path target, DownloadOptions options) {
        checkOpen();
        return downloading.all(task, target, options);
    }

    @Override
    public void close() {
        closed = true;
        submitting.close();
        waits.close();
        release.run();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The client is closed");
        }
    }
}
