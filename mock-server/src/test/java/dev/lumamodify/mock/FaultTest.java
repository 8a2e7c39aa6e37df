package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FaultTest {
    @RegisterExtension
    static final MockServerExtension MOCK =
            new MockServerExtension(MockServer.builder().manualClock());

    private Caller caller = new Caller("");

    @BeforeEach
    void call(MockServer mock) {
        caller = new Caller(mock);
    }

    @Test
    void resetsTheConnectionAfterTheWorkIsDone() throws IOException {
        try (Raw raw = create("fault=reset")) {
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(raw::readAll)
                    .withMessageContaining("reset");
        }
        assertThat(caller.ask("/tasks")).hasSize(1);
    }

    @Test
    void stallsUntilTheServerStops() throws IOException {
        try (MockServer mock = MockServer.start();
                Raw raw = new Raw(mock)) {
            raw.write(Raw.create("Prefer: fault=stall", Caller.LAWFUL));
            assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(mock::close);
            assertThat(raw.readAll()).isEmpty();
            stopped.join();
        }
    }

    @Test
    void sendsGarbage() throws IOException {
        try (Raw raw = create("fault=garbage")) {
            String answer = raw.end().readAll();

            assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Type: application/json");
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                    .hasSize(length(answer))
                    .matches("[\\x80-\\xbf]+");
        }
    }

    @Test
    void truncatesTheBody() throws IOException {
        try (Raw raw = create("fault=truncate")) {
            String answer = raw.readAll();

            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertThat(body).startsWith("{\"code\":200").hasSize(length(answer) / 2);
        }
    }

    @Test
    void sendsAPage() throws IOException {
        try (Raw raw = create("fault=html, status=502")) {
            String answer = raw.end().readAll();

            assertThat(answer).startsWith("HTTP/1.1 502 ").contains("Content-Type: text/html", "<h1>");
        }
        assertThat(caller.ask("/tasks")).isEmpty();
    }

    @Test
    void sendsTheSecondHalfOfABodyLater(MockServer mock) throws IOException {
        try (Raw raw = create("fault=slow-body")) {
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
        CompletableFuture<Caller.Reply> reply =
                CompletableFuture.supplyAsync(() -> caller.create(Caller.LAWFUL, "Prefer", "delay=2s"));
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
                Raw deaf = new Raw(mock, 4096)) {
            Caller own = new Caller(mock);
            String id = own.createdId(Caller.LAWFUL.replace("At night", "\\\"".repeat(2_000_000)));
            deaf.write("GET " + Caller.RECORD_INFO + "?taskId=" + id
                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer test\r\nPrefer: delay=1ms\r\n\r\n");
            mock.awaitRequests("recordInfo", 1, Duration.ofMinutes(1));

            assertThat(own.create(Caller.LAWFUL, "Prefer", "delay=100ms").code())
                    .isEqualTo(200);
        }
    }

    @Test
    @Timeout(20)
    void answersWhatIsLateWhenTheServerIsReset(MockServer mock) {
        CompletableFuture<Caller.Reply> reply =
                CompletableFuture.supplyAsync(() -> caller.create(Caller.LAWFUL, "Prefer", "delay=1h"));
        assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);

        mock.reset();

        assertThat(reply.join().code()).isEqualTo(200);
    }

    @Test
    void answersWhatIsLateWhenTheServerStops() {
        CompletableFuture<Caller.Reply> reply;
        try (MockServer mock = MockServer.builder().manualClock().start()) {
            reply = CompletableFuture.supplyAsync(() -> new Caller(mock).create(Caller.LAWFUL, "Prefer", "delay=1h"));
            assertThat(mock.awaitRequests("generate", 1, Duration.ofMinutes(1))).hasSize(1);
        }
        assertThat(reply.join().code()).isEqualTo(200);
    }

    @Test
    void survivesThemAll(MockServer mock) throws IOException {
        for (String fault : List.of("reset", "garbage", "truncate", "html")) {
            try (Raw raw = create("fault=" + fault)) {
                raw.end();
            }
        }

        assertThat(mock.awaitRequests("generate", 4, Duration.ofMinutes(1))).hasSize(4);
        assertThat(caller.create(Caller.LAWFUL).code()).isEqualTo(200);
    }

    private static Raw create(String prefer) throws IOException {
        return new Raw(MOCK.server()).write(Raw.create("Prefer: " + prefer, Caller.LAWFUL));
    }

    private static int length(String answer) {
        return Integer.parseInt(answer.replaceFirst("(?s).*Content-Length: (\\d+)\r\n.*", "$1"));
    }
}
