package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class FaultInjectionTest {
    @RegisterExtension
    static final MockServerExtension MOCK =
            new MockServerExtension(MockServer.builder().manualClock());

    private TestClient client = new TestClient("");

    @BeforeEach
    void connect(MockServer mock) {
        client = new TestClient(mock);
    }

    @Test
    void resetsTheConnectionAfterExecutingTheRequest() throws IOException {
        try (RawConnection raw = create("fault=reset")) {
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(raw::readAll)
                    .withMessageContaining("reset");
        }
        assertThat(client.getAdmin("/tasks")).hasSize(1);
    }

    @Test
    void sendsNoResponseUntilTheServerStops() throws IOException {
        try (MockServer mock = MockServer.start();
                RawConnection raw = new RawConnection(mock)) {
            raw.write(RawConnection.createRequest("Prefer: fault=no-response", TestClient.VALID_REQUEST));
            assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(mock::close);
            assertThat(raw.readAll()).isEmpty();
            stopped.join();
        }
    }

    @Test
    void sendsAMalformedBody() throws IOException {
        try (RawConnection raw = create("fault=malformed")) {
            String response = raw.endOutput().readAll();

            assertThat(response).startsWith("HTTP/1.1 200 ").contains("Content-Type: application/json");
            assertThat(response.substring(response.indexOf("\r\n\r\n") + 4))
                    .hasSize(contentLength(response))
                    .matches("[\\x80-\\xbf]+");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    reset       | 0   | 0   | 0
                    no-response | 0   | 0   | 0
                    malformed   | 200 | 0   | 1
                    truncate    | 200 | 0   | 0.5
                    html        | 200 | 0   | 0
                    slow-body   | 200 | 200 | 1
                    """)
    void recordsWhatWasSent(String fault, int status, int code, double part, MockServer mock) throws IOException {
        try (RawConnection raw = create("fault=" + fault)) {
            raw.endOutput();
            mock.awaitRequests("generate", 1, Duration.ofMinutes(1));
        }
        JsonNode entry = client.getAdmin("/requests").at("/entries/0");

        assertThat(entry.path("fault").asString()).isEqualTo(fault);
        assertThat(entry.path("status").asInt()).isEqualTo(status);
        assertThat(entry.path("code").asInt()).isEqualTo(code);
        assertThat(entry.path("msg").asString().isEmpty()).isEqualTo(code == 0);
        assertThat(entry.path("taskId").asString()).hasSize(32);
        if (status == 0) {
            assertThat(entry.path("sentBytes").asInt()).isZero();
            assertThat(entry.path("responseBody").asString()).isEmpty();
            assertThat(entry.path("responseHeaders")).isEmpty();
        } else {
            assertThat(entry.at("/responseHeaders/Content-Type").asString())
                    .startsWith(fault.equals("html") ? "text/html" : "application/json");
        }
        if (part > 0) {
            assertThat(entry.at("/responseHeaders/Content-Length").asInt()).isEqualTo(envelopeLength());
            assertThat(entry.path("sentBytes").asInt()).isEqualTo((int) (envelopeLength() * part));
        }
    }

    /** Returns the length of a successful envelope, which is always the same. */
    private int envelopeLength() {
        client.create(TestClient.VALID_REQUEST);
        return client.getAdmin("/requests").at("/entries/1/sentBytes").asInt();
    }

    @Test
    void truncatesTheBody() throws IOException {
        try (RawConnection raw = create("fault=truncate")) {
            String response = raw.readAll();

            String body = response.substring(response.indexOf("\r\n\r\n") + 4);
            assertThat(body).startsWith("{\"code\":200").hasSize(contentLength(response) / 2);
        }
    }

    @Test
    void sendsAnHtmlPage() throws IOException {
        try (RawConnection raw = create("fault=html, status=502")) {
            String response = raw.endOutput().readAll();

            assertThat(response).startsWith("HTTP/1.1 502 ").contains("Content-Type: text/html", "<h1>");
        }
        assertThat(client.getAdmin("/tasks")).isEmpty();
    }

    @Test
    void delaysTheSecondHalfOfASlowBody(MockServer mock) throws IOException {
        try (RawConnection raw = create("fault=slow-body")) {
            String head = raw.readUntil("\r\n\r\n");
            String first = raw.readUntil("\"succ");
            mock.advance(Duration.ofSeconds(5));
            String second = raw.readUntil("}}");

            assertThat(first).startsWith("{\"code\":200");
            assertThat(first.length() + second.length()).isEqualTo(contentLength(head));
        }
    }

    @Test
    void delaysTheResponse(MockServer mock) {
        CompletableFuture<TestClient.Response> response =
                CompletableFuture.supplyAsync(() -> client.create(TestClient.VALID_REQUEST, "Prefer", "delay=2s"));
        assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);
        assertThat(client.getAdmin("/tasks")).hasSize(1);
        mock.advance(Duration.ofMillis(1999));
        assertThat(response).isNotDone();

        mock.advance(Duration.ofMillis(1));

        assertThat(response.join().code()).isEqualTo(200);
    }

    @Test
    @Timeout(20)
    void sendsDelayedResponsesWhileAnotherClientDoesNotRead() throws IOException {
        try (MockServer mock = MockServer.start();
                RawConnection notReading = new RawConnection(mock, 4096)) {
            TestClient otherClient = new TestClient(mock);
            String id = otherClient.createTask(TestClient.VALID_REQUEST.replace("At night", "\\\"".repeat(2_000_000)));
            notReading.write("GET " + TestClient.RECORD_INFO + "?taskId=" + id
                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer test\r\nPrefer: delay=1ms\r\n\r\n");
            mock.awaitRequests("recordInfo", 1, Duration.ofMinutes(1));

            assertThat(otherClient
                            .create(TestClient.VALID_REQUEST, "Prefer", "delay=100ms")
                            .code())
                    .isEqualTo(200);
        }
    }

    @Test
    @Timeout(20)
    void resetSendsDelayedResponses(MockServer mock) {
        CompletableFuture<TestClient.Response> response =
                CompletableFuture.supplyAsync(() -> client.create(TestClient.VALID_REQUEST, "Prefer", "delay=1h"));
        assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);

        mock.reset();

        assertThat(response.join().code()).isEqualTo(200);
    }

    @Test
    void closeSendsDelayedResponses() {
        CompletableFuture<TestClient.Response> response;
        try (MockServer mock = MockServer.builder().manualClock().start()) {
            response = CompletableFuture.supplyAsync(
                    () -> new TestClient(mock).create(TestClient.VALID_REQUEST, "Prefer", "delay=1h"));
            assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);
        }
        assertThat(response.join().code()).isEqualTo(200);
    }

    @Test
    void servesRequestsAfterEveryFault(MockServer mock) throws IOException {
        for (String fault : List.of("reset", "malformed", "truncate", "html")) {
            try (RawConnection raw = create("fault=" + fault)) {
                raw.endOutput();
            }
        }

        assertThat(mock.awaitRequests("generate", 4, Duration.ofMinutes(1))).hasSize(4);
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
    }

    private static RawConnection create(String prefer) throws IOException {
        return new RawConnection(MOCK.server())
                .write(RawConnection.createRequest("Prefer: " + prefer, TestClient.VALID_REQUEST));
    }

    private static int contentLength(String response) {
        return Integer.parseInt(response.replaceFirst("(?s).*Content-Length: (\\d+)\r\n.*", "$1"));
    }
}
