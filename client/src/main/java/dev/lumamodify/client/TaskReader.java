package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.concurrent.FallbackExecutor;
import dev.lumamodify.client.internal.concurrent.Log;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.internal.http.AsyncCalls;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
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
    private final Scheduler scheduler;
    private final Duration timeout;
    private final Backoff backoff;
    private final Operation.Source operations;

    /**
     * Creates a reader.
     *
     * @param executor runs the asynchronous reads
     * @param timeout the maximum duration of one HTTP call
     * @param operations starts the operations, for the observer
     */
    TaskReader(
            ApiCalls api,
            FallbackExecutor executor,
            Scheduler scheduler,
            Duration timeout,
            Backoff backoff,
            Operation.Source operations) {
        this.api = api;
        this.asyncCalls = new AsyncCalls(executor, scheduler);
        this.scheduler = scheduler;
        this.timeout = timeout;
        this.backoff = backoff;
        this.operations = operations;
    }

    /** Throws {@link IllegalArgumentException} if a task id is invalid. */
    static void checkTaskId(String taskId) {
        Constraints.requireValid(new CreatedTask(taskId), CreatedTask::violations);
    }

    TaskRecord read(String taskId, CallOptions options) {
        checkTaskId(taskId);
        return operations.run(ModifyApi.RECORD_INFO, taskId, operation -> read(taskId, options, operation));
    }

    private TaskRecord read(String taskId, CallOptions options, Operation operation) {
        Deadline deadline = Deadline.after(scheduler, options.timeout());
        for (int retries = 0; ; retries++) {
            try {
                TaskRecord task = readOnce(taskId, options, deadline, operation);
                backoff.recordSuccess();
                return task;
            } catch (LumaModifyException failure) {
                Duration delay = backoff.afterRead(failure, retries, deadline.remaining());
                if (delay == null) {
                    throw failure;
                }
                Log.debug("Retrying the read of task {0} after {1}", taskId, delay);
                if (!backoff.sleep(delay)) {
                    throw failure;
                }
            }
        }
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
                    onTask.accept(task);
                },
                (failure, mayHaveBeenSent) -> onFailure.accept(new TransportException(FAILURE, taskId, failure)));
    }

    /** Ends the asynchronous reads that have not been sent. */
    void close() {
        asyncCalls.close();
    }

    private TaskRecord readOnce(String taskId, CallOptions options, Deadline deadline, Operation operation) {
        operation.onAttempt();
        ApiResponse<TaskRecord> response;
        try {
            response = api.recordInfo(taskId, options.headers())
                    .executeWithTimer(Deadline.min(timeout, deadline.remaining()));
        } catch (IOException | RuntimeException e) {
            throw new TransportException(FAILURE, taskId, e);
        }
        return toTask(response, taskId, operation);
    }

    private static TaskRecord toTask(ApiResponse<TaskRecord> response, String taskId, Operation operation) {
        operation.onResponse(response);
        return ResponseMapper.toTask(response, taskId);
    }
}
