package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.http.ApiCall;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.Scheduler;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Polls tasks until they have ended. Holds all waits of a client by task id, so that a callback can end them.
 * Thread-safe.
 */
final class TaskPoller {
    private final TaskReader reader;
    private final Scheduler scheduler;
    private final DoubleSupplier random;
    private final Map<String, Set<Wait>> waitsByTaskId = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Creates a poller without waits.
     *
     * @param random returns numbers from 0 to 1
     */
    TaskPoller(TaskReader reader, Scheduler scheduler, DoubleSupplier random) {
        this.reader = reader;
        this.scheduler = scheduler;
        this.random = random;
    }

    CompletableFuture<TaskRecord> start(String taskId, WaitOptions options) {
        TaskReader.checkTaskId(taskId);
        Wait wait = new Wait(taskId, options);
        waitsByTaskId.compute(taskId, (id, waits) -> {
            Set<Wait> all = waits == null ? ConcurrentHashMap.newKeySet() : waits;
            all.add(wait);
            return all;
        });
        CompletableFuture<TaskRecord> unused =
                wait.future.whenComplete((task, failure) -> waitsByTaskId.computeIfPresent(taskId, (id, waits) -> {
                    waits.remove(wait);
                    return waits.isEmpty() ? null : waits;
                }));
        wait.perform(wait.policy.firstStep());
        // close() may have run before this wait was added.
        if (closed) {
            close();
        }
        return wait.future;
    }

    /** Ends the waits for a task that was read because of a callback, if the task has ended. */
    void onCallback(TaskRecord task) {
        waitsByTaskId.getOrDefault(task.taskId(), Set.of()).forEach(wait -> wait.onCallback(task));
    }

    /** Ends all waits. */
    void close() {
        closed = true;
        waitsByTaskId.values().stream()
                .flatMap(Collection::stream)
                .toList()
                .forEach(wait -> wait.future.completeExceptionally(new WaitInterruptedException(
                        "The client was closed", wait.taskId, new CancellationException())));
    }

    private final class Wait {
        private final String taskId;
        private final CallOptions callOptions;
        private final PollingPolicy policy;
        private final Deadline deadline;
        private final CancellableFuture<TaskRecord> future = new CancellableFuture<>();

        Wait(String taskId, WaitOptions options) {
            this.taskId = taskId;
            this.callOptions = options.callOptions();
            this.policy = new PollingPolicy(taskId, options, random);
            this.deadline = Deadline.after(scheduler, options.timeout());
        }

        private void poll() {
            Consumer<LumaModifyException> onFailure =
                    failure -> perform(decide(() -> policy.onFailure(failure, deadline.elapsed())));
            ApiCall<TaskRecord> call;
            try {
                call = reader.newCall(taskId, callOptions);
            } catch (TransportException e) {
                onFailure.accept(e);
                return;
            }
            future.onEnd(call::cancel);
            reader.readAsync(
                    call,
                    taskId,
                    callOptions.timeout(),
                    task -> perform(decide(() -> policy.onTask(task, deadline.elapsed()))),
                    onFailure);
        }

        private void onCallback(TaskRecord task) {
            PollingPolicy.Step step = decide(() -> policy.onTask(task, deadline.elapsed()));
            // The next poll is scheduled already.
            if (!(step instanceof PollingPolicy.Poll)) {
                perform(step);
            }
        }

        private void perform(PollingPolicy.Step step) {
            if (future.isDone()) {
                return;
            }
            if (step instanceof PollingPolicy.Poll poll) {
                future.onEnd(scheduler.schedule(poll.delay(), this::poll));
            } else if (step instanceof PollingPolicy.Completed completed) {
                future.complete(completed.task());
            } else if (step instanceof PollingPolicy.Failed failed) {
                future.completeExceptionally(failed.failure());
            }
        }

        /** A poll and a callback can end at the same time, and the policy is not thread-safe. */
        private synchronized PollingPolicy.Step decide(Supplier<PollingPolicy.Step> decision) {
            return decision.get();
        }
    }
}
