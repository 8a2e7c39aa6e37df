package dev.lumamodify.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The facade over HTTP. */
final class HttpLumaModify implements LumaModify {
    /** The service takes a delivery that is not answered within 15 seconds for a failed one. */
    private static final CallOptions WHILE_THE_SERVICE_WAITS =
            CallOptions.defaults().withDeadline(Duration.ofSeconds(10));

    private final Submitting submitting;
    private final Looking looking;
    private final Waits waits;
    private final Downloading downloading;
    private final Runnable release;
    private volatile boolean closed;

    HttpLumaModify(Submitting submitting, Looking looking, Waits waits, Downloading downloading, Runnable release) {
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
    public TaskRecord task(String taskId, CallOptions options) {
        checkOpen();
        return looking.now(taskId, options);
    }

    @Override
    public TaskRecord await(String taskId, WaitOptions options) {
        return ended(awaitAsync(taskId, options), taskId);
    }

    /** Unlike the two calls, does not end without the task id if the client is closed in between. */
    @Override
    public TaskRecord modifyAndAwait(ModifyRequest request, WaitOptions options) {
        String taskId = modify(request, options.calls());
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
    public CompletableFuture<TaskRecord> awaitAsync(String taskId, WaitOptions options) {
        checkOpen();
        return waits.start(taskId, options);
    }

    @Override
    public TaskRecord resolve(VerifiedCallback callback) {
        TaskRecord task = task(callback.taskId(), WHILE_THE_SERVICE_WAITS);
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
