package dev.lumamodify.client;

import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a failed call is retried, and after which delay. Thread-safe.
 *
 * <p>All calls of a client share one instance and its budget of retries, so that an outage does not multiply the
 * requests. A retry takes one token from the budget; ten successful calls put one back. If the budget is empty, the
 * failure has a suppressed exception that states this.
 */
final class Backoff {
    static final int DEFAULT_MAX_RETRIES = 3;
    private static final Duration INITIAL_DELAY = Duration.ofMillis(500);
    private static final Duration MAX_DELAY = Duration.ofSeconds(8);
    private static final Set<Integer> TRANSIENT_STATUSES = Set.of(408, 429, 502, 503, 504);
    private static final int MAX_TOKENS = 50;
    private static final double TOKENS_PER_SUCCESS = 0.1;

    private final Scheduler scheduler;
    private final DoubleSupplier random;
    private final int maxRetries;
    private double tokens = MAX_TOKENS;
    private volatile boolean closed;

    /**
     * Creates an instance with a full budget.
     *
     * @param random returns numbers from 0 to 1
     * @param maxRetries the maximum number of retries of one call
     */
    Backoff(Scheduler scheduler, DoubleSupplier random, int maxRetries) {
        this.scheduler = scheduler;
        this.random = random;
        this.maxRetries = maxRetries;
    }

    /** Returns the delay before a failed read is retried; null if it is not retried. */
    @Nullable
    Duration afterRead(LumaModifyException failure, int retries, Duration remaining) {
        if (failure instanceof TransportException) {
            return delay(failure, null, retries, remaining);
        }
        return failure instanceof ApiException error
                        && (TRANSIENT_STATUSES.contains(error.httpStatus()) || isTransient(error.code()))
                ? delay(failure, error.retryAfter().orElse(null), retries, remaining)
                : null;
    }

    /**
     * Returns the delay before a rejected submission is retried; null if it is not retried. A rejected submission costs
     * nothing.
     */
    @Nullable
    Duration afterSubmission(ApiException rejection, int retries, Duration remaining) {
        return isTransient(rejection.code())
                ? delay(rejection, rejection.retryAfter().orElse(null), retries, remaining)
                : null;
    }

    /**
     * Returns the delay before a failed upload is repeated; null if it is not repeated. A second upload replaces the file
     * of the first one, so that an unknown outcome does no harm.
     */
    @Nullable
    Duration afterUpload(LumaModifyException failure, int retries, Duration remaining) {
        return failure instanceof ApiException error
                        && (error.httpStatus() == 500 || error.code().equals(ResultCode.SERVER_ERROR))
                ? delay(failure, error.retryAfter().orElse(null), retries, remaining)
                : afterRead(failure, retries, remaining);
    }

    /** Returns the delay before an interrupted download continues; null if it does not continue. */
    @Nullable
    Duration afterDownload(Exception failure, int retries) {
        return delay(failure, null, retries, Duration.ofDays(1));
    }

    synchronized void recordSuccess() {
        tokens = Math.min(MAX_TOKENS, tokens + TOKENS_PER_SUCCESS);
    }

    /**
     * Waits for a delay. Returns false if the call must not be retried, because its thread was interrupted or the
     * client was closed.
     */
    boolean sleep(Duration delay) {
        try {
            scheduler.sleep(delay);
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the retries of the calls that are waiting. */
    void close() {
        closed = true;
    }

    private static boolean isTransient(ResultCode code) {
        return code.equals(ResultCode.RATE_LIMITED) || code.equals(ResultCode.UNDER_MAINTENANCE);
    }

    private synchronized @Nullable Duration delay(
            Exception failure, @Nullable Duration retryAfter, int retries, Duration remaining) {
        if (retries >= maxRetries) {
            return null;
        }
        if (tokens < 1) {
            failure.addSuppressed(new IllegalStateException("not retried: the " + MAX_TOKENS
                    + " retries of this client are used up; ten successful calls permit another one"));
            return null;
        }
        long maxNanos = Math.min(MAX_DELAY.toNanos(), INITIAL_DELAY.toNanos() << retries);
        Duration delay = retryAfter != null ? retryAfter : Duration.ofNanos((long) (maxNanos * random.getAsDouble()));
        if (delay.compareTo(remaining) >= 0) {
            return null;
        }
        tokens--;
        return delay;
    }
}
