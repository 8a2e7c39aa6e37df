package dev.lumamodify.client.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.spi.RateLimiter;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SharedRateLimitTest {
    @Test
    void bucketOfBucket4jIsARateLimiter() {
        Bucket bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(1).refillIntervally(1, Duration.ofDays(1)))
                .build();
        RateLimiter limiter = SharedRateLimit.limiter(bucket);
        assertThat(limiter.tryAcquire()).isZero();
        assertThat(limiter.tryAcquire()).isBetween(Duration.ofHours(23), Duration.ofDays(1));
    }
}
