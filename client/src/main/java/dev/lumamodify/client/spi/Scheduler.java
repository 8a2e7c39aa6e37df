package dev.lumamodify.client.spi;

import java.time.Duration;

/** Time as the client sees it; tests bring their own. */
public interface Scheduler {
    /** Returns a monotonic reading; only differences mean anything. */
    long nanos();

    /** Blocks the caller. Returns false if going on makes no sense: it was interrupted, which shows again, or the client was closed. */
    boolean sleep(Duration duration);

    /** Runs a task later, on a thread that must not be blocked; running the result takes it back. */
    Runnable after(Duration duration, Runnable task);

    /** Drops what has not run yet, and what comes from now on. Wakes who sleeps. */
    void close();
}
