package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time: one daemon thread, however many waits, started by the first. Centuries are cut short. */
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
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public boolean sleep(Duration duration) {
        try {
            return !closed.await(TimeUnit.NANOSECONDS.convert(duration), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Runnable after(Duration duration, Runnable task) {
        Future<?> future = executor.schedule(task, TimeUnit.NANOSECONDS.convert(duration), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        closed.countDown();
        executor.shutdownNow();
    }
}
