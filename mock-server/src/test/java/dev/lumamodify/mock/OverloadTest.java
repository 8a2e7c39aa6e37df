package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, or that ask for much, do not keep others waiting. Each test has more of them than the server has threads. */
@Timeout(120)
final class OverloadTest {
    /** The server has 250 threads. */
    private static final int CLIENTS = 300;

    private final List<RawConnection> connections = new ArrayList<>();

    @AfterEach
    void disconnect() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    private RawConnection connect(MockServer mock) throws IOException {
        RawConnection connection = new RawConnection(mock, 4096);
        connections.add(connection);
        return connection;
    }

    private static void assertThatOthersAreServed(MockServer mock) {
        TestClient client = new TestClient(mock);
        String id = client.createTask(TestClient.VALID_REQUEST);
        assertThat(client.read(id).code()).isEqualTo(200);
        assertThat(client.getAdmin("/health").path("status").asString()).isEqualTo("ready");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TestClient.GENERATE,
                "/__mock/queued-preferences",
                "/nowhere",
                "/callback/200",
                "/__mock/scenarios"
            })
    void halfSentBodiesKeepNobodyWaiting(String path) throws IOException {
        try (MockServer mock = MockServer.builder().noRateLimit().start()) {
            for (int i = 0; i < CLIENTS; i++) {
                connect(mock).write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
            }
            assertThatOthersAreServed(mock);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestClient.GENERATE, "/__mock/queued-preferences", "/nowhere"})
    void drippingBodyEndsAfterTheTimeout(String path) throws Exception {
        try (MockServer mock =
                        MockServer.builder().idleTimeout(Duration.ofMillis(300)).start();
                RawConnection drip = new RawConnection(mock)) {
            drip.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer x\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 4000000\r\n\r\n");
            Thread dripping = new Thread(() -> {
                try {
                    while (true) {
                        drip.write("x");
                    }
                } catch (IOException closed) {
                    return;
                }
            });
            dripping.start();
            String response = drip.readUntil("}");
            drip.endOutput();
            dripping.join();

            assertThat(response).contains("\r\nConnection: close\r\n");
            if (!path.equals("/nowhere")) {
                assertThat(response).contains("the request body must arrive within 300ms");
            }
        }
    }

    @Test
    void expectedContinueIsSent() throws IOException {
        try (MockServer mock = MockServer.start();
                RawConnection raw = new RawConnection(mock)) {
            String request = RawConnection.createRequest("Expect: 100-continue", TestClient.VALID_REQUEST);
            int body = request.indexOf("{");
            raw.write(request.substring(0, body));
            assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            raw.write(request.substring(body));
            assertThat(raw.readUntil("}}")).startsWith("HTTP/1.1 200 ").contains("taskId");
        }
    }

    @Test
    void connectionStaysOpenAfterAnUnusedBody() throws IOException {
        String read = "GET " + TestClient.RECORD_INFO
                + "?taskId=x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer x\r\n";
        try (MockServer mock = MockServer.start();
                RawConnection raw = new RawConnection(mock)) {
            for (String request : new String[] {
                "POST /nowhere HTTP/1.1\r\nHost: localhost\r\n",
                "POST " + TestClient.RECORD_INFO + " HTTP/1.1\r\nHost: localhost\r\n",
                read
            }) {
                String response = raw.write(request + "Content-Length: 100000\r\n\r\n" + "x".repeat(100_000))
                        .readUntil("}");
                assertThat(response).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
                raw.write(request + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
                assertThat(raw.readUntil("}")).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
            }
            assertThat(raw.write(RawConnection.createRequest("X: y", TestClient.VALID_REQUEST))
                            .readUntil("}}"))
                    .contains("\"code\":200");
        }
    }

    @Test
    void bodiesBeyondTheMemoryBudgetAreRejected() throws IOException {
        try (MockServer mock = MockServer.builder()
                .manualClock()
                .noRateLimit()
                .bodyBudget(1 << 20)
                .start()) {
            TestClient client = new TestClient(mock);
            String large = TestClient.VALID_REQUEST.replace("At night", "x".repeat(600_000));
            RawConnection holder = connect(mock).write(RawConnection.createRequest("Prefer: delay=1h", large));
            mock.awaitRequests("generate", 1, Duration.ofSeconds(60));

            TestClient.Response refused = client.create(large);
            assertThat(refused.code()).isEqualTo(429);
            assertThat(refused.msg()).isNotBlank().doesNotContain("RATE_LIMITED");
            assertThat(refused.http().headers().firstValue("Retry-After")).hasValue("1");
            assertThat(client.sendAdmin("POST", "/queued-preferences", large).status())
                    .isEqualTo(429);
            assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);

            mock.advance(Duration.ofHours(1));
            assertThat(holder.readUntil("}}")).contains("\"code\":200");
            assertThat(Stream.generate(() -> client.create(large).code()).anyMatch(code -> code == 200))
                    .isTrue();
        }
    }

    @Test
    void clientsThatDoNotReadOccupyNoThread() throws IOException {
        try (MockServer mock =
                MockServer.builder().noRateLimit().bodyBudget(1L << 40).start()) {
            String id = new TestClient(mock)
                    .createTask(TestClient.VALID_REQUEST.replace("At night", "x".repeat(3_800_000)));
            for (int i = 0; i < 5; i++) {
                RawConnection slow = connect(mock)
                        .write("GET " + TestClient.RECORD_INFO + "?taskId=" + id
                                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test\r\n\r\n");
                assertThat(slow.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            }
            assertThatOthersAreServed(mock);
            // A blocking write waits in a Blocker of Jetty.
            assertThat(Thread.getAllStackTraces().values())
                    .noneMatch(stack -> Stream.of(stack)
                            .anyMatch(frame -> frame.getClassName().contains("Blocker")));
            for (RawConnection slow : connections) {
                assertThat(slow.readUntil("}}")).hasSizeGreaterThan(3_800_000);
            }
        }
    }

    @Test
    void largeResponsesBeyondTheMemoryBudgetAreRejected() throws IOException {
        try (MockServer mock =
                MockServer.builder().noRateLimit().bodyBudget(6 << 20).start()) {
            TestClient client = new TestClient(mock);
            String small = client.createTask(TestClient.VALID_REQUEST);
            String large = client.createTask(TestClient.VALID_REQUEST.replace("At night", "x".repeat(3_800_000)));
            RawConnection slow = connect(mock)
                    .write("GET " + TestClient.RECORD_INFO + "?taskId=" + large
                            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test\r\n\r\n");
            assertThat(slow.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");

            TestClient.Response refused = client.read(large);
            assertThat(refused.code()).isEqualTo(429);
            assertThat(refused.http().headers().firstValue("Retry-After")).hasValue("1");
            assertThat(client.read(small).code()).isEqualTo(200);

            slow.close();
            assertThat(Stream.generate(() -> client.read(large).code()).anyMatch(code -> code == 200))
                    .isTrue();
        }
    }

    @Test
    void hangingVideoHostsKeepNobodyWaiting() throws Exception {
        MockServer mock = MockServer.builder().noRateLimit().validateVideos().start();
        try (ServerSocket hanging = new ServerSocket(0, CLIENTS, InetAddress.getLoopbackAddress())) {
            String body = TestClient.VALID_REQUEST.replace(
                    "https://example.com/a.mp4", "http://127.0.0.1:" + hanging.getLocalPort() + "/");
            for (int i = 0; i < CLIENTS; i++) {
                connect(mock).write(RawConnection.createRequest("X: y", body));
            }
            Socket accepted = hanging.accept();
            TestClient client = new TestClient(mock);
            assertThat(client.create("{}").code()).isEqualTo(422);
            assertThat(client.read("x").code()).isEqualTo(422);
            assertThat(client.getAdmin("/health").path("status").asString()).isEqualTo("ready");
            assertThat(mock.requests()).hasSize(2);
            accepted.close();
        }
        disconnect();
        mock.close();
    }

    @Test
    void waitingAdvancesKeepNobodyWaiting() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        try (CallbackReceiver receiver = new CallbackReceiver();
                MockServer mock =
                        MockServer.builder().manualClock().noRateLimit().start()) {
            receiver.respondWith(callback -> {
                arrived.countDown();
                Latches.await(proceed);
                return 200;
            });
            new TestClient(mock).createTask(TestClient.validRequest(receiver.url()));
            String advance =
                    "POST /__mock/clock/advance HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\n{\"by\":\"3s\"}";
            RawConnection first = connect(mock).write(advance);
            arrived.await();
            for (int i = 0; i < CLIENTS; i++) {
                connect(mock).write(advance);
            }
            assertThatOthersAreServed(mock);

            proceed.countDown();
            assertThat(first.readUntil("}")).contains("\"now\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"task", "request", "request after a validation"})
    void errorOfTheJvmIsReportedInTheEnvelope(String listener) {
        MockServerBuilder builder = MockServer.builder();
        try (MockServer mock = (listener.contains("validation") ? builder.validateVideos() : builder).start()) {
            if (listener.equals("task")) {
                mock.runtime.tasks().addChangeListener(task -> fail());
            } else {
                mock.runtime.requests().addListener(request -> fail());
            }
            TestClient.Response response = new TestClient(mock)
                    .create(TestClient.VALID_REQUEST.replace("https://example.com", "http://127.0.0.1:1"));

            assertThat(response.code()).isEqualTo(500);
            assertThat(response.msg()).isEqualTo("The mock server failed; see its log");
        }
    }

    private static void fail() {
        throw new StackOverflowError("test");
    }
}
