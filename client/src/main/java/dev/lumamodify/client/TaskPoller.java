package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.http.ApiCall;
import dev.lumamodify.client.model.RecordInfoResponse;
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

/** Every wait of a client, found by its task so that a callback can wake it. */
final class TaskPoller {
    private final TaskReader looking;
    private final Scheduler timer;
    private final DoubleSupplier random;
    private final Map<String, Set<Wait>> pending = new ConcurrentHashMap<>();
    private volatile boolean closed;

    TaskPoller(TaskReader looking, Scheduler timer, DoubleSupplier random) {
        this.looking = looking;
        this.timer = timer;
        this.random = random;
    }

    CompletableFuture<TaskRecord> start(String taskId, WaitOptions options) {
        TaskReader.checked(taskId);
        Wait wait = new Wait(taskId, options);
        pending.compute(taskId, (id, waits) -> {
            Set<Wait> all = waits == null ? ConcurrentHashMap.newKeySet() : waits;
            all.add(wait);
            return all;
        });
        CompletableFuture<TaskRecord> unused =
                wait.future.whenComplete((task, failure) -> pending.computeIfPresent(taskId, (id, waits) -> {
                    waits.remove(wait);
                    return waits.isEmpty() ? null : waits;
                }));
        wait.follow(wait.rule.start());
        if (closed) {
            close();
        }
        return wait.future;
    }

    /** Shows the task to those who wait for it, ahead of their next look. */
    void saw(TaskRecord task) {
        pending.getOrDefault(task.taskId(), Set.of()).forEach(wait -> wait.woken(task));
    }

    void close() {
        closed = true;
        pending.values().stream()
                .flatMap(Collection::stream)
                .toList()
                .forEach(wait -> wait.future.completeExceptionally(new WaitInterruptedException(
                        "The client was closed", wait.taskId, new CancellationException())));
    }

    private final class Wait {
        private final String taskId;
        private final CallOptions calls;
        private final PollingPolicy rule;
        private final Deadline deadline;
        private final CancellableFuture<TaskRecord> future = new CancellableFuture<>();

        Wait(String taskId, WaitOptions options) {
            this.taskId = taskId;
            this.calls = options.callOptions();
            this.rule = new PollingPolicy(taskId, options, random);
            this.deadline = Deadline.in(timer, options.timeout());
        }

        private void look() {
            Consumer<LumaModifyException> failed =
                    failure -> follow(judged(() -> rule.failed(failure, deadline.elapsed())));
            ApiCall<RecordInfoResponse, TaskRecord> look;
            try {
                look = looking.look(taskId, calls);
            } catch (TransportException e) {
                failed.accept(e);
                return;
            }
            future.waitsFor(look.call()::cancel);
            looking.later(
                    look,
                    taskId,
                    calls.timeout(),
                    task -> follow(judged(() -> rule.saw(task, deadline.elapsed()))),
                    failed);
        }

        private void woken(TaskRecord task) {
            PollingPolicy.Step step = judged(() -> rule.saw(task, deadline.elapsed()));
            if (!(step instanceof PollingPolicy.Look)) {
                follow(step);
            }
        }

        private void follow(PollingPolicy.Step step) {
            if (future.isDone()) {
                return;
            }
            if (step instanceof PollingPolicy.Look look) {
                future.waitsFor(timer.after(look.after(), this::look));
            } else if (step instanceof PollingPolicy.Done done) {
                future.complete(done.task());
            } else if (step instanceof PollingPolicy.Failed failed) {
                future.completeExceptionally(failed.failure());
            }
        }

        private synchronized PollingPolicy.Step judged(Supplier<PollingPolicy.Step> judgement) {
            return judgement.get();
        }
    }
}
