package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class MockServerTest {
    @Test
    void closeReleasesThreadsAndPort() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            useAndClose(receiver);
            Set<String> before = serverThreads();
            for (int i = 0; i < 99; i++) {
                useAndClose(receiver);
            }
            assertThat(serverThreads()).isEqualTo(before);
        }
    }

    private static void useAndClose(CallbackReceiver receiver) throws IOException {
        MockServer mock =
                MockServer.builder().manualClock().taskDuration(Duration.ZERO).start();
        try (RawConnection raw = new RawConnection(mock)) {
            raw.write(RawConnection.createRequest("Connection: close", TestClient.validRequest(receiver.url())));
            assertThat(raw.readAll()).contains("taskId");
        }
        mock.advance(Duration.ZERO);
        assertThat(mock.callbackAttempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.delivered()).isTrue());
        mock.close();
        mock.close();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), URI.create(mock.url()).getPort()));
        }
    }

    private static Set<String> serverThreads() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (belongsToAServer(thread)) {
                thread.join(60_000);
            }
        }
        return Thread.getAllStackTraces().keySet().stream()
                .filter(MockServerTest::belongsToAServer)
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    private static boolean belongsToAServer(Thread thread) {
        return thread.isAlive()
                && (thread.getName().contains("Jetty")
                        || thread.getName().contains("luma-modify")
                        || thread.getName().startsWith("Scheduler")
                        || thread.getName().startsWith("qtp"));
    }

    @Test
    void severalServersRunAtTheSameTime() {
        List<MockServer> servers = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                servers.add(MockServer.start());
            }
            assertThat(servers.stream().map(MockServer::url).distinct()).hasSize(20);
            servers.forEach(mock -> assertThat(new TestClient(mock)
                            .create(TestClient.VALID_REQUEST)
                            .code())
                    .isEqualTo(200));
        } finally {
            servers.forEach(MockServer::close);
        }
    }

    @Test
    void closeWaitsForACallbackInProgress() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            receiver.respondWith(callback -> {
                arrived.countDown();
                await(proceed);
                return 200;
            });
            MockServer mock = MockServer.builder().taskDuration(Duration.ZERO).start();
            new TestClient(mock).createTask(TestClient.validRequest(receiver.url()));
            arrived.await();

            CompletableFuture<Void> closed = CompletableFuture.runAsync(mock::close);
            assertThat(closed).isNotDone();
            proceed.countDown();
            closed.join();

            assertThat(mock.callbackAttempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.delivered()).isTrue());
        }
    }

    @Test
    void closeEndsWaitingRequests() {
        CompletableFuture<JsonNode> wait;
        try (MockServer mock = MockServer.start()) {
            wait = CompletableFuture.supplyAsync(() -> new TestClient(mock).getAdmin("/requests?atLeast=1&within=1m"));
            while (mock.runtime.requests().waiterCount() == 0) {
                Thread.onSpinWait();
            }
        }
        assertThat(wait.join().path("satisfied").asBoolean()).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void runsInRealTimeByDefault() throws Exception {
        CompletableFuture<String> calledTask = new CompletableFuture<>();
        try (CallbackReceiver receiver = new CallbackReceiver();
                MockServer mock =
                        MockServer.builder().taskDuration(Duration.ofMillis(1)).start()) {
            receiver.respondWith(callback -> {
                calledTask.complete(callback.taskId());
                return 200;
            });

            String id = new TestClient(mock).createTask(TestClient.validRequest(receiver.url()));

            assertThat(calledTask.join()).isEqualTo(id);
            assertThat(new TestClient(mock).read(id).data().path("successFlag").asInt())
                    .isEqualTo(1);
            assertThatIllegalStateException().isThrownBy(() -> mock.advance(Duration.ZERO));
        }
    }

    @Test
    void listensOnLoopbackByDefault() {
        try (MockServer mock = MockServer.start()) {
            assertThat(mock.url()).matches("http://127\\.0\\.0\\.1:\\d+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]"})
    void urlHasOnePairOfBracketsAroundAnIpv6Address(String host) {
        try (MockServer mock = MockServer.builder().host(host).start()) {
            assertThat(mock.url()).matches("http://\\[::1]:\\d+");
            assertThat(new TestClient(mock).getAdmin("/health").path("url").asString())
                    .isEqualTo(mock.url());
        }
    }

    @Test
    void keepsATaskUntilItsCallbackHasEnded() {
        try (MockServer mock = MockServer.builder().manualClock().maxTasks(1).start()) {
            TestClient client = new TestClient(mock);
            String id = client.createTask(TestClient.validRequest(mock.url() + "/callback/500"));
            mock.advance(Duration.ofSeconds(3));
            assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(429);

            mock.advance(Duration.ofSeconds(7));
            assertThat(client.read(id).data().path("successFlag").asInt()).isEqualTo(4);
            for (String callback : List.of("drop", "duplicate", "contradictory")) {
                client.createTask(
                        TestClient.validRequest(mock.url() + "/callback/200"), "Prefer", "callback=" + callback);
                mock.advance(Duration.ofSeconds(3));
            }
            client.createTask(TestClient.VALID_REQUEST);
        }
    }

    @Test
    void rejectsACallbackUrlThatCanNeverBeCalled() {
        try (MockServer mock = MockServer.start()) {
            TestClient client = new TestClient(mock);

            assertThat(client.create(TestClient.validRequest("http://a..b/")).msg())
                    .startsWith("callBackUrl must have a host that is a DNS name or an IP address, and a port");
            assertThat(client.create(TestClient.validRequest("http://a:65536/")).code())
                    .isEqualTo(422);
            assertThat(mock.tasks()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void healthReportsAClockThatDoesNotRun() {
        try (MockServer mock = MockServer.start()) {
            TestClient client = new TestClient(mock);
            mock.runtime.scheduler().close();
            while (client.sendAdmin("GET", "/health", "").status() != 503) {
                Thread.onSpinWait();
            }

            assertThat(client.getAdmin("/health").path("status").asString()).isEqualTo("failed");
        }
    }

    @Test
    void startNamesAPortThatIsInUse() {
        try (MockServer mock = MockServer.start()) {
            int port = URI.create(mock.url()).getPort();

            assertThatThrownBy(() -> MockServer.builder().port(port).start())
                    .hasMessage("Cannot listen on 127.0.0.1:" + port + ": Address already in use");
        }
    }

    @Test
    void startNamesAnAddressThatIsNotAvailable() {
        assertThatThrownBy(() -> MockServer.builder().host("192.0.2.1").start())
                .hasMessage("Cannot listen on 192.0.2.1:0: Cannot assign requested address");
    }

    @Test
    void rejectsAWaitForMoreRequestsThanTheLogHolds() {
        try (MockServer mock = MockServer.start()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mock.awaitRequests("generate", 1001, Duration.ZERO))
                    .withMessageContaining("atLeast must be at most 1000");
        }
    }

    @Test
    void rejectsAnInvalidSettingByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MockServer.builder().port(70_000).start())
                .withMessageContaining("port");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MockServer.builder()
                        .taskDuration(Duration.ofSeconds(-1))
                        .start())
                .withMessageContaining("taskDuration");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MockServer.builder().credits(-1))
                .withMessageContaining("credits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MockServer.builder().rateLimit(0, Duration.ofSeconds(1)))
                .withMessageContaining("rate limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MockServer.builder().apiKey(" ").start())
                .withMessageContaining("apiKeys");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MockServer.builder().webhookKey("").start())
                .withMessageContaining("webhookKey");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MockServer.builder().timeScale(0).start())
                .withMessageContaining("timeScale");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> MockServer.builder().host("no.such.host.invalid").start())
                .withMessageContaining("host");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MockServer.builder().host("").start())
                .withMessageContaining("host");
        assertThatIllegalArgumentException().isThrownBy(() -> {
            try (MockServer mock = MockServer.builder().manualClock().start()) {
                mock.advance(Duration.ofMillis(-1));
            }
        });
    }
}
