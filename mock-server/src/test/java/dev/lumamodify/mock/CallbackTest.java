package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallbackTest {
    private static final Duration TASK_TIME = Duration.ofMinutes(3);
    private static final Duration ALL_RETRIES = Duration.ofSeconds(7);
    private static final String KEY = "webhook-key";

    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(
            MockServer.builder().manualClock().taskDuration(TASK_TIME).webhookKey(KEY));

    private final CallbackReceiver receiver;
    private TestClient caller = new TestClient("");

    CallbackTest() throws IOException {
        receiver = new CallbackReceiver();
    }

    @BeforeEach
    void call(MockServer mock) {
        caller = new TestClient(mock);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void tellsOfSuccessWhenTheTaskEnds(MockServer mock) {
        String id = create();
        mock.advance(TASK_TIME.minusMillis(1));
        assertThat(receiver.deliveries).isEmpty();

        mock.advance(Duration.ofMillis(1));

        assertThat(receiver.deliveries).singleElement().satisfies(delivery -> {
            assertThat(delivery.method()).isEqualTo("POST");
            assertThat(delivery.path()).isEqualTo("/callback");
            assertThat(delivery.headers().getFirst("Content-Type")).isEqualTo("application/json");
            assertThat(delivery.body().path("code").asInt()).isEqualTo(200);
            assertThat(delivery.body().path("msg").asString()).isEqualTo("Modify record generated successfully.");
            assertThat(delivery.body().at("/data/taskId").asString()).isEqualTo(id);
            assertThat(delivery.body().at("/data/promptJson"))
                    .isEqualTo(caller.look(id).data().path("paramJson"));
            assertThat(delivery.body().at("/data/resultUrls"))
                    .isEqualTo(caller.look(id).data().at("/response/resultUrls"));
        });
        mock.advance(Duration.ofDays(1));
        assertThat(receiver.deliveries).hasSize(1);
        assertThat(flag(id)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-failed", "generate-failed"})
    void tellsOfFailureWithoutResults(String outcome) {
        String id = create("Prefer", "outcome=" + outcome);

        MOCK.server().advance(TASK_TIME);

        assertThat(receiver.deliveries).singleElement().satisfies(delivery -> {
            assertThat(delivery.body().path("code").asInt()).isEqualTo(500);
            assertThat(delivery.body().path("msg").asString()).isEqualTo("Modify record generation failed.");
            assertThat(delivery.body().at("/data/taskId").asString()).isEqualTo(id);
            assertThat(delivery.body().path("data").has("resultUrls")).isFalse();
        });
    }

    @Test
    void findsTheFinalStateAlreadyThere(MockServer mock) {
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        receiver.answers(delivery -> {
            seen.complete(flag(delivery.body().at("/data/taskId").asString()));
            return 200;
        });
        create();

        mock.advance(TASK_TIME);

        assertThat(seen).isCompletedWithValue(1);
    }

    @Test
    void isNotSentWithoutAUrl(MockServer mock) {
        caller.createdId(TestClient.LAWFUL);

        mock.advance(TASK_TIME.plus(ALL_RETRIES));

        assertThat(receiver.deliveries).isEmpty();
        assertThat(mock.callbackAttempts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 307, 400, 401, 404, 407, 500, 503})
    void isTriedThreeTimesMoreUnlessAnsweredWith200(int status) {
        receiver.answers(delivery -> status);
        String id = create();

        MockServer mock = MOCK.server();
        mock.advance(TASK_TIME);
        assertThat(receiver.deliveries).hasSize(1);
        mock.advance(Duration.ofMillis(999));
        assertThat(receiver.deliveries).hasSize(1);
        mock.advance(Duration.ofMillis(1));
        assertThat(receiver.deliveries).hasSize(2);
        mock.advance(Duration.ofMillis(1999));
        assertThat(receiver.deliveries).hasSize(2);
        mock.advance(Duration.ofMillis(1));
        assertThat(receiver.deliveries).hasSize(3);
        mock.advance(Duration.ofMillis(3999));
        assertThat(receiver.deliveries).hasSize(3);
        assertThat(flag(id)).isEqualTo(1);
        mock.advance(Duration.ofMillis(1));

        assertThat(receiver.deliveries).hasSize(4);
        assertThat(receiver.deliveries)
                .extracting(CallbackReceiver.Delivery::path)
                .containsOnly("/callback");
        assertThat(receiver.deliveries)
                .extracting(CallbackReceiver.Delivery::body)
                .containsOnly(receiver.deliveries.get(0).body());
        assertThat(flag(id)).isEqualTo(4);
        assertThat(caller.look(id).data().at("/response/resultUrls/0").asString())
                .contains(id);
        assertThat(mock.callbackAttempts()).extracting(CallbackAttempt::status).containsOnly(status);
        assertThat(mock.callbackAttempts()).extracting(CallbackAttempt::attempt).containsExactly(1, 2, 3, 4);
        mock.advance(Duration.ofDays(1));
        assertThat(receiver.deliveries).hasSize(4);
    }

    @Test
    void isDoneOnceTaken(MockServer mock) {
        receiver.answers(delivery -> receiver.deliveries.size() < 3 ? 500 : 200);
        String id = create();

        mock.advance(TASK_TIME.plus(ALL_RETRIES));

        assertThat(mock.callbackAttempts())
                .extracting(CallbackAttempt::delivered)
                .containsExactly(false, false, true);
        assertThat(flag(id)).isEqualTo(1);
    }

    @Test
    void leavesAFailedTaskFailedWhenItCannotBeDelivered(MockServer mock) {
        receiver.answers(delivery -> 500);
        String id = create("Prefer", "outcome=generate-failed");

        mock.advance(TASK_TIME.plus(ALL_RETRIES));

        assertThat(receiver.deliveries).hasSize(4);
        assertThat(flag(id)).isEqualTo(3);
    }

    @Test
    void isGivenUpWhenNobodyListens(MockServer mock) throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String id = caller.createdId(TestClient.lawful("http://127.0.0.1:" + free + "/"));

        mock.advance(TASK_TIME.plus(ALL_RETRIES));

        assertThat(flag(id)).isEqualTo(4);
        assertThat(mock.callbackAttempts()).hasSize(4).allSatisfy(delivery -> {
            assertThat(delivery.status()).isNull();
            assertThat(delivery.failure()).contains("ConnectException");
        });
    }

    @Test
    void isGivenUpOnWhoeverDoesNotAnswerInTime(MockServer mock) throws Exception {
        caller.admin("PUT", "/settings", "{\"callbackTimeout\":\"50ms\"}");
        try (ServerSocket mute = new ServerSocket(0)) {
            String id = caller.createdId(TestClient.lawful("http://127.0.0.1:" + mute.getLocalPort() + "/"));

            mock.advance(TASK_TIME.plus(ALL_RETRIES));

            assertThat(flag(id)).isEqualTo(4);
            assertThat(mock.callbackAttempts())
                    .hasSize(4)
                    .allSatisfy(delivery -> assertThat(delivery.failure()).contains("Timeout"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\\nContent-Encoding: gzip\\nContent-Length: 4\\n\\nabcd', 200,",
        "'', , EOFException: the connection was closed before a response",
        "'hello\\n\\n', , org.eclipse.jetty.client.HttpResponseException: HTTP protocol violation: bad response"
    })
    void isRecordedWithItsAnswerHoweverOdd(String answer, Integer status, String failure) throws Exception {
        try (ServerSocket odd = new ServerSocket(0)) {
            caller.createdId(TestClient.lawful("http://127.0.0.1:" + odd.getLocalPort() + "/"));
            CompletableFuture<Void> advanced =
                    CompletableFuture.runAsync(() -> MOCK.server().advance(TASK_TIME));
            try (Socket socket = odd.accept()) {
                int unused = socket.getInputStream().read(new byte[16 << 10]);
                socket.getOutputStream().write(answer.replace("\\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            advanced.join();
        }

        assertThat(MOCK.server().callbackAttempts()).singleElement().satisfies(delivery -> {
            assertThat(delivery.status()).isEqualTo(status);
            assertThat(delivery.failure()).isEqualTo(failure);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a_b/", "http://127.0.0.1:99999/", "https://127.0.0.1:1/", "http://0.0.0.0.0:1/"})
    void isGivenUpWhereItCannotGo(String url) {
        String id = caller.createdId(TestClient.lawful(url));

        MOCK.server().advance(TASK_TIME.plus(ALL_RETRIES));

        assertThat(flag(id)).isEqualTo(4);
    }

    @Test
    void isSignedAfreshEachTime(MockServer mock) throws Exception {
        receiver.answers(delivery -> 500);
        String id = create();

        mock.advance(TASK_TIME.plus(ALL_RETRIES));

        for (CallbackReceiver.Delivery delivery : receiver.deliveries) {
            assertThat(delivery.headers().getFirst("X-Webhook-Signature"))
                    .isEqualTo(signature(KEY, id + "." + timestamp(delivery)));
        }
        long first = Long.parseLong(timestamp(receiver.deliveries.get(0)));
        assertThat(receiver.deliveries.stream().map(delivery -> Long.parseLong(timestamp(delivery)) - first))
                .containsExactly(0L, 1L, 3L, 7L);
        assertThat(first).isEqualTo(mock.callbackAttempts().get(0).at().getEpochSecond());
    }

    @Test
    void isNotSignedWithoutAKey(MockServer mock) {
        caller.admin("PUT", "/settings", "{\"webhookKey\":null}");
        create();

        mock.advance(TASK_TIME);

        assertThat(receiver.deliveries)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.headers())
                        .doesNotContainKeys("X-webhook-timestamp", "X-webhook-signature"));
    }

    @Test
    void mayBeUnsigned(MockServer mock) {
        create("Prefer", "callback=unsigned");

        mock.advance(TASK_TIME);

        assertThat(receiver.deliveries)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.headers())
                        .doesNotContainKeys("X-webhook-timestamp", "X-webhook-signature"));
    }

    @Test
    void mayBeWronglySigned(MockServer mock) throws Exception {
        String id = create("Prefer", "callback=bad-signature");

        mock.advance(TASK_TIME);

        CallbackReceiver.Delivery delivery = receiver.deliveries.get(0);
        assertThat(delivery.headers().getFirst("X-Webhook-Signature"))
                .matches("[A-Za-z0-9+/]{43}=")
                .isNotEqualTo(signature(KEY, id + "." + timestamp(delivery)));
    }

    @Test
    void mayBeStale(MockServer mock) throws Exception {
        String id = create("Prefer", "callback=expired-signature");

        mock.advance(TASK_TIME);

        CallbackReceiver.Delivery delivery = receiver.deliveries.get(0);
        assertThat(delivery.headers().getFirst("X-Webhook-Signature"))
                .isEqualTo(signature(KEY, id + "." + timestamp(delivery)));
        assertThat(mock.callbackAttempts().get(0).at().getEpochSecond() - Long.parseLong(timestamp(delivery)))
                .isEqualTo(3600);
    }

    @Test
    void mayBeDropped(MockServer mock) {
        String id = create("Prefer", "callback=drop");

        mock.advance(TASK_TIME.plus(ALL_RETRIES));

        assertThat(receiver.deliveries).isEmpty();
        assertThat(flag(id)).isEqualTo(1);
    }

    @Test
    void mayBeDuplicated(MockServer mock) {
        create("Prefer", "callback=duplicate");

        mock.advance(TASK_TIME);

        assertThat(receiver.deliveries).hasSize(2);
        assertThat(receiver.deliveries.get(1).body())
                .isEqualTo(receiver.deliveries.get(0).body());
    }

    @Test
    void mayContradictItself(MockServer mock) {
        String id = create("Prefer", "callback=contradictory");

        mock.advance(TASK_TIME);

        assertThat(receiver.deliveries)
                .extracting(delivery -> delivery.body().path("code").asInt())
                .containsExactly(200, 500);
        assertThat(flag(id)).isEqualTo(1);
    }

    @Test
    void isForgottenAtAResetEvenOnItsWay(MockServer mock) {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch reset = new CountDownLatch(1);
        receiver.answers(delivery -> {
            arrived.countDown();
            await(reset);
            return 500;
        });
        create();
        CompletableFuture<Void> advanced = CompletableFuture.runAsync(() -> mock.advance(TASK_TIME));
        await(arrived);

        mock.reset();
        reset.countDown();
        advanced.join();
        mock.advance(ALL_RETRIES);

        assertThat(receiver.deliveries).hasSize(1);
        assertThat(mock.callbackAttempts()).isEmpty();
    }

    @Test
    void isRememberedByTheBeginningOfALongBody(MockServer mock) {
        caller.createdId(TestClient.lawful(receiver.url()).replace("At night", "\u2602".repeat(100_000)));

        mock.advance(TASK_TIME);

        assertThat(mock.callbackAttempts())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.body())
                        .hasSizeLessThanOrEqualTo(16 << 10)
                        .startsWith("{\"code\":200,"));
        assertThat(caller.ask("/callback-attempts").path("count").asInt()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void arrivesInTheOrderInWhichTasksEnd(MockServer mock) {
        String slow = create("Prefer", "task-duration=30s");
        String quick = create("Prefer", "task-duration=10s");
        String middle = create("Prefer", "task-duration=20s");

        mock.advance(TASK_TIME);

        assertThat(receiver.deliveries)
                .extracting(delivery -> delivery.body().at("/data/taskId").asString())
                .isEqualTo(List.of(quick, middle, slow));
    }

    private String create(String... headers) {
        return caller.createdId(TestClient.lawful(receiver.url()), headers);
    }

    private int flag(String id) {
        return caller.look(id).data().path("successFlag").asInt();
    }

    private static String timestamp(CallbackReceiver.Delivery delivery) {
        return delivery.headers().getFirst("X-Webhook-Timestamp");
    }

    private static String signature(String key, String message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    }
}
