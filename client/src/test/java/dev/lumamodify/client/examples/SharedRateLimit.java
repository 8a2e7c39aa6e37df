package dev.lumamodify.client.examples;

import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.spi.RateLimiter;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** An example of the README. */
final class SharedRateLimit {
    private SharedRateLimit() {}

    static LumaModify clientWithSharedLimit(Bucket bucket) {
        return LumaModify.builder()
                .fromEnv()
                .submissionRateLimiter(limiter(bucket))
                .build();
    }

    static RateLimiter limiter(Bucket bucket) {
        return () -> Duration.ofNanos(bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }
}
