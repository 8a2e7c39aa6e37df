package dev.lumamodify.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Looks at tasks: with repeats for a caller that wants an answer now, without for a wait that looks again anyway. */
final class Looking {
    private final Service service;
    private final Timer timer;
    private final Duration timeout;
    private final Backoff backoff;

    Looking(Service service, Timer timer, Duration timeout, Backoff backoff) {
        this.service = service;
        this.timer = timer;
        this.timeout = timeout;
        this.backoff = backoff;
    }

    TaskRecord now(String taskId, CallOptions options) {
        checked(taskId);
        Deadline deadline = Deadline.in(timer, options.deadline());
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
    Exchange<RecordInfoAnswer, TaskRecord> look(String taskId, CallOptions options) {
        return service.recordInfo(taskId, options);
    }

    /** Takes a prepared look once; one of the two is told. */
    void later(
            Exchange<RecordInfoAnswer, TaskRecord> look,
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
                        task = Verdict.looked(answer, taskId);
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
        Rules.checked(new NewTask(taskId), NewTask::violations);
    }

    private TaskRecord once(String taskId, CallOptions options, Deadline deadline) {
        Exchange<RecordInfoAnswer, TaskRecord> look = look(taskId, options);
        Answer<TaskRecord> answer;
        try {
            answer = look.execute(Deadline.shorter(timeout, deadline.left()));
        } catch (IOException | RuntimeException e) {
            throw unreachable(taskId, e);
        }
        return Verdict.looked(answer, taskId);
    }

    private static TransportException unreachable(String taskId, Throwable cause) {
        return new TransportException("The task could not be read", taskId, cause);
    }
}
