package dev.lumamodify.mock.internal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.TestClient;
import dev.lumamodify.mock.internal.spec.Json;
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
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Timeout(120)
final class EventBroadcasterTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final MockServer mock = MockServer.builder().manualClock().start();
    private final TestClient caller = new TestClient(mock);

    @AfterEach
    void stop() {
        mock.close();
    }

    @Test
    void tellsWhatHappensInOrder() throws Exception {
        try (Listener listener = new Listener()) {
            JsonNode state = listener.next("state");
            assertThat(state.at("/clock/mode").asString()).isEqualTo("manual");
            assertThat(state.at("/account/credits").asLong()).isEqualTo(1_000_000);

            String id = caller.createdId(TestClient.lawful(mock.url() + "/callback/204"));
            assertThat(listener.next("task").at("/state").asString()).isEqualTo("generating");
            assertThat(listener.next("request").at("/taskId").asString()).isEqualTo(id);
            assertThat(listener.next("state").at("/accounts/0/credits").asLong())
                    .isEqualTo(999_999);

            mock.advance(Duration.ofSeconds(3));
            assertThat(listener.next("task").at("/state").asString()).isEqualTo("succeeded");
            JsonNode delivery = listener.next("callback-attempt");
            assertThat(delivery.path("status").asInt()).isEqualTo(204);
            assertThat(delivery.path("delivered").asBoolean()).isFalse();

            mock.reset();
            listener.next("resync");
        }
    }

    @Test
    void endsWithTheServer() throws Exception {
        try (Listener listener = new Listener()) {
            listener.next("state");
            mock.close();
            assertThat(listener.ended()).isTrue();
        }
    }

    @Test
    void isNotForOtherOrigins() throws Exception {
        HttpRequest foreign = HttpRequest.newBuilder(URI.create(mock.url() + "/__mock/events"))
                .header("Origin", "https://example.com")
                .build();

        assertThat(HTTP.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void isSaidToBeAStream() {
        TestClient.Reply reply = caller.admin("GET", "/events", "");

        assertThat(reply.status()).isEqualTo(406);
        assertThat(reply.body().path("error").asString()).isEqualTo("Accept must be text/event-stream");
    }

    @Test
    void nothingIsMadeForNobody() {
        try (EventBroadcaster events = new EventBroadcaster(JsonNodeFactory.instance::nullNode)) {
            events.publish("task", () -> {
                throw new AssertionError("Nobody listens");
            });
        }
    }

    private final class Listener implements AutoCloseable {
        private final Stream<String> stream;
        private final Iterator<String> lines;
        private final Map<String, Queue<JsonNode>> kept = new HashMap<>();

        Listener() throws IOException, InterruptedException {
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

        /** Waits for what comes next of this type; what comes of others before it is kept. */
        JsonNode next(String type) throws Exception {
            while (kept.computeIfAbsent(type, unseen -> new ArrayDeque<>()).isEmpty()) {
                String line = lines.next();
                if (line.startsWith("event: ")) {
                    byte[] data = lines.next().substring("data: ".length()).getBytes(StandardCharsets.UTF_8);
                    Queue<JsonNode> queue = kept.computeIfAbsent(line.substring(7), unseen -> new ArrayDeque<>());
                    Json.parse(data).forEach(queue::add);
                }
            }
            return kept.get(type).remove();
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
