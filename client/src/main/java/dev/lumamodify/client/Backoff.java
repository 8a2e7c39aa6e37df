package dev.lumamodify.client;

import dev.lumamodify.client.model.ResultCode;
import java.time.Duration;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** When to try again, if at all. One per client, so that all its calls share one budget: an outage is not amplified. */
final class Backoff {
    private static final int REPEATS = 3;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final Set<Integer> PASSING = Set.of(408, 429, 502, 503, 504);

    /** Each repeat takes a token, ten calls that need none bring one back. */
    private static final int BUDGET = 50;

    private static final double REFILL = 0.1;

    private final DoubleSupplier random;
    private double tokens = BUDGET;

    /**
     * Starts with a full budget.
     *
     * @param random numbers from 0 to 1
     */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** Returns how long to wait before repeating a read; null to give up. */
    @Nullable
    Duration afterRead(LumaModifyException failure, int repeats, Duration left) {
        if (failure instanceof TransportException) {
            return pause(null, repeats, left);
        }
        return failure instanceof ApiException refusal
                        && (PASSING.contains(refusal.httpStatus()) || isForNow(refusal.code()))
                ? pause(refusal.retryAfter().orElse(null), repeats, left)
                : null;
    }

    /** Returns how long to wait before repeating a submit that was refused without a charge; null to give up. */
    @Nullable
    Duration afterSubmit(ApiException refusal, int repeats, Duration left) {
        return isForNow(refusal.code()) ? pause(refusal.retryAfter().orElse(null), repeats, left) : null;
    }

    /** Returns how long to wait before resuming a download that broke; null to give up. */
    @Nullable
    Duration afterBreak(int repeats) {
        return pause(null, repeats, Duration.ofDays(1));
    }

    synchronized void succeeded() {
        tokens = Math.min(BUDGET, tokens + REFILL);
    }

    private static boolean isForNow(ResultCode code) {
        return code.equals(ResultCode.RATE_LIMITED) || code.equals(ResultCode.UNDER_MAINTENANCE);
    }

    private synchronized @Nullable Duration pause(@Nullable Duration retryAfter, int repeats, Duration left) {
        if (repeats >= REPEATS || tokens < 1) {
            return null;
        }
        long most = Math.min(LONGEST.toNanos(), FIRST.toNanos() << repeats);
        Duration pause = retryAfter != null ? retryAfter : Duration.ofNanos((long) (most * random.getAsDouble()));
        if (pause.compareTo(left) >= 0) {
            return null;
        }
        tokens--;
        return pause;
    }
}
