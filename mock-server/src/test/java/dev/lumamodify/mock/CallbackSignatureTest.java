package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CallbackSignatureTest {
    private static final Duration TASK_DURATION = Duration.ofMinutes(3);
    private static final Duration ALL_RETRIES = Duration.ofSeconds(7);
    private static final String KEY = "webhook-key";

    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(
            MockServer.builder().manualClock().taskDuration(TASK_DURATION).webhookKey(KEY));

    private final CallbackReceiver receiver;
    private TestClient client = new TestClient("");

    CallbackSignatureTest() throws IOException {
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
    void everyAttemptIsSignedWithItsOwnTimestamp(MockServer mock) throws Exception {
        receiver.respondWith(callback -> 500);
        String id = createTask();

        mock.advance(TASK_DURATION.plus(ALL_RETRIES));

        for (CallbackReceiver.ReceivedCallback callback : receiver.received) {
            assertThat(callback.signature()).isEqualTo(callback.expectedSignature(KEY, id));
        }
        long first = receiver.received.get(0).timestamp();
        assertThat(receiver.received.stream().map(callback -> callback.timestamp() - first))
                .containsExactly(0L, 1L, 3L, 7L);
        assertThat(first).isEqualTo(mock.callbackAttempts().get(0).at().getEpochSecond());
    }

    @Test
    void isNotSignedWithoutAWebhookKey(MockServer mock) {
        client.sendAdmin("PUT", "/settings", "{\"webhookKey\":null}");
        createTask();

        mock.advance(TASK_DURATION);

        assertThat(receiver.received)
                .singleElement()
                .satisfies(callback -> assertThat(callback.headers())
                        .doesNotContainKeys("X-webhook-timestamp", "X-webhook-signature"));
    }

    @Test
    void isNotSignedIfUnsignedIsPreferred(MockServer mock) {
        createTask("Prefer", "callback=unsigned");

        mock.advance(TASK_DURATION);

        assertThat(receiver.received)
                .singleElement()
                .satisfies(callback -> assertThat(callback.headers())
                        .doesNotContainKeys("X-webhook-timestamp", "X-webhook-signature"));
    }

    @Test
    void hasAWrongSignatureIfBadSignatureIsPreferred(MockServer mock) throws Exception {
        String id = createTask("Prefer", "callback=bad-signature");

        mock.advance(TASK_DURATION);

        CallbackReceiver.ReceivedCallback callback = receiver.received.get(0);
        assertThat(callback.signature())
                .matches("[A-Za-z0-9+/]{43}=")
                .isNotEqualTo(callback.expectedSignature(KEY, id));
    }

    @Test
    void hasASignatureOneHourOldIfExpiredSignatureIsPreferred(MockServer mock) throws Exception {
        String id = createTask("Prefer", "callback=expired-signature");

        mock.advance(TASK_DURATION);

        CallbackReceiver.ReceivedCallback callback = receiver.received.get(0);
        assertThat(callback.signature()).isEqualTo(callback.expectedSignature(KEY, id));
        assertThat(mock.callbackAttempts().get(0).at().getEpochSecond() - callback.timestamp())
                .isEqualTo(3600);
    }

    private String createTask(String... headers) {
        return client.createTask(TestClient.validRequest(receiver.url()), headers);
    }
}
