package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.concurrent.FallbackExecutor;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.internal.http.AsyncCalls;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads tasks: blocking with retries, or asynchronously without retries for a wait, which polls again anyway.
 * Thread-safe.
 */
final class TaskReader {
    private static final String FAILURE = "The task could not be read";

    private final ApiCalls api;
    private final AsyncCalls asyncCalls;
    private final RetriedCalls calls;
    private final Duration timeout;
    private final Backoff backoff;
    private final SubmissionRecorder recorder;

    /**
     * Creates a reader.
     *
     * @param calls executes the blocking reads
     * @param executor runs the asynchronous reads
     * @param timeout the maximum duration of one HTTP call
     * @param recorder records the tasks that have ended
     */
    TaskReader(
            ApiCalls api,
            RetriedCalls calls,
            FallbackExecutor executor,
            Scheduler scheduler,
            Duration timeout,
            Backoff backoff,
            SubmissionRecorder recorder) {
        this.api = api;
        this.calls = calls;
        this.asyncCalls = new AsyncCalls(executor, scheduler);
        this.timeout = timeout;
        this.backoff = backoff;
        this.recorder = recorder;
    }

    /** Throws {@link IllegalArgumentException} if a task id is invalid. */
    static void checkTaskId(String taskId) {
        Constraints.requireValid(new CreatedTask(taskId), CreatedTask::violations);
    }

    TaskRecord read(String taskId, CallOptions options) {
        checkTaskId(taskId);
        TaskRecord task = calls.execute(
                ModifyApi.RECORD_INFO,
                taskId,
                FAILURE,
                options,
                () -> api.recordInfo(taskId, options.headers()),
                response -> ResponseMapper.toTask(response, taskId));
        recorder.onTask(task);
        return task;
    }

    /**
     * Reads a task without blocking. Calls exactly one of the two consumers within the timeout, unless the future ends
     * before.
     *
     * @param readTimeout the maximum duration of the read
     * @param operation the operation that this read belongs to
     */
    void readAsync(
            CancellableFuture<TaskRecord> future,
            String taskId,
            CallOptions options,
            Duration readTimeout,
            Operation operation,
            Consumer<TaskRecord> onTask,
            Consumer<LumaModifyException> onFailure) {
        operation.onAttempt();
        asyncCalls.start(
                future,
                Deadline.min(timeout, readTimeout),
                () -> api.recordInfo(taskId, options.headers()),
                response -> {
                    TaskRecord task;
                    try {
                        task = toTask(response, taskId, operation);
                    } catch (LumaModifyException e) {
                        onFailure.accept(e);
                        return;
                    }
                    backoff.recordSuccess();
                    recorder.onTask(task);
                    onTask.accept(task);
                },
                (failure, mayHaveBeenSent) -> onFailure.accept(new TransportException(FAILURE, taskId, failure)),
                mayHaveBeenSent -> {});
    }

    /** Ends the asynchronous reads that have not been sent. */
    void close() {
        asyncCalls.close();
    }

    private static TaskRecord toTask(ApiResponse<TaskRecord> response, String taskId, Operation operation) {
        operation.onResponse(response);
        return ResponseMapper.toTask(response, taskId);
    }
}
