package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs each task exactly once: on the preferred executor, or on a thread of the client if that executor rejects the
 * task, drops it or has not started it after half a second. A blocked executor therefore delays the work of the client,
 * but does not stop it. Thread-safe.
 */
public final class FallbackExecutor implements Executor {
    private static final Duration START_TIMEOUT = Duration.ofMillis(500);

    private final @Nullable Executor preferred;
    private final Executor ownThreads;
    private final Scheduler scheduler;

    /**
     * Creates an executor.
     *
     * @param preferred null to use the threads of the client only
     */
    public FallbackExecutor(@Nullable Executor preferred, Executor ownThreads, Scheduler scheduler) {
        this.preferred = preferred;
        this.ownThreads = ownThreads;
        this.scheduler = scheduler;
    }

    /** Runs a task, whatever the preferred executor throws. Uses the calling thread if no thread can be started. */
    @Override
    public void execute(Runnable task) {
        try {
            start(task);
        } catch (Throwable e) {
            runWithoutPreferred(task);
        }
    }

    /** Runs a task. Throws an {@link Error} of the preferred executor; the task does not run then. */
    public void start(Runnable task) {
        if (preferred == null) {
            ownThreads.execute(task);
            return;
        }
        DelayedTask fallback = new DelayedTask(() -> runWithoutPreferred(task));
        try {
            preferred.execute(() -> {
                if (fallback.cancel()) {
                    task.run();
                }
            });
            fallback.schedule(scheduler, START_TIMEOUT);
        } catch (RuntimeException e) {
            if (fallback.cancel()) {
                runWithoutPreferred(task);
            }
        } catch (Error e) {
            if (fallback.cancel()) {
                throw e;
            }
        }
    }

    private void runWithoutPreferred(Runnable task) {
        try {
            ownThreads.execute(task);
        } catch (Throwable e) {
            task.run();
        }
    }
}
