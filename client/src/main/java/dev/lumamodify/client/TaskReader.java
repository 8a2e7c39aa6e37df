package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.http.ApiCall;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.RecordInfoResponse;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Looks at tasks: with repeats for a caller that wants an answer now, without for a wait that looks again anyway. */
final class TaskReader {
    private final ApiCalls service;
    private final Scheduler timer;
    private final Duration timeout;
    private final Backoff backoff;

    TaskReader(ApiCalls service, Scheduler timer, Duration timeout, Backoff backoff) {
        this.service = service;
        this.timer = timer;
        this.timeout = timeout;
        this.backoff = backoff;
    }

    TaskRecord now(String taskId, CallOptions options) {
        checked(taskId);
        Deadline deadline = Deadline.in(timer, options.timeout());
        for (int repeat = 0; ; repeat++) {
            try {
                TaskRecord task = once(taskId, options, deadline);
                backoff.succeeded();
                return task;
            } catch (LumaModifyException failure) {
                Duration pause = backoff.afterRead(failure, repeat, deadline.left());
                if (pause == null) {
                    throw failure;
                }
                Log.event("Looking at task {0} again in {1}", taskId, pause);
                if (!timer.sleep(pause)) {
                    throw failure;
                }
            }
        }
    }

    /** Prepares a look that does not block, so that it can be stopped. */
    ApiCall<RecordInfoResponse, TaskRecord> look(String taskId, CallOptions options) {
        return service.recordInfo(taskId, options);
    }

    /** Takes a prepared look once; one of the two is told. */
    void later(
            ApiCall<RecordInfoResponse, TaskRecord> look,
            String taskId,
            Duration limit,
            Consumer<TaskRecord> saw,
            Consumer<LumaModifyException> failed) {
        look.enqueue(
                timer,
                Deadline.shorter(timeout, limit),
                answer -> {
                    TaskRecord task;
                    try {
                        task = ResponseMapper.looked(answer, taskId);
                    } catch (LumaModifyException e) {
                        failed.accept(e);
                        return;
                    }
                    backoff.succeeded();
                    saw.accept(task);
                },
                failure -> failed.accept(unreachable(taskId, failure)));
    }

    static void checked(String taskId) {
        Constraints.checked(new CreatedTask(taskId), CreatedTask::violations);
    }

    private TaskRecord once(String taskId, CallOptions options, Deadline deadline) {
        ApiCall<RecordInfoResponse, TaskRecord> look = look(taskId, options);
        ApiResponse<TaskRecord> answer;
        try {
            answer = look.execute(Deadline.shorter(timeout, deadline.left()));
        } catch (IOException | RuntimeException e) {
            throw unreachable(taskId, e);
        }
        return ResponseMapper.looked(answer, taskId);
    }

    private static TransportException unreachable(String taskId, Throwable cause) {
        return new TransportException("The task could not be read", taskId, cause);
    }
}
