package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ResetTest {
    private static final Duration TASK_DURATION = Duration.ofSeconds(3);

    private final CallbackReceiver receiver;

    ResetTest() throws Exception {
        receiver = new CallbackReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void anAttemptInFlightIsNeitherLoggedNorRetried() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        receiver.respondWith(callback -> {
            arrived.countDown();
            try {
                proceed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 500;
        });
        try (MockServer mock = MockServer.builder().manualClock().start()) {
            new TestClient(mock).createTask(TestClient.validRequest(receiver.url()));
            CompletableFuture<Void> advanced = CompletableFuture.runAsync(() -> mock.advance(TASK_DURATION));
            arrived.await();

            mock.reset();
            proceed.countDown();
            advanced.join();
            mock.advance(Duration.ofMinutes(1));

            assertThat(mock.callbackAttempts()).isEmpty();
            assertThat(receiver.received).hasSize(1);
        }
    }

    @Test
    void aTaskInTheOldRunNoLongerChanges() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        List<String> states = new CopyOnWriteArrayList<>();
        receiver.respondWith(callback -> {
            arrived.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 500;
        });
        try (MockServer mock = MockServer.builder().manualClock().start()) {
            mock.runtime
                    .tasks()
                    .addChangeListener(task -> states.add(task.state().name()));
            new TestClient(mock).createTask(TestClient.validRequest(receiver.url()));
            CompletableFuture<Void> advanced = CompletableFuture.runAsync(() -> mock.advance(TASK_DURATION));
            arrived.await();

            mock.reset();
            advanced.join();
        }
        assertThat(states).containsExactly("GENERATING", "SUCCEEDED");
    }

    @Test
    void aTaskThatWasRemovedSendsNothingWhenItsTimeComes() {
        try (MockServer mock = MockServer.builder().manualClock().start()) {
            new TestClient(mock).createTask(TestClient.validRequest(receiver.url()));
            // What a reset does while the end of a task is being scheduled.
            mock.runtime.tasks().clear();

            mock.advance(Duration.ofMinutes(1));

            assertThat(mock.callbackAttempts()).isEmpty();
            assertThat(receiver.received).isEmpty();
        }
    }

    @Test
    @Tag("soak")
    void nothingOfTheOldRunArrivesAfterwards() {
        int late = 0;
        int total = 0;
        try (MockServer mock =
                MockServer.builder().noRateLimit().taskDuration(Duration.ZERO).start()) {
            TestClient client = new TestClient(mock);
            for (int round = 0; round < 40; round++) {
                int before = receiver.received.size();
                for (int i = 0; i < 25; i++) {
                    client.createTask(
                            TestClient.validRequest(receiver.url()), "Prefer", "task-duration=" + (25 - i) + "ms");
                }
                mock.reset();
                int atReset = receiver.received.size();
                // Time for what would come late: one callback of a new task, with a retry.
                client.createTask(TestClient.validRequest(mock.url() + "/callback/500"));
                mock.awaitCallbacks(2, Duration.ofMinutes(1));
                total += receiver.received.size() - before;
                late += receiver.received.size() - atReset;
                mock.reset();
            }
        }
        System.out.printf("Reset: %d of %d callbacks arrived after the reset%n", late, total);
        assertThat(total).isPositive();
        assertThat(late).isZero();
    }
}
