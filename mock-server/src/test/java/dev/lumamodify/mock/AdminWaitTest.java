package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.state.BoundedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AdminWaitTest {
    private static final String WAIT = "GET /__mock/requests?atLeast=%d&within=1m HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static void awaitWaiters(MockServer mock, int count) {
        while (mock.runtime.requests().waiterCount() != count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void endsWhenItsCallerLeaves() throws IOException {
        try (MockServer mock = MockServer.start()) {
            RawConnection caller = new RawConnection(mock).write(WAIT.formatted(1));
            awaitWaiters(mock, 1);
            caller.close();
            awaitWaiters(mock, 0);
        }
    }

    @Test
    void endsWhenItsTimeIsUp() {
        try (MockServer mock = MockServer.start()) {
            assertThat(mock.awaitRequests("generate", 1, Duration.ofMillis(1))).isEmpty();
            assertThat(mock.runtime.requests().waiterCount()).isZero();
        }
    }

    @Test
    void keepsTheConnectionForTheNextRequest() throws IOException {
        try (MockServer mock = MockServer.start();
                RawConnection caller = new RawConnection(mock)) {
            for (int i = 1; i <= 3; i++) {
                caller.write(WAIT.formatted(i));
                awaitWaiters(mock, 1);
                new TestClient(mock).read("x");
                assertThat(caller.readResponse()).contains("\"satisfied\":true,\"count\":" + i);
            }
        }
    }

    @Test
    void servesARequestThatWasSentDuringTheWait() throws IOException {
        String clock = "GET /__mock/clock HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (MockServer mock = MockServer.start();
                RawConnection caller = new RawConnection(mock)) {
            caller.write(WAIT.formatted(1));
            awaitWaiters(mock, 1);
            caller.write(clock + clock);
            new TestClient(mock).read("x");
            assertThat(caller.readResponse()).contains("\"satisfied\":true");
            assertThat(caller.readResponse()).contains("\"mode\"");
            assertThat(caller.readResponse()).contains("\"mode\"");
        }
    }

    @Test
    void examinesOnlyNewEntries() {
        BoundedLog<Integer> log = new BoundedLog<>(1000);
        for (int i = 0; i < 1000; i++) {
            log.add(i);
        }
        AtomicInteger examined = new AtomicInteger();
        var wait = log.await(
                entry -> {
                    examined.incrementAndGet();
                    return entry >= 999;
                },
                3,
                Duration.ofMinutes(1));
        examined.set(0);
        log.add(1000);
        // The new entry, and the one that was dropped for it.
        assertThat(examined).hasValue(2);
        assertThat(wait).isNotDone();
        log.add(1001);
        assertThat(wait.join()).containsExactly(999, 1000, 1001);
    }
}
