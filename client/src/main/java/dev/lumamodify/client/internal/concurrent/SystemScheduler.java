package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Uses the system's clock, and one daemon thread for all delayed tasks. The first task starts the thread. Durations are
 * limited to {@link Long#MAX_VALUE} nanoseconds, which is 292 years.
 */
public final class SystemScheduler implements Scheduler {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread thread = new Thread(task, "luma-modify-timer");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    public SystemScheduler() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Returns early if this scheduler is closed. */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        boolean unused = closed.await(TimeUnit.NANOSECONDS.convert(duration), TimeUnit.NANOSECONDS);
    }

    /** Discards the task if this scheduler is closed. */
    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Future<?> future = executor.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Discards all tasks that have not started, and ends every {@link #sleep}. */
    public void close() {
        closed.countDown();
        executor.shutdownNow();
    }
}
