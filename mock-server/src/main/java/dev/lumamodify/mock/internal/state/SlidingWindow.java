package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** Counts the requests in the window of a rate limit. Not safe for use by several threads. */
final class SlidingWindow {
    private final ArrayDeque<Instant> requests = new ArrayDeque<>();

    /**
     * Returns how long until the limit allows another request; zero if it allows one now.
     *
     * @param timeScale divides the length of the window
     */
    Duration timeUntilAllowed(RateLimit limit, Instant now, double timeScale) {
        Duration length = Scheduler.scale(limit.window(), timeScale);
        while (!requests.isEmpty() && !requests.peekFirst().plus(length).isAfter(now)) {
            requests.removeFirst();
        }
        if (requests.size() < limit.requests()) {
            return Duration.ZERO;
        }
        // If the limit was lowered, more than one request must leave the window first.
        Instant last = requests.stream()
                .skip(requests.size() - limit.requests())
                .findFirst()
                .orElse(now);
        return Duration.between(now, last.plus(length));
    }

    void add(Instant now) {
        requests.addLast(now);
    }
}
