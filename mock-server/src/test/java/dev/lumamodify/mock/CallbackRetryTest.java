package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallbackRetryTest {
    private static final Duration TASK_DURATION = Duration.ofMinutes(3);
    private static final Duration ALL_RETRIES = Duration.ofSeconds(7);

    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(
            MockServer.builder().manualClock().taskDuration(TASK_DURATION).webhookKey("webhook-key"));

    private final CallbackReceiver receiver;
    private TestClient client = new TestClient("");

    CallbackRetryTest() throws IOException {
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

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 307, 400, 401, 404, 407, 500, 503})
    void isRetriedThreeTimesUnlessTheStatusIs200(int status) {
        receiver.respondWith(callback -> status);
        String id = createTask();

        MockServer mock = MOCK.server();
        mock.advance(TASK_DURATION);
        assertThat(receiver.received).hasSize(1);
        mock.advance(Duration.ofMillis(999));
        assertThat(receiver.received).hasSize(1);
        mock.advance(Duration.ofMillis(1));
        assertThat(receiver.received).hasSize(2);
        mock.advance(Duration.ofMillis(1999));
        assertThat(receiver.received).hasSize(2);
        mock.advance(Duration.ofMillis(1));
        assertThat(receiver.received).hasSize(3);
        mock.advance(Duration.ofMillis(3999));
        assertThat(receiver.received).hasSize(3);
        assertThat(successFlag(id)).isEqualTo(1);
        mock.advance(Duration.ofMillis(1));

        assertThat(receiver.received).hasSize(4);
        assertThat(receiver.received)
                .extracting(CallbackReceiver.ReceivedCallback::path)
                .containsOnly("/callback");
        assertThat(receiver.received)
                .extracting(CallbackReceiver.ReceivedCallback::body)
                .containsOnly(receiver.received.get(0).body());
        assertThat(successFlag(id)).isEqualTo(4);
        assertThat(client.read(id).data().at("/response/resultUrls/0").asString())
                .contains(id);
        assertThat(mock.callbackAttempts()).extracting(CallbackAttempt::status).containsOnly(status);
        assertThat(mock.callbackAttempts()).extracting(CallbackAttempt::attempt).containsExactly(1, 2, 3, 4);
        mock.advance(Duration.ofDays(1));
        assertThat(receiver.received).hasSize(4);
    }

    @Test
    void isNotRetriedAfterStatus200(MockServer mock) {
        receiver.respondWith(callback -> receiver.received.size() < 3 ? 500 : 200);
        String id = createTask();

        mock.advance(TASK_DURATION.plus(ALL_RETRIES));

        assertThat(mock.callbackAttempts())
                .extracting(CallbackAttempt::delivered)
                .containsExactly(false, false, true);
        assertThat(successFlag(id)).isEqualTo(1);
    }

    @Test
    void failedTaskKeepsItsStatusAfterTheLastRetry(MockServer mock) {
        receiver.respondWith(callback -> 500);
        String id = createTask("Prefer", "outcome=generate-failed");

        mock.advance(TASK_DURATION.plus(ALL_RETRIES));

        assertThat(receiver.received).hasSize(4);
        assertThat(successFlag(id)).isEqualTo(3);
    }

    @Test
    void failsAfterTheRetriesIfTheConnectionIsRefused(MockServer mock) throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        String id = client.createTask(TestClient.validRequest("http://127.0.0.1:" + freePort + "/"));

        mock.advance(TASK_DURATION.plus(ALL_RETRIES));

        assertThat(successFlag(id)).isEqualTo(4);
        assertThat(mock.callbackAttempts()).hasSize(4).allSatisfy(attempt -> {
            assertThat(attempt.status()).isNull();
            assertThat(attempt.failure()).contains("ConnectException");
        });
    }

    @Test
    void failsAfterTheRetriesIfTheReceiverTimesOut(MockServer mock) throws Exception {
        client.sendAdmin("PUT", "/settings", "{\"callbackTimeout\":\"50ms\"}");
        try (ServerSocket silent = new ServerSocket(0)) {
            String id = client.createTask(TestClient.validRequest("http://127.0.0.1:" + silent.getLocalPort() + "/"));

            mock.advance(TASK_DURATION.plus(ALL_RETRIES));

            assertThat(successFlag(id)).isEqualTo(4);
            assertThat(mock.callbackAttempts())
                    .hasSize(4)
                    .allSatisfy(attempt -> assertThat(attempt.failure()).contains("Timeout"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\\nContent-Encoding: gzip\\nContent-Length: 4\\n\\nabcd', 200,",
        "'', , EOFException: the connection was closed before a response",
        "'hello\\n\\n', , org.eclipse.jetty.client.HttpResponseException: HTTP protocol violation: bad response"
    })
    void isRecordedWithAnUnusualResponse(String response, Integer status, String failure) throws Exception {
        try (ServerSocket receiving = new ServerSocket(0)) {
            client.createTask(TestClient.validRequest("http://127.0.0.1:" + receiving.getLocalPort() + "/"));
            CompletableFuture<Void> advanced =
                    CompletableFuture.runAsync(() -> MOCK.server().advance(TASK_DURATION));
            try (Socket socket = receiving.accept()) {
                int unused = socket.getInputStream().read(new byte[16 << 10]);
                socket.getOutputStream().write(response.replace("\\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            advanced.join();
        }

        assertThat(MOCK.server().callbackAttempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(status);
            assertThat(attempt.failure()).isEqualTo(failure);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://unknown_host.invalid/", "https://127.0.0.1:1/", "http://0.0.0.0.0:1/"})
    void failsAfterTheRetriesIfTheUrlIsUnusable(String url) {
        String id = client.createTask(TestClient.validRequest(url));

        MOCK.server().advance(TASK_DURATION.plus(ALL_RETRIES));

        assertThat(successFlag(id)).isEqualTo(4);
    }

    private String createTask(String... headers) {
        return client.createTask(TestClient.validRequest(receiver.url()), headers);
    }

    private int successFlag(String id) {
        return client.read(id).data().path("successFlag").asInt();
    }
}
