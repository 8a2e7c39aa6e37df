package dev.lumamodify.contract.client;

import java.time.Duration;

/**
 * The clock of a client under test. Waits take no real time: when no request is in progress and no thread of the client
 * runs, the clock goes to the end of the next sleep or delay. Thread-safe; a client may use it on threads of its own.
 */
public interface VirtualClock {
    /** Returns the current time in nanoseconds. Only differences are meaningful, as with {@link System#nanoTime}. */
    long nanoTime();

    /**
     * Blocks until this duration of virtual time is over.
     *
     * @throws InterruptedException if the thread is interrupted; the interrupt status is then cleared
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Runs a task once after a delay in virtual time, on a thread of the clock. The task may block.
     *
     * @return cancels the task; does nothing if it has run
     */
    Runnable schedule(Duration delay, Runnable task);
}
