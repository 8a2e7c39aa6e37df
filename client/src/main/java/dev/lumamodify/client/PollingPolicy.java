package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The rule of a wait: what a look said, and when → look again, done, or failed. Has no clock and no thread. */
final class PollingPolicy {
    /** A new task may be unreadable for a moment. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final double GROWTH = 1.5;
    private static final double SPREAD = 0.2;

    private final String taskId;
    private final WaitOptions options;
    private final DoubleSupplier random;
    private Duration pause;
    private @Nullable TaskRecord last;

    PollingPolicy(String taskId, WaitOptions options, DoubleSupplier random) {
        this.taskId = taskId;
        this.options = options;
        this.random = random;
        this.pause = Deadline.shorter(max(options.initialDelay(), Duration.ofMillis(1)), options.maxInterval());
    }

    /** What to do next. */
    sealed interface Step {}

    record Look(Duration after) implements Step {}

    record Done(TaskRecord task) implements Step {}

    record Failed(LumaModifyException failure) implements Step {}

    Step start() {
        return new Look(Deadline.shorter(options.initialDelay(), options.timeout()));
    }

    /** Takes in a look that showed the task. */
    Step saw(TaskRecord task, Duration elapsed) {
        boolean changed = !task.equals(last);
        last = task;
        if (changed) {
            tell(task);
        }
        TaskStatus flag = task.successFlag();
        if ((flag.equals(TaskStatus.SUCCESS) || flag.equals(TaskStatus.CALLBACK_FAILED)) && task.response() != null) {
            return new Done(task);
        }
        if (flag.equals(TaskStatus.CREATE_TASK_FAILED) || flag.equals(TaskStatus.GENERATE_FAILED)) {
            return new Failed(new TaskFailedException(task));
        }
        return again(Duration.ZERO, elapsed, null);
    }

    /** Takes in a look that failed. */
    Step failed(LumaModifyException failure, Duration elapsed) {
        if (!(failure instanceof ApiException refusal)) {
            return again(Duration.ZERO, elapsed, failure);
        }
        ResultCode code = refusal.code();
        boolean unknownForNow =
                code.equals(ResultCode.VALIDATION_ERROR) && (elapsed.compareTo(GRACE) < 0 || last != null);
        if (code.equals(ResultCode.UNAUTHORIZED)
                || code.equals(ResultCode.NOT_FOUND)
                || (code.equals(ResultCode.VALIDATION_ERROR) && !unknownForNow)) {
            return new Failed(failure);
        }
        return again(refusal.retryAfter().orElse(Duration.ZERO), elapsed, failure);
    }

    private Step again(Duration atLeast, Duration elapsed, @Nullable LumaModifyException failure) {
        Duration left = options.timeout().minus(elapsed);
        if (left.isNegative() || left.isZero()) {
            return new Failed(new WaitTimeoutException(taskId, last, elapsed, failure));
        }
        double jitter = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
        Duration next = max(times(pause, jitter), atLeast);
        pause = Deadline.shorter(times(pause, GROWTH), options.maxInterval());
        return new Look(Deadline.shorter(next, left));
    }

    private void tell(TaskRecord task) {
        try {
            options.listener().accept(task);
        } catch (Throwable e) {
            Log.problem("A listener failed; the wait goes on", e);
        }
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (TimeUnit.NANOSECONDS.convert(duration) * factor));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
