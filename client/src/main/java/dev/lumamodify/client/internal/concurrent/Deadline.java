package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;

/** A point in monotonic time. */
public record Deadline(Scheduler timer, long start, Duration length) {
    public static Deadline in(Scheduler timer, Duration length) {
        return new Deadline(timer, timer.nanos(), length);
    }

    public static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    public Duration elapsed() {
        return Duration.ofNanos(timer.nanos() - start);
    }

    /** Returns the time left, never negative. */
    public Duration left() {
        Duration left = length.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
