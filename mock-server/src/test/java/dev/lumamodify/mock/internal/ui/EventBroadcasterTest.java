package dev.lumamodify.mock.internal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.RawConnection;
import dev.lumamodify.mock.TestClient;
import dev.lumamodify.mock.internal.spec.Json;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Timeout(120)
final class EventBroadcasterTest {
    /** The threads of earlier tests. */
    private static final Set<Thread> EARLIER = Thread.getAllStackTraces().keySet();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final MockServer mock = MockServer.builder().manualClock().start();
    private final TestClient client = new TestClient(mock);

    @AfterEach
    void stop() {
        mock.close();
    }

    @Test
    void sendsEventsInOrder() throws Exception {
        try (EventStream stream = new EventStream()) {
            JsonNode state = stream.next("state");
            assertThat(state.at("/clock/mode").asString()).isEqualTo("manual");
            assertThat(state.at("/account/credits").asLong()).isEqualTo(1_000_000);

            String id = client.createTask(TestClient.validRequest(mock.url() + "/callback/204"));
            assertThat(stream.next("task").at("/state").asString()).isEqualTo("generating");
            assertThat(stream.next("request").at("/taskId").asString()).isEqualTo(id);
            assertThat(stream.next("state").at("/accounts/0/credits").asLong()).isEqualTo(999_999);

            mock.advance(Duration.ofSeconds(3));
            assertThat(stream.next("task").at("/state").asString()).isEqualTo("succeeded");
            JsonNode attempt = stream.next("callback-attempt");
            assertThat(attempt.path("status").asInt()).isEqualTo(204);
            assertThat(attempt.path("delivered").asBoolean()).isFalse();

            mock.reset();
            stream.next("resync");
        }
    }

    @Test
    void endsTheStreamWhenTheServerCloses() throws Exception {
        try (EventStream stream = new EventStream()) {
            stream.next("state");
            mock.close();
            assertThat(stream.ended()).isTrue();
        }
    }

    @Test
    void startsAgainAfterAFailure() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        EventBroadcaster<Integer> events = new EventBroadcaster<>(
                () -> {
                    if (reads.incrementAndGet() % 2 == 0) {
                        throw new IllegalStateException("test");
                    }
                    return 0;
                },
                JsonNodeFactory.instance::numberNode);
        Javalin server = Javalin.create(
                        config -> config.routes.get("/", context -> context.future(() -> events.subscribe(context))))
                .start(0);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port()))
                .build();
        try (events) {
            for (int i = 1; i <= 2; i++) {
                assertThat(HTTP.send(request, BodyHandlers.ofString()).body()).isEmpty();
                assertThat(reads).hasValue(2 * i);
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void oneThreadServesAllClients() throws Exception {
        List<EventStream> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            streams.add(new EventStream());
        }
        for (EventStream stream : streams) {
            stream.next("state");
        }
        assertThat(ownThreads("luma-modify-mock-events")).hasSize(1);
        client.createTask(TestClient.VALID_REQUEST);
        for (EventStream stream : streams) {
            assertThat(stream.next("task").at("/state").asString()).isEqualTo("generating");
        }
        mock.close();
        for (Thread thread : ownThreads("luma-modify-mock", "JettyServerThreadPool", "Javalin")) {
            // Threads end soon after they were stopped.
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        streams.forEach(EventStream::close);
    }

    private static List<Thread> ownThreads(String... names) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !EARLIER.contains(thread))
                .filter(thread -> Arrays.stream(names).anyMatch(thread.getName()::contains))
                .toList();
    }

    @Test
    void clientThatDoesNotReadIsResynchronized() throws Exception {
        try (RawConnection slow = new RawConnection(mock);
                EventStream reading = new EventStream()) {
            slow.write("GET /__mock/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
            assertThat(slow.readUntil("\r\n\r\n")).contains("text/event-stream");
            String large = TestClient.VALID_REQUEST.replace("At night", "x".repeat(1 << 20));
            for (int i = 0; i < 15; i++) {
                client.createTask(large);
                reading.next("task");
            }
            assertThat(slow.readUntil("event: resync\n")).isNotEmpty();
        }
    }

    @Test
    void rejectsAForeignOrigin() throws Exception {
        HttpRequest foreign = HttpRequest.newBuilder(URI.create(mock.url() + "/__mock/events"))
                .header("Origin", "https://example.com")
                .build();

        assertThat(HTTP.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void requiresTheMediaTypeOfAnEventStream() {
        TestClient.Response response = client.sendAdmin("GET", "/events", "");

        assertThat(response.status()).isEqualTo(406);
        assertThat(response.body().path("error").asString()).isEqualTo("Accept must be text/event-stream");
    }

    @Test
    void createsNoEventWithoutAConnectedClient() {
        try (EventBroadcaster<Integer> events =
                new EventBroadcaster<>(() -> 0, state -> JsonNodeFactory.instance.nullNode())) {
            events.publish("task", () -> {
                throw new AssertionError("The event was created");
            });
        }
    }

    private final class EventStream implements AutoCloseable {
        private final Stream<String> stream;
        private final Iterator<String> lines;
        private final Map<String, Queue<JsonNode>> buffered = new HashMap<>();

        EventStream() throws IOException, InterruptedException {
            HttpResponse<Stream<String>> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(mock.url() + "/__mock/events"))
                            .header("Accept", "text/event-stream")
                            .build(),
                    BodyHandlers.ofLines());
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            stream = response.body();
            lines = stream.iterator();
        }

        /** Waits for the next event of a type. Keeps events of other types for later calls. */
        JsonNode next(String type) throws Exception {
            while (buffered.computeIfAbsent(type, key -> new ArrayDeque<>()).isEmpty()) {
                String line = lines.next();
                if (line.startsWith("event: ")) {
                    byte[] data = lines.next().substring("data: ".length()).getBytes(StandardCharsets.UTF_8);
                    Queue<JsonNode> queue = buffered.computeIfAbsent(line.substring(7), key -> new ArrayDeque<>());
                    Json.parse(data).forEach(queue::add);
                }
            }
            return buffered.get(type).remove();
        }

        boolean ended() {
            try {
                while (lines.hasNext()) {
                    assertThat(lines.next()).doesNotContain("\tat ");
                }
            } catch (UncheckedIOException e) {
                return true;
            }
            return true;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
