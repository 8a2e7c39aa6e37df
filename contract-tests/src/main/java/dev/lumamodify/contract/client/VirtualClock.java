package dev.lumamodify.contract.client;

import java.time.Duration;

/**
 * The clock of a client under test. Time passes when the client sleeps, or when a check advances the clock, so waits
 * take no real time. Thread-safe.
 */
public interface VirtualClock {
    /** Returns the current time in nanoseconds. Only differences are meaningful, as with {@link System#nanoTime}. */
    long nanoTime();

    /**
     * Sleeps in virtual time: advances the clock and returns immediately.
     *
     * @throws InterruptedException if the thread is interrupted; the interrupt status is then cleared
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Runs a task once after a delay in virtual time, on the thread that advances the clock.
     *
     * @return cancels the task; does nothing if it has run
     */
    Runnable schedule(Duration delay, Runnable task);
}
