package dev.lumamodify.client;

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
final class Waits {
    private final Looking looking;
    private final Timer timer;
    private final DoubleSupplier random;
    private final Map<String, Set<Wait>> pending = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Waits(Looking looking, Timer timer, DoubleSupplier random) {
        this.looking = looking;
        this.timer = timer;
        this.random = random;
    }

    CompletableFuture<TaskRecord> start(String taskId, WaitOptions options) {
        Looking.checked(taskId);
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
        private final Waiting rule;
        private final Deadline deadline;
        private final Pending<TaskRecord> future = new Pending<>();

        Wait(String taskId, WaitOptions options) {
            this.taskId = taskId;
            this.calls = options.calls();
            this.rule = new Waiting(taskId, options, random);
            this.deadline = Deadline.in(timer, options.deadline());
        }

        private void look() {
            Consumer<LumaModifyException> failed =
                    failure -> follow(judged(() -> rule.failed(failure, deadline.elapsed())));
            Exchange<RecordInfoAnswer, TaskRecord> look;
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
                    calls.deadline(),
                    task -> follow(judged(() -> rule.saw(task, deadline.elapsed()))),
                    failed);
        }

        private void woken(TaskRecord task) {
            Waiting.Step step = judged(() -> rule.saw(task, deadline.elapsed()));
            if (!(step instanceof Waiting.Look)) {
                follow(step);
            }
        }

        private void follow(Waiting.Step step) {
            if (future.isDone()) {
                return;
            }
            if (step instanceof Waiting.Look look) {
                future.waitsFor(timer.after(look.after(), this::look));
            } else if (step instanceof Waiting.Done done) {
                future.complete(done.task());
            } else if (step instanceof Waiting.Failed failed) {
                future.completeExceptionally(failed.failure());
            }
        }

        private synchronized Waiting.Step judged(Supplier<Waiting.Step> judgement) {
            return judgement.get();
        }
    }
}
