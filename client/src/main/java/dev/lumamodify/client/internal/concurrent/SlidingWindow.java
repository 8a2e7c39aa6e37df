package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.spi.RateLimiter;
import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * Permits a number of requests in a window of time. A permit is taken before a request, and becomes free one window
 * after the end of the request: the server counts the request when it arrives, which is at some time before its
 * response. So the server never counts more requests in one window, however long a request takes to arrive. The price is
 * one response time for each window. Thread-safe.
 */
public final class SlidingWindow implements RateLimiter {
    private final Scheduler scheduler;
    private final int max;
    private final long windowNanos;
    private int inProgress;

    /** When the requests of the last window ended, in order. */
    private final ArrayDeque<Long> ends = new ArrayDeque<>();

    /** Creates a limiter that permits {@code max} requests in a window. */
    public SlidingWindow(Scheduler scheduler, int max, Duration window) {
        this.scheduler = scheduler;
        this.max = max;
        this.windowNanos = window.toNanos();
    }

    @Override
    public synchronized Duration tryAcquire() {
        long now = scheduler.nanoTime();
        while (!ends.isEmpty() && now - ends.peek() >= windowNanos) {
            ends.remove();
        }
        if (inProgress + ends.size() < max) {
            inProgress++;
            return Duration.ZERO;
        }
        // Without an end, the next permit becomes free one window from now or later.
        return Duration.ofNanos(ends.isEmpty() ? windowNanos : windowNanos - (now - ends.peek()));
    }

    /** Ends a request. Frees its permit at once if it was not sent. */
    synchronized void release(boolean sent) {
        inProgress--;
        if (sent) {
            ends.add(scheduler.nanoTime());
        }
    }

    Duration window() {
        return Duration.ofNanos(windowNanos);
    }
}
