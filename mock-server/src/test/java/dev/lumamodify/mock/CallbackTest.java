package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallbackTest {
    private static final Duration TASK_DURATION = Duration.ofMinutes(3);
    private static final Duration ALL_RETRIES = Duration.ofSeconds(7);

    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(
            MockServer.builder().manualClock().taskDuration(TASK_DURATION).webhookKey("webhook-key"));

    private final CallbackReceiver receiver;
    private TestClient client = new TestClient("");

    CallbackTest() throws IOException {
        receiver = new CallbackReceiver();
    }

    @BeforeEach
    void connect(MockServer mock) {
        client = new TestClient(mock);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void reportsSuccessWhenTheTaskEnds(MockServer mock) {
        String id = createTask();
        mock.advance(TASK_DURATION.minusMillis(1));
        assertThat(receiver.received).isEmpty();

        mock.advance(Duration.ofMillis(1));

        assertThat(receiver.received).singleElement().satisfies(callback -> {
            assertThat(callback.method()).isEqualTo("POST");
            assertThat(callback.path()).isEqualTo("/callback");
            assertThat(callback.headers().getFirst("Content-Type")).isEqualTo("application/json");
            assertThat(callback.body().path("code").asInt()).isEqualTo(200);
            assertThat(callback.body().path("msg").asString()).isEqualTo("Modify record generated successfully.");
            assertThat(callback.taskId()).isEqualTo(id);
            assertThat(callback.body().at("/data/promptJson"))
                    .isEqualTo(client.read(id).data().path("paramJson"));
            assertThat(callback.body().at("/data/resultUrls"))
                    .isEqualTo(client.read(id).data().at("/response/resultUrls"));
        });
        mock.advance(Duration.ofDays(1));
        assertThat(receiver.received).hasSize(1);
        assertThat(successFlag(id)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-failed", "generate-failed"})
    void reportsFailureWithoutResults(String outcome) {
        String id = createTask("Prefer", "outcome=" + outcome);

        MOCK.server().advance(TASK_DURATION);

        assertThat(receiver.received).singleElement().satisfies(callback -> {
            assertThat(callback.body().path("code").asInt()).isEqualTo(500);
            assertThat(callback.body().path("msg").asString()).isEqualTo("Modify record generation failed.");
            assertThat(callback.taskId()).isEqualTo(id);
            assertThat(callback.body().path("data").has("resultUrls")).isFalse();
        });
    }

    @Test
    void isSentAfterTheTaskHasItsFinalState(MockServer mock) {
        CompletableFuture<Integer> flagDuringCallback = new CompletableFuture<>();
        receiver.respondWith(callback -> {
            flagDuringCallback.complete(successFlag(callback.taskId()));
            return 200;
        });
        createTask();

        mock.advance(TASK_DURATION);

        assertThat(flagDuringCallback).isCompletedWithValue(1);
    }

    @Test
    void isNotSentWithoutACallbackUrl(MockServer mock) {
        client.createTask(TestClient.VALID_REQUEST);

        mock.advance(TASK_DURATION.plus(ALL_RETRIES));

        assertThat(receiver.received).isEmpty();
        assertThat(mock.callbackAttempts()).isEmpty();
    }

    @Test
    void isNotSentIfDropIsPreferred(MockServer mock) {
        String id = createTask("Prefer", "callback=drop");

        mock.advance(TASK_DURATION.plus(ALL_RETRIES));

        assertThat(receiver.received).isEmpty();
        assertThat(successFlag(id)).isEqualTo(1);
    }

    @Test
    void isSentTwiceIfDuplicateIsPreferred(MockServer mock) {
        createTask("Prefer", "callback=duplicate");

        mock.advance(TASK_DURATION);

        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.received.get(1).body())
                .isEqualTo(receiver.received.get(0).body());
    }

    @Test
    void isFollowedByTheOppositeResultIfContradictoryIsPreferred(MockServer mock) {
        String id = createTask("Prefer", "callback=contradictory");

        mock.advance(TASK_DURATION);

        assertThat(receiver.received)
                .extracting(callback -> callback.body().path("code").asInt())
                .containsExactly(200, 500);
        assertThat(successFlag(id)).isEqualTo(1);
    }

    @Test
    void isDiscardedByAResetWhileInProgress(MockServer mock) {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch reset = new CountDownLatch(1);
        receiver.respondWith(callback -> {
            arrived.countDown();
            await(reset);
            return 500;
        });
        createTask();
        CompletableFuture<Void> advanced = CompletableFuture.runAsync(() -> mock.advance(TASK_DURATION));
        await(arrived);

        mock.reset();
        reset.countDown();
        advanced.join();
        mock.advance(ALL_RETRIES);

        assertThat(receiver.received).hasSize(1);
        assertThat(mock.callbackAttempts()).isEmpty();
    }

    @Test
    void isRecordedWithTheFirst16KibOfALongBody(MockServer mock) {
        client.createTask(TestClient.validRequest(receiver.url()).replace("At night", "\u2602".repeat(100_000)));

        mock.advance(TASK_DURATION);

        assertThat(mock.callbackAttempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.body())
                        .hasSizeLessThanOrEqualTo(16 << 10)
                        .startsWith("{\"code\":200,"));
        assertThat(client.getAdmin("/callback-attempts").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void isSentInTheOrderInWhichTheTasksEnd(MockServer mock) {
        String slow = createTask("Prefer", "task-duration=30s");
        String quick = createTask("Prefer", "task-duration=10s");
        String middle = createTask("Prefer", "task-duration=20s");

        mock.advance(TASK_DURATION);

        assertThat(receiver.received).extracting(callback -> callback.taskId()).isEqualTo(List.of(quick, middle, slow));
    }

    private String createTask(String... headers) {
        return client.createTask(TestClient.validRequest(receiver.url()), headers);
    }

    private int successFlag(String id) {
        return client.read(id).data().path("successFlag").asInt();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
