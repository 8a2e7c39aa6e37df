package dev.lumamodify.client.spi;

import java.time.Duration;

/**
 * The time of a client: a monotonic clock, blocking waits and delayed tasks.
 *
 * <p>By default a client uses the system's clock and one daemon thread of its own. An application implements this
 * interface to control the time in its tests, or to run the delayed tasks on its own threads, and passes it to
 * {@link dev.lumamodify.client.LumaModifyBuilder#scheduler(Scheduler)}.
 *
 * <p>The client calls every method from several threads at the same time. The application owns the scheduler and its
 * threads, so several clients can share one. A client that is closed cancels the tasks of its waits and retries.
 */
public interface Scheduler {
    /**
     * Returns the value of a monotonic clock, as {@link System#nanoTime()} does. Only the difference between two values
     * has a meaning.
     *
     * @return the time in nanoseconds
     */
    long nanoTime();

    /**
     * Blocks the calling thread for a duration.
     *
     * @param duration the time to wait; zero or more, possibly longer than {@link Long#MAX_VALUE} nanoseconds
     * @throws InterruptedException if the calling thread is interrupted; the client then ends the call that waits
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Runs a task once, after a delay. This method returns immediately and never runs the task itself, even if the
     * delay is zero.
     *
     * <p>The tasks of the client are short and do not block. They start or cancel an HTTP call.
     *
     * @param delay the time to wait; zero or more, possibly longer than {@link Long#MAX_VALUE} nanoseconds
     * @param task the task
     * @return an action that cancels the task; it has no effect if the task has started, and it may be run by any
     *     thread and more than once
     */
    Runnable schedule(Duration delay, Runnable task);
}
