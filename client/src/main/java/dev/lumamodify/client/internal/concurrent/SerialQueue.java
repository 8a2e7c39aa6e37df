package dev.lumamodify.client.internal.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in the order in which they were added, and without a lock. While one thread runs tasks,
 * other threads leave theirs to it. Thread-safe.
 */
public final class SerialQueue {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();

    /** Adds a task, which must not throw an exception. A call to {@link #run} runs it. */
    public void add(Runnable task) {
        tasks.add(task);
    }

    /** Runs the tasks, unless another thread runs them. That thread then also runs the tasks that were added. */
    public void run() {
        if (requests.getAndIncrement() != 0) {
            return;
        }
        int handled = 1;
        while (handled != 0) {
            Runnable task = tasks.poll();
            while (task != null) {
                task.run();
                task = tasks.poll();
            }
            handled = requests.addAndGet(-handled);
        }
    }
}
