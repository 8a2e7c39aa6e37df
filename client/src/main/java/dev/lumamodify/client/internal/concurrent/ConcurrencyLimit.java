package dev.lumamodify.client.internal.concurrent;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Limits the number of tasks that run at the same time. The other tasks wait, in order. Thread-safe. */
public final class ConcurrencyLimit {
    private final Set<Runnable> running = new HashSet<>();
    private final Set<Runnable> queue = new LinkedHashSet<>();
    private int max;

    public ConcurrencyLimit(int max) {
        this.max = max;
    }

    /** Starts a task, on the calling thread or later on a thread that calls {@link #release}. */
    public void acquire(Runnable start) {
        synchronized (this) {
            if (running.size() >= max) {
                queue.add(start);
                return;
            }
            running.add(start);
        }
        start.run();
    }

    /**
     * Ends a task, and starts the next one in the queue. Removes the task from the queue if it has not started. Has no
     * effect if the task has ended.
     */
    public void release(Runnable start) {
        Runnable next;
        synchronized (this) {
            if (queue.remove(start) || !running.remove(start)) {
                return;
            }
            Iterator<Runnable> waiting = queue.iterator();
            if (!waiting.hasNext()) {
                return;
            }
            next = waiting.next();
            waiting.remove();
            running.add(next);
        }
        next.run();
    }

    /** Removes the limit, and starts the tasks in the queue. */
    public void remove() {
        List<Runnable> waiting;
        synchronized (this) {
            max = Integer.MAX_VALUE;
            waiting = List.copyOf(queue);
            queue.clear();
            running.addAll(waiting);
        }
        waiting.forEach(Runnable::run);
    }
}
