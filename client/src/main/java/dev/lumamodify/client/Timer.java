package dev.lumamodify.client;

import java.time.Duration;

/** Time as the client sees it; tests bring their own. */
interface Timer {
    /** Returns a monotonic reading; only differences mean anything. */
    long nanos();

    /** Blocks the caller. */
    void sleep(Duration duration) throws InterruptedException;

    /** Runs a task later, on a thread that must not be blocked; running the result takes it back. */
    Runnable after(Duration duration, Runnable task);

    /** Drops what has not run yet. */
    void close();
}
