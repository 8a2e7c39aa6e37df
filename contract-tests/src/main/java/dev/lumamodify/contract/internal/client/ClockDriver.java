package dev.lumamodify.contract.internal.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Goes from timer to timer of a virtual clock while a scenario runs. */
final class ClockDriver {
    /** How often threads and servers are looked at. */
    private static final Duration INTERVAL = Duration.ofNanos(50_000);

    /** How long the threads that are known may run until all other threads are looked at. */
    private static final Duration MAX_RUNNING = Duration.ofMillis(20);

    /** How long to wait for a timer at a time. */
    private static final Duration MAX_WITHOUT_TIMER = Duration.ofMillis(200);

    private final ManualClock clock;
    private final boolean usesClock;
    private final CompletableFuture<?> end;

    /**
     * Creates a driver.
     *
     * @param usesClock whether the client takes the time from this clock
     * @param end completed when the scenario ends
     */
    ClockDriver(ManualClock clock, boolean usesClock, CompletableFuture<?> end) {
        this.clock = clock;
        this.usesClock = usesClock;
        this.end = end;
    }

    /**
     * Goes on until the scenario ends, or until the limit in real time is reached.
     *
     * @throws Watchdog.HangException if the client takes the time from this clock, but waits for something else
     */
    void run(Duration limit) throws InterruptedException {
        CompletableFuture<?> unused = end.whenComplete((value, thrown) -> {
            synchronized (clock) {
                clock.notifyAll();
            }
        });
        long deadline = System.nanoTime() + limit.toNanos();
        long since = System.nanoTime();
        long before = clock.changes();
        try (ThreadActivity threads = ThreadActivity.ofOtherThreads()) {
            for (long left = limit.toNanos(); left > 0 && !end.isDone(); left = deadline - System.nanoTime()) {
                boolean hasTimer = awaitTimer(left);
                boolean idle = (hasTimer && knownThreadsWait()) || ((hasTimer || usesClock) && isIdle(threads));
                if (hasTimer && idle && !end.isDone()) {
                    clock.runNext();
                }
                if (clock.isBusy() || clock.changes() != before || !usesClock) {
                    since = System.nanoTime();
                    before = clock.changes();
                } else if (System.nanoTime() - since > clock.maxIdle().toNanos() && idle) {
                    throw new Watchdog.HangException("did nothing for " + clock.maxIdle() + ", although no"
                            + " request is in progress. It must use the virtual clock for every sleep and timer");
                } else if (System.nanoTime() - since > clock.maxIdle().toNanos()) {
                    ThreadActivity.ignoreRunning();
                }
            }
        }
    }

    /** Waits a moment for a timer and returns whether there is one. */
    private boolean awaitTimer(long nanos) throws InterruptedException {
        synchronized (clock) {
            if (!clock.hasTimer() && !end.isDone()) {
                TimeUnit.NANOSECONDS.timedWait(clock, Math.min(nanos, MAX_WITHOUT_TIMER.toNanos()));
            }
            return clock.hasTimer();
        }
    }

    /** Waits a moment until all threads that are known wait for the clock. Returns whether then no other thread can run. */
    private boolean knownThreadsWait() throws InterruptedException {
        long deadline = System.nanoTime() + MAX_RUNNING.toNanos();
        synchronized (clock) {
            while (clock.knowsAllThreads() && !end.isDone()) {
                if (!clock.isAnyRunning() && !clock.isBusy()) {
                    clock.throwTimerFailure();
                    return true;
                }
                long left = deadline - System.nanoTime();
                // A thread that waits for something else than the clock may be about to run.
                if (left <= 0 || (clock.isAnyRunning() && !clock.isBusy() && clock.allThreadsWait())) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(clock, INTERVAL.toNanos());
            }
        }
        return false;
    }

    private boolean isIdle(ThreadActivity threads) {
        long before = clock.changes();
        boolean idle = threads.isNoneRunning() && !clock.isBusy() && clock.changes() == before;
        clock.throwTimerFailure();
        return idle;
    }
}
