package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Uses the system's clock, and one daemon thread for all delayed tasks. The first task starts the thread; it ends when
 * there is no task for ten seconds. Durations are limited to {@link Long#MAX_VALUE} nanoseconds, which is 292 years.
 */
public final class SystemScheduler implements Scheduler {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Executor executor;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "luma-modify-timer");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Creates a scheduler.
     *
     * @param executor runs the tasks when their delay has passed; must not block the calling thread
     */
    public SystemScheduler(Executor executor) {
        this.executor = executor;
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
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

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Future<?> future =
                timer.schedule(() -> executor.execute(task), TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /**
     * Ends every {@link #sleep}, and the thread as soon as there is no task. The timeouts of the calls that are still in
     * progress remain.
     */
    public void close() {
        closed.countDown();
        timer.setKeepAliveTime(100, TimeUnit.MILLISECONDS);
    }
}
