package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** The calls of the last while. Guarded by its owner. */
final class SlidingWindow {
    private final ArrayDeque<Instant> calls = new ArrayDeque<>();

    /** How long until another call is within the limit; zero if it is now. */
    Duration wait(RateLimit limit, Instant now, double scale) {
        Duration length = Scheduler.scaled(limit.window(), scale);
        while (!calls.isEmpty() && !calls.peekFirst().plus(length).isAfter(now)) {
            calls.removeFirst();
        }
        if (calls.size() < limit.calls()) {
            return Duration.ZERO;
        }
        // The limit may have been lowered since: then more than one call has to be past.
        Instant last =
                calls.stream().skip(calls.size() - limit.calls()).findFirst().orElse(now);
        return Duration.between(now, last.plus(length));
    }

    void add(Instant now) {
        calls.addLast(now);
    }
}
