package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A pause of all requests of a {@link RateLimitedQueue}. Thread-safe. */
final class Pause {
    /** The maximum duration that a response can request. */
    private static final Duration MAX_REQUESTED = Duration.ofMinutes(5);

    private final Scheduler scheduler;
    private final Duration window;

    /** The end of the pause; null if there was none. */
    private @Nullable Deadline end;

    /** Creates a pause that has not begun, with its default duration. */
    Pause(Scheduler scheduler, Duration window) {
        this.scheduler = scheduler;
        this.window = window;
    }

    /** Begins or extends the pause. */
    synchronized void begin(@Nullable Duration requested) {
        Duration time = requested == null ? window : Deadline.min(requested, MAX_REQUESTED);
        if (end == null || end.remaining().compareTo(time) < 0) {
            end = Deadline.after(scheduler, time);
        }
    }

    /** Returns the time until the end of the pause; zero if there is none. */
    synchronized Duration remaining() {
        return end == null ? Duration.ZERO : end.remaining();
    }

    /** Returns the exception for a request that was not permitted within its timeout. */
    TimeoutException timeoutException(Duration timeout) {
        Duration rest = remaining();
        String reason = rest.isZero()
                ? "submit less at once, or increase CallOptions.withQueueTimeout"
                : "after a response with code 429, all submissions pause for another " + rest
                        + "; increase CallOptions.withQueueTimeout";
        return new TimeoutException("the rate limit permitted no request within " + timeout + "; " + reason);
    }
}
