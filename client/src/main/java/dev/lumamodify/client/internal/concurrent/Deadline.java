package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;

/** The time at which a call or a wait ends, on the clock of a scheduler. */
public final class Deadline {
    private final Scheduler scheduler;
    private final long startNanos;
    private final Duration timeout;

    private Deadline(Scheduler scheduler, Duration timeout) {
        this.scheduler = scheduler;
        this.startNanos = scheduler.nanoTime();
        this.timeout = timeout;
    }

    /** Returns the deadline that is one timeout from now. */
    public static Deadline after(Scheduler scheduler, Duration timeout) {
        return new Deadline(scheduler, timeout);
    }

    /** Returns the shorter of two durations. */
    public static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Returns the time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(scheduler.nanoTime() - startNanos);
    }

    /** Returns the time until the deadline; zero after it. */
    public Duration remaining() {
        Duration remaining = timeout.minus(elapsed());
        return remaining.isNegative() ? Duration.ZERO : remaining;
    }
}
