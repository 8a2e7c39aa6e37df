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

final class InjectedFaultTest {
    @RegisterExtension
    static final MockServerExtension MOCK =
            new MockServerExtension(MockServer.builder().manualClock());

    private TestClient caller = new TestClient("");

    @BeforeEach
    void call(MockServer mock) {
        caller = new TestClient(mock);
    }

    @Test
    void resetsTheConnectionAfterTheWorkIsDone() throws IOException {
        try (RawConnection raw = create("fault=reset")) {
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(raw::readAll)
                    .withMessageContaining("reset");
        }
        assertThat(caller.ask("/tasks")).hasSize(1);
    }

    @Test
    void stallsUntilTheServerStops() throws IOException {
        try (MockServer mock = MockServer.start();
                RawConnection raw = new RawConnection(mock)) {
            raw.write(RawConnection.create("Prefer: fault=no-response", TestClient.LAWFUL));
            assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(mock::close);
            assertThat(raw.readAll()).isEmpty();
            stopped.join();
        }
    }

    @Test
    void sendsGarbage() throws IOException {
        try (RawConnection raw = create("fault=malformed")) {
            String answer = raw.end().readAll();

            assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Type: application/json");
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                    .hasSize(length(answer))
                    .matches("[\\x80-\\xbf]+");
        }
    }

    @Test
    void truncatesTheBody() throws IOException {
        try (RawConnection raw = create("fault=truncate")) {
            String answer = raw.readAll();

            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertThat(body).startsWith("{\"code\":200").hasSize(length(answer) / 2);
        }
    }

    @Test
    void sendsAPage() throws IOException {
        try (RawConnection raw = create("fault=html, status=502")) {
            String answer = raw.end().readAll();

            assertThat(answer).startsWith("HTTP/1.1 502 ").contains("Content-Type: text/html", "<h1>");
        }
        assertThat(caller.ask("/tasks")).isEmpty();
    }

    @Test
    void sendsTheSecondHalfOfABodyLater(MockServer mock) throws IOException {
        try (RawConnection raw = create("fault=slow-body")) {
            String head = raw.readUntil("\r\n\r\n");
            String first = raw.readUntil("\"succ");
            mock.advance(Duration.ofSeconds(5));
            String second = raw.readUntil("}}");

            assertThat(first).startsWith("{\"code\":200");
            assertThat(first.length() + second.length()).isEqualTo(length(head));
        }
    }

    @Test
    void answersLater(MockServer mock) {
        CompletableFuture<TestClient.Reply> reply =
                CompletableFuture.supplyAsync(() -> caller.create(TestClient.LAWFUL, "Prefer", "delay=2s"));
        assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);
        assertThat(caller.ask("/tasks")).hasSize(1);
        mock.advance(Duration.ofMillis(1999));
        assertThat(reply).isNotDone();

        mock.advance(Duration.ofMillis(1));

        assertThat(reply.join().code()).isEqualTo(200);
    }

    @Test
    @Timeout(20)
    void doesNotKeepTheClockWaitingForWhoeverDoesNotRead() throws IOException {
        try (MockServer mock = MockServer.start();
                RawConnection deaf = new RawConnection(mock, 4096)) {
            TestClient own = new TestClient(mock);
            String id = own.createdId(TestClient.LAWFUL.replace("At night", "\\\"".repeat(2_000_000)));
            deaf.write("GET " + TestClient.RECORD_INFO + "?taskId=" + id
                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer test\r\nPrefer: delay=1ms\r\n\r\n");
            mock.awaitRequests("recordInfo", 1, Duration.ofMinutes(1));

            assertThat(own.create(TestClient.LAWFUL, "Prefer", "delay=100ms").code())
                    .isEqualTo(200);
        }
    }

    @Test
    @Timeout(20)
    void answersWhatIsLateWhenTheServerIsReset(MockServer mock) {
        CompletableFuture<TestClient.Reply> reply =
                CompletableFuture.supplyAsync(() -> caller.create(TestClient.LAWFUL, "Prefer", "delay=1h"));
        assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);

        mock.reset();

        assertThat(reply.join().code()).isEqualTo(200);
    }

    @Test
    void answersWhatIsLateWhenTheServerStops() {
        CompletableFuture<TestClient.Reply> reply;
        try (MockServer mock = MockServer.builder().manualClock().start()) {
            reply = CompletableFuture.supplyAsync(
                    () -> new TestClient(mock).create(TestClient.LAWFUL, "Prefer", "delay=1h"));
            assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);
        }
        assertThat(reply.join().code()).isEqualTo(200);
    }

    @Test
    void survivesThemAll(MockServer mock) throws IOException {
        for (String fault : List.of("reset", "malformed", "truncate", "html")) {
            try (RawConnection raw = create("fault=" + fault)) {
                raw.end();
            }
        }

        assertThat(mock.awaitRequests("generate", 4, Duration.ofMinutes(1))).hasSize(4);
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
    }

    private static RawConnection create(String prefer) throws IOException {
        return new RawConnection(MOCK.server()).write(RawConnection.create("Prefer: " + prefer, TestClient.LAWFUL));
    }

    private static int length(String answer) {
        return Integer.parseInt(answer.replaceFirst("(?s).*Content-Length: (\\d+)\r\n.*", "$1"));
    }
}
