package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.FallbackExecutor;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.Scheduler;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Holds all waits of a client by task id, so that a callback can end them. Thread-safe. */
final class TaskPoller {
    private final TaskReader reader;
    private final FallbackExecutor executor;
    private final Scheduler scheduler;
    private final DoubleSupplier random;
    private final Operation.Source operations;
    private final Map<String, Set<TaskWait>> waitsByTaskId = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Creates a poller without waits.
     *
     * @param executor runs the polls, calls the listeners and completes the futures
     * @param random returns numbers from 0 to 1
     * @param operations starts the operations, for the observer
     */
    TaskPoller(
            TaskReader reader,
            FallbackExecutor executor,
            Scheduler scheduler,
            DoubleSupplier random,
            Operation.Source operations) {
        this.reader = reader;
        this.executor = executor;
        this.scheduler = scheduler;
        this.random = random;
        this.operations = operations;
    }

    CancellableFuture<TaskRecord> start(String taskId, WaitOptions options) {
        TaskReader.checkTaskId(taskId);
        Operation operation = operations.start("awaitCompletion", taskId);
        TaskWait wait = new TaskWait(taskId, options, reader, executor, scheduler, random, operation, this::remove);
        waitsByTaskId.compute(taskId, (id, waits) -> {
            Set<TaskWait> all = waits == null ? ConcurrentHashMap.newKeySet() : waits;
            all.add(wait);
            return all;
        });
        wait.start();
        // close() may have run before this wait was added.
        if (closed) {
            wait.interrupt();
        }
        return wait.future();
    }

    /** Ends the waits for a task that was read because of a callback, if the task has ended. */
    void onCallback(TaskRecord task) {
        waitsByTaskId.getOrDefault(task.taskId(), Set.of()).forEach(wait -> wait.onCallback(task));
    }

    /** Ends all waits. */
    void close() {
        closed = true;
        reader.close();
        waitsByTaskId.values().stream().flatMap(Collection::stream).toList().forEach(TaskWait::interrupt);
    }

    private void remove(TaskWait wait) {
        waitsByTaskId.computeIfPresent(wait.taskId(), (id, waits) -> {
            waits.remove(wait);
            return waits.isEmpty() ? null : waits;
        });
    }
}
