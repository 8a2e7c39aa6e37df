package dev.lumamodify.client.spi;

import java.time.Duration;

/**
 * Limits the rate of the create requests of a client. An application implements this interface to share one limit
 * between processes, and passes it to {@link
 * dev.lumamodify.client.LumaModifyBuilder#submissionRateLimiter(RateLimiter)}.
 *
 * <p>The client keeps the submissions that wait in a queue, in first-come order, and asks the limiter for the first one
 * only. It calls the limiter by one thread at a time: on the executor of the client, or on the thread of the application that
 * calls {@code modify}. So the limiter may block, for example for a request to Redis. A limiter that several clients share must be thread-safe.
 */
@FunctionalInterface
public interface RateLimiter {
    /**
     * Permits every request at once. The client then does not pause after a rejection with code 429 either.
     */
    RateLimiter UNLIMITED = () -> Duration.ZERO;

    /**
     * Takes a permit for one request, if there is one.
     *
     * @return zero if a permit was taken; otherwise the time after which the client asks again
     * @throws RuntimeException if the limiter fails; the client then fails the first submission of the queue with a
     *     {@code TransportException} and sends nothing
     */
    Duration tryAcquire();
}
