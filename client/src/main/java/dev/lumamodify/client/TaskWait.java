package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.concurrent.DelayedTask;
import dev.lumamodify.client.internal.concurrent.FallbackExecutor;
import dev.lumamodify.client.internal.concurrent.Log;
import dev.lumamodify.client.internal.concurrent.SerialQueue;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a task. Polls the task until it has ended, and ends at the timeout whatever a poll does: at any time
 * there is a timer, either of the next poll, of the poll in progress, or of the result that waits for a listener.
 * Thread-safe.
 *
 * <p>A poll and a callback can end at the same time. Their decisions are made under a lock, and their effects that run
 * code of the application are queued: changes for the listener, and the result.
 */
final class TaskWait {
    /** The maximum duration of the last poll, which starts at the timeout. */
    private static final Duration LAST_POLL_TIMEOUT = Duration.ofMillis(500);

    private final String taskId;
    private final WaitOptions options;
    private final TaskReader reader;
    private final FallbackExecutor executor;
    private final Scheduler scheduler;
    private final Operation operation;
    private final PollingPolicy policy;
    private final Deadline deadline;
    private final CancellableFuture<TaskRecord> future;
    private final SerialQueue effects = new SerialQueue();
    private final DelayedTask resultTimer = new DelayedTask(this::dispatchEnd);
    private volatile PollingPolicy.@Nullable Step result;

    TaskWait(
            String taskId,
            WaitOptions options,
            TaskReader reader,
            FallbackExecutor executor,
            Scheduler scheduler,
            DoubleSupplier random,
            Operation operation,
            Consumer<TaskWait> onEnd) {
        this.taskId = taskId;
        this.options = options;
        this.reader = reader;
        this.executor = executor;
        this.scheduler = scheduler;
        this.operation = operation;
        this.policy = new PollingPolicy(
                taskId, options.withListener(change -> effects.add(() -> notifyListener(change))), random);
        this.deadline = Deadline.after(scheduler, options.timeout());
        this.future = new CancellableFuture<>(
                executor,
                () -> {
                    resultTimer.cancel();
                    onEnd.accept(this);
                },
                operation.endOn(executor));
    }

    String taskId() {
        return taskId;
    }

    CancellableFuture<TaskRecord> future() {
        return future;
    }

    void start() {
        perform(policy.firstStep());
    }

    /** Ends this wait if the task has ended. Otherwise the time of the next poll does not change. */
    void onCallback(TaskRecord task) {
        PollingPolicy.Step unused = decide(() -> policy.onCallback(task, deadline.elapsed()));
        executor.execute(effects::run);
    }

    /** Ends this wait because the client is closed. */
    void interrupt() {
        WaitInterruptedException failure =
                new WaitInterruptedException("The client was closed", taskId, new CancellationException());
        executor.execute(() -> future.fail(failure));
    }

    private void perform(PollingPolicy.Step step) {
        if (step.delay() != null) {
            DelayedTask nextPoll = new DelayedTask(this::poll);
            future.setStop(nextPoll::cancel);
            schedule(nextPoll, step.delay());
        }
    }

    private void poll() {
        Duration remaining = deadline.remaining();
        reader.readAsync(
                future,
                taskId,
                options.callOptions(),
                Deadline.min(options.callOptions().timeout(), remaining.isZero() ? LAST_POLL_TIMEOUT : remaining),
                operation,
                task -> onPolled(() -> policy.onTask(task, deadline.elapsed())),
                failure -> onPolled(() -> policy.onFailure(failure, deadline.elapsed())));
    }

    private void onPolled(Supplier<PollingPolicy.Step> decision) {
        perform(decide(decision));
        effects.run();
    }

    private PollingPolicy.Step decide(Supplier<PollingPolicy.Step> decision) {
        PollingPolicy.Step step;
        synchronized (this) {
            step = decision.get();
            if (step.delay() != null || result != null) {
                return step;
            }
            result = step;
            effects.add(this::end);
        }
        // A listener that blocks must not hold the result longer than until the timeout.
        schedule(resultTimer, deadline.remaining());
        return step;
    }

    private void end() {
        PollingPolicy.Step end = Objects.requireNonNull(result);
        if (end.task() != null) {
            future.finish(end.task());
        } else {
            future.fail(Objects.requireNonNull(end.failure()));
        }
    }

    private void dispatchEnd() {
        executor.execute(this::end);
    }

    private void notifyListener(TaskRecord change) {
        if (future.hasEnded()) {
            return;
        }
        try {
            options.listener().accept(change);
        } catch (Exception e) {
            Log.debug("A listener failed; the wait continues", e);
        } catch (Error e) {
            future.fail(e);
        }
    }

    /** A scheduler of the application may fail. */
    private void schedule(DelayedTask task, Duration delay) {
        try {
            task.schedule(scheduler, delay);
        } catch (RuntimeException e) {
            fail(new TransportException("The wait could not be continued", taskId, e));
        } catch (Error e) {
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        executor.execute(() -> future.fail(failure));
    }
}
