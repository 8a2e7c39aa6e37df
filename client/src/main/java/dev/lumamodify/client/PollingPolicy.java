package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides after each poll of one wait: poll again after a delay, complete, or fail. Has no clock and no thread. Not
 * thread-safe.
 */
final class PollingPolicy {
    /** The time in which a new task may be unknown (docs/api-facts.md#unknown-tasks-and-read-delay). */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

    /** A wait ends after this number of identical failures in succession, if they span this time. */
    private static final int MAX_IDENTICAL_FAILURES = 5;

    private static final Duration MIN_FAILURE_TIME = Duration.ofMinutes(2);

    /** The codes and HTTP statuses of failures that end when the service is less busy or repaired. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 455, 500, 502, 503, 504);

    private static final double INTERVAL_GROWTH = 1.5;
    private static final double JITTER = 0.2;

    private final String taskId;
    private final WaitOptions options;
    private final DoubleSupplier random;
    private Duration interval;
    private @Nullable TaskRecord lastKnownTask;
    private @Nullable String failureKind;
    private int identicalFailures;
    private Duration firstIdenticalFailure = Duration.ZERO;

    PollingPolicy(String taskId, WaitOptions options, DoubleSupplier random) {
        this.taskId = taskId;
        this.options = options;
        this.random = random;
        this.interval = Deadline.min(max(options.initialDelay(), Duration.ofMillis(1)), options.maxInterval());
    }

    /** The next step of a wait. One member is not null: the delay of the next poll, or the result of the wait. */
    record Step(
            @Nullable Duration delay,
            @Nullable TaskRecord task,
            @Nullable LumaModifyException failure) {}

    Step firstStep() {
        return pollAfter(Deadline.min(options.initialDelay(), options.timeout()));
    }

    /** Returns the step after the task was read. */
    Step onTask(TaskRecord task, Duration elapsed) {
        boolean changed = !task.equals(lastKnownTask);
        lastKnownTask = task;
        if (changed) {
            options.listener().accept(task);
        }
        TaskStatus status = task.successFlag();
        if (status.equals(TaskStatus.SUCCESS) || status.equals(TaskStatus.CALLBACK_FAILED)) {
            return task.response() != null
                    ? new Step(null, task, null)
                    : onFailure(
                            new InvalidResponseException(
                                    "The task succeeded, but the response has no results", 200, taskId, Map.of(), null),
                            elapsed);
        }
        if (status.equals(TaskStatus.CREATE_TASK_FAILED) || status.equals(TaskStatus.GENERATE_FAILED)) {
            return failWith(new TaskFailedException(task));
        }
        failureKind = null;
        return nextPoll(Duration.ZERO, elapsed, null);
    }

    /**
     * Returns the step after the task was read because of a callback. The interval of the polls does not change, because
     * the next poll is scheduled already.
     */
    Step onCallback(TaskRecord task, Duration elapsed) {
        Duration unchanged = interval;
        Step step = onTask(task, elapsed);
        interval = unchanged;
        return step;
    }

    /** Returns the step after a read failed. */
    Step onFailure(LumaModifyException failure, Duration elapsed) {
        if (isLasting(failure, elapsed)) {
            return failWith(failure);
        }
        if (!(failure instanceof ApiException error)) {
            return nextPoll(Duration.ZERO, elapsed, failure);
        }
        ResultCode code = error.code();
        boolean mayBeUnknown = elapsed.compareTo(GRACE_PERIOD) < 0 || lastKnownTask != null;
        if (code.equals(ResultCode.UNAUTHORIZED)
                || code.equals(ResultCode.NOT_FOUND)
                || (code.equals(ResultCode.VALIDATION_ERROR) && !mayBeUnknown)) {
            return failWith(failure);
        }
        return nextPoll(error.retryAfter().orElse(Duration.ZERO), elapsed, failure);
    }

    /** Records a failure. Returns true if there were so many identical ones that further polls are useless. */
    private boolean isLasting(LumaModifyException failure, Duration elapsed) {
        String kind = kind(failure);
        if (kind == null || !kind.equals(failureKind)) {
            identicalFailures = 0;
            firstIdenticalFailure = elapsed;
        }
        failureKind = kind;
        identicalFailures++;
        return kind != null
                && identicalFailures >= MAX_IDENTICAL_FAILURES
                && elapsed.minus(firstIdenticalFailure).compareTo(MIN_FAILURE_TIME) >= 0;
    }

    /** Returns the same text for identical failures; null for a failure that is transient. */
    private static @Nullable String kind(LumaModifyException failure) {
        if (failure instanceof InvalidResponseException invalid) {
            return "invalid response, HTTP " + invalid.httpStatus();
        }
        return failure instanceof ApiException error
                        && !TRANSIENT.contains(error.code().value())
                        && !TRANSIENT.contains(error.httpStatus())
                ? "code " + error.code().value() + ", HTTP " + error.httpStatus()
                : null;
    }

    private Step nextPoll(Duration minDelay, Duration elapsed, @Nullable LumaModifyException failure) {
        Duration remaining = options.timeout().minus(elapsed);
        if (remaining.isNegative() || remaining.isZero()) {
            return failWith(new WaitTimeoutException(taskId, lastKnownTask, elapsed, failure));
        }
        double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
        Duration delay = max(times(interval, factor), minDelay);
        interval = Deadline.min(times(interval, INTERVAL_GROWTH), options.maxInterval());
        return pollAfter(Deadline.min(delay, remaining));
    }

    private static Step pollAfter(Duration delay) {
        return new Step(delay, null, null);
    }

    private static Step failWith(LumaModifyException failure) {
        return new Step(null, null, failure);
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (TimeUnit.NANOSECONDS.convert(duration) * factor));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
