package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Measures creates, reads and health checks beside clients and receivers that keep the server busy. Prints the slowest of each. */
@Tag("soak")
@Timeout(300)
final class OverloadSoakTest {
    private static final int HALF_OPEN = 2_000;
    private static final int SLOW_READERS = 300;
    private static final int WAITS = 3_000;
    private static final int ADVANCES = 260;
    private static final int REQUESTS = 300;

    private final List<RawConnection> connections = new ArrayList<>();

    private RawConnection connect(MockServer mock) throws IOException {
        RawConnection connection = new RawConnection(mock, 4096);
        connections.add(connection);
        return connection;
    }

    @Test
    void nothingIsLostBesideSlowClients() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
                MockServer mock = MockServer.builder()
                        .manualClock()
                        .noRateLimit()
                        .callbackTimeout(Duration.ofSeconds(5))
                        .start()) {
            TestClient client = new TestClient(mock);
            measure(client, "alone");
            for (int i = 0; i < HALF_OPEN; i++) {
                String path = i % 2 == 0 ? TestClient.GENERATE : "/__mock/queued-preferences";
                connect(mock).write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
            }
            measure(client, "with half-open bodies");
            String large = client.createTask(TestClient.VALID_REQUEST.replace("At night", "x".repeat(3_800_000)));
            for (int i = 0; i < SLOW_READERS; i++) {
                connect(mock)
                        .write("GET " + TestClient.RECORD_INFO + "?taskId=" + large
                                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test\r\n\r\n");
                if (i % 10 == 9) {
                    connections.get(connections.size() - 1).readUntil("\r\n\r\n");
                }
            }
            measure(client, "with slow readers");
            for (int i = 0; i < WAITS; i++) {
                connect(mock)
                        .write("GET /__mock/requests?operation=generate&code=455&atLeast=1&within=1m"
                                + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            while (mock.runtime.requests().waiterCount() < WAITS) {
                Thread.onSpinWait();
            }
            measure(client, "with pending waits");
            List<String> ids = IntStream.range(0, 500)
                    .mapToObj(i -> client.createTask(
                            TestClient.validRequest("http://127.0.0.1:" + hanging.getLocalPort() + "/")))
                    .toList();
            for (int i = 0; i < ADVANCES; i++) {
                connect(mock)
                        .write(
                                "POST /__mock/clock/advance HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\n{\"by\":\"1s\"}");
            }
            measure(client, "with waiting advances and hanging callbacks");
            for (RawConnection connection : connections) {
                connection.close();
            }
            // Callbacks that are in flight are not part of a later advance; their retries are part of the next.
            while (!ids.stream()
                    .allMatch(id -> client.read(id).data().path("successFlag").asInt() == 4)) {
                mock.advance(Duration.ofMinutes(1));
            }
        }
    }

    private static void measure(TestClient client, String name) {
        long[] slowest = new long[3];
        for (int i = 0; i < REQUESTS; i++) {
            String[] id = new String[1];
            slowest[0] = Math.max(slowest[0], nanos(() -> id[0] = client.createTask(TestClient.VALID_REQUEST)));
            slowest[1] = Math.max(
                    slowest[1],
                    nanos(() -> assertThat(client.read(id[0]).code()).isEqualTo(200)));
            slowest[2] = Math.max(slowest[2], nanos(() -> client.getAdmin("/health")));
        }
        System.out.printf(
                "Soak: slowest of %d, %s: create %d ms, read %d ms, health %d ms%n",
                REQUESTS, name, slowest[0] / 1_000_000, slowest[1] / 1_000_000, slowest[2] / 1_000_000);
        assertThat(slowest[0]).isLessThan(1_000_000_000L);
    }

    private static long nanos(Runnable request) {
        long start = System.nanoTime();
        request.run();
        return System.nanoTime() - start;
    }
}
