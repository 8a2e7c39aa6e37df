package dev.lumamodify.client;

import java.time.Duration;

/** A point in monotonic time. */
record Deadline(Timer timer, long start, Duration length) {
    static Deadline in(Timer timer, Duration length) {
        return new Deadline(timer, timer.nanos(), length);
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    Duration elapsed() {
        return Duration.ofNanos(timer.nanos() - start);
    }

    /** Returns the time left, never negative. */
    Duration left() {
        Duration left = length.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
