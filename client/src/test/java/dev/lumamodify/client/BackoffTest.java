package dev.lumamodify.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final TransportException failure = new TransportException("x", "t", new Exception());
    private static final Duration REMAINING = Duration.ofHours(1);

    private final FakeScheduler time = new FakeScheduler();

    private Backoff backoff(DoubleSupplier random) {
        return new Backoff(time, random, Backoff.DEFAULT_MAX_RETRIES);
    }

    @Test
    void maximumNumberOfRetriesCanBeSet() {
        assertThat(new Backoff(time, () -> 1, 0).afterRead(failure, 0, REMAINING))
                .isNull();
        Backoff ten = new Backoff(time, () -> 1, 10);
        assertThat(ten.afterRead(failure, 9, REMAINING)).isEqualTo(Duration.ofSeconds(8));
        assertThat(ten.afterRead(failure, 10, REMAINING)).isNull();
        assertThat(ten.afterDownload(failure, 10)).isNull();
    }

    @Test
    void tenSuccessesRefillOneRetry() {
        Backoff backoff = backoff(() -> 1);
        while (backoff.afterRead(failure, 0, REMAINING) != null) {
            assertThat(time.sleeps).isEmpty();
        }
        for (int i = 0; i < 9; i++) {
            backoff.recordSuccess();
        }
        assertThat(backoff.afterRead(failure, 0, REMAINING)).isNull();
        assertThat(failure.getSuppressed())
                .extracting(Throwable::getMessage)
                .allSatisfy(message -> assertThat(message).contains("the 50 retries of this client are used up"))
                .isNotEmpty();
        backoff.recordSuccess();
        backoff.recordSuccess();
        assertThat(backoff.afterRead(failure, 0, REMAINING)).isNotNull();
        assertThat(backoff.afterRead(failure, 0, REMAINING)).isNull();
    }

    @Test
    void delaysAreLimitedAndRandom() {
        assertThat(backoff(() -> 1).afterRead(failure, 2, REMAINING)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff(() -> 0).afterRead(failure, 2, REMAINING)).isEqualTo(Duration.ZERO);
        assertThat(backoff(() -> 1).afterRead(failure, 2, Duration.ofSeconds(2)))
                .isNull();
        assertThat(backoff(() -> 1).afterRead(failure, 3, REMAINING)).isNull();
    }

    @Test
    void closeEndsTheRetriesThatAreWaiting() {
        Backoff backoff = backoff(() -> 1);
        assertThat(backoff.sleep(Duration.ofSeconds(1))).isTrue();
        backoff.close();
        assertThat(backoff.sleep(Duration.ofSeconds(1))).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void interruptEndsTheRetriesAndIsKept() {
        time.interruptSleeps();
        assertThat(backoff(() -> 1).sleep(Duration.ofSeconds(1))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
