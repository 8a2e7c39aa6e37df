package dev.lumamodify.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Looks at tasks: with repeats for a caller that wants an answer now, without for a wait that looks again anyway. */
final class Looking {
    private static final Answer.Envelope<RecordInfoAnswer, TaskRecord> ENVELOPE = new Answer.Envelope<>(
            RecordInfoAnswer.jsonAdapter(), RecordInfoAnswer::code, RecordInfoAnswer::msg, RecordInfoAnswer::data);

    private final ModifyApi api;
    private final Authorization authorization;
    private final Timer timer;
    private final Duration timeout;
    private final Backoff backoff;

    Looking(ModifyApi api, Authorization authorization, Timer timer, Duration timeout, Backoff backoff) {
        this.api = api;
        this.authorization = authorization;
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
        return new Exchange<>(api.recordInfo(taskId, authorization.headers(options)), ENVELOPE);
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
        Answer<TaskRecord> answer;
        try {
            answer = look(taskId, options).execute(Deadline.shorter(timeout, deadline.left()));
        } catch (IOException | RuntimeException e) {
            throw unreachable(taskId, e);
        }
        return Verdict.looked(answer, taskId);
    }

    private static TransportException unreachable(String taskId, Throwable cause) {
        return new TransportException("The task could not be read", taskId, cause);
    }
}
