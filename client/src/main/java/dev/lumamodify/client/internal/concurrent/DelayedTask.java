package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A task that runs once after a delay, or never. It can be cancelled at any time, also before and while it is scheduled.
 * Thread-safe.
 */
public final class DelayedTask {
    private final Runnable task;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Runnable unschedule;

    public DelayedTask(Runnable task) {
        this.task = task;
    }

    /** Schedules the task. Throws what the scheduler throws. */
    public void schedule(Scheduler scheduler, Duration delay) {
        if (ended.get()) {
            return;
        }
        Runnable action = scheduler.schedule(delay, () -> {
            if (ended.compareAndSet(false, true)) {
                task.run();
            }
        });
        unschedule = action;
        if (ended.get()) {
            Log.run(action);
        }
    }

    /** Cancels the task. Returns false if it has started or was cancelled before. */
    public boolean cancel() {
        boolean cancelled = ended.compareAndSet(false, true);
        Runnable action = unschedule;
        if (cancelled && action != null) {
            Log.run(action);
        }
        return cancelled;
    }
}
