package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AdvanceTest {
    private static Instant now(MockServer mock) {
        return mock.runtime.scheduler().now();
    }

    /** Lets a receiver respond to each callback only when the test permits it. */
    private static void hold(CallbackReceiver receiver, CountDownLatch arrived, CountDownLatch proceed) {
        receiver.respondWith(callback -> {
            arrived.countDown();
            Latches.await(proceed);
            return 200;
        });
    }

    @Test
    void callbacksOfOneTimeAreSentTogether() throws Exception {
        int tasks = 10;
        CountDownLatch arrived = new CountDownLatch(tasks);
        try (CallbackReceiver receiver = new CallbackReceiver();
                MockServer mock = MockServer.builder().manualClock().start()) {
            hold(receiver, arrived, arrived);
            TestClient client = new TestClient(mock);
            for (int i = 0; i < tasks; i++) {
                client.createTask(TestClient.validRequest(receiver.url()));
            }
            mock.advance(Duration.ofSeconds(3));

            assertThat(mock.callbackAttempts()).hasSize(tasks).allMatch(CallbackAttempt::delivered);
        }
    }

    @Test
    void returnsAfterTheCallbacksOfTheTime() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        try (CallbackReceiver receiver = new CallbackReceiver();
                MockServer mock = MockServer.builder().manualClock().start()) {
            hold(receiver, arrived, proceed);
            new TestClient(mock).createTask(TestClient.validRequest(receiver.url()));
            CompletableFuture<Void> advanced = CompletableFuture.runAsync(() -> mock.advance(Duration.ofMinutes(1)));
            arrived.await();
            assertThat(advanced).isNotDone();
            proceed.countDown();
            advanced.join();
            assertThat(mock.callbackAttempts()).hasSize(1);
        }
    }

    @Test
    void receiverCanAdvanceTheClock() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        try (CallbackReceiver receiver = new CallbackReceiver();
                MockServer mock = MockServer.builder().manualClock().start()) {
            receiver.respondWith(callback -> {
                if (first.getAndSet(false)) {
                    mock.advance(Duration.ofSeconds(2));
                }
                return 200;
            });
            TestClient client = new TestClient(mock);
            client.createTask(TestClient.validRequest(receiver.url()));
            client.createTask(TestClient.validRequest(receiver.url()), "Prefer", "task-duration=4s");
            Instant start = now(mock);
            mock.advance(Duration.ofSeconds(3));

            assertThat(now(mock)).isEqualTo(start.plusSeconds(5));
            assertThat(mock.callbackAttempts()).hasSize(2).allMatch(CallbackAttempt::delivered);
        }
    }

    @Test
    void concurrentAdvancesAddUp() {
        try (MockServer mock = MockServer.builder().manualClock().start()) {
            Instant start = now(mock);
            List<CompletableFuture<Void>> all = Stream.generate(
                            () -> CompletableFuture.runAsync(() -> mock.advance(Duration.ofSeconds(1))))
                    .limit(20)
                    .toList();
            all.forEach(CompletableFuture::join);

            assertThat(now(mock)).isEqualTo(start.plusSeconds(20));
        }
    }

    @Test
    void resetEndsAnAdvance() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        try (CallbackReceiver receiver = new CallbackReceiver();
                MockServer mock = MockServer.builder().manualClock().start()) {
            hold(receiver, arrived, proceed);
            new TestClient(mock).createTask(TestClient.validRequest(receiver.url()));
            Instant start = now(mock);
            CompletableFuture<Void> advanced = CompletableFuture.runAsync(() -> mock.advance(Duration.ofHours(1)));
            arrived.await();
            mock.reset();
            proceed.countDown();
            advanced.join();

            assertThat(now(mock)).isEqualTo(start.plusSeconds(3));
        }
    }
}
