package dev.lumamodify.mock.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.TestClient;
import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.spec.VideoRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoValidatorTest {
    private static final VideoRules RULES = new VideoRules(List.of("mp4", "mov", "avi"), 524_288_000, 10);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch testEnded = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RemoteFiles remoteFiles = new RemoteFiles(url -> true);
    private final VideoValidator validator = validator(remoteFiles, TIMEOUT);
    private HttpServer server;

    private static VideoValidator validator(RemoteFiles remoteFiles, Duration timeout) {
        return new VideoValidator(remoteFiles, url -> null, timeout);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        testEnded.countDown();
        remoteFiles.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"result.mp4", "four-seconds.mov", "four-and-a-half-seconds.avi", "ten-seconds.mp4"})
    void acceptsValidVideos(String name) throws IOException {
        serve(exchange -> respond(exchange, resource(name)));

        assertThat(violation()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten-and-a-half-seconds.mp4", "ten-and-a-half-seconds.avi"})
    void rejectsLongVideosWithTheirDuration(String name) throws IOException {
        serve(exchange -> respond(exchange, resource(name)));

        assertThat(violation()).contains("must last at most 10.0 seconds, but lasts 10.5");
    }

    @Test
    void rejectsOtherFormatsByName() throws IOException {
        serve(exchange -> respond(exchange, resource("one-second.webm")));

        assertThat(violation().orElseThrow())
                .startsWith("must be mp4 or mov or avi, but is of type ")
                .doesNotContain("null", "sent as");
    }

    @Test
    void rejectsAWebPage() throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            respond(
                    exchange,
                    "<!doctype html><title>Sign in to see this video</title>".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(violation().orElseThrow()).endsWith("but is of type Unknown, sent as text/html");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void rejectsAFileOfAFewBytes(int size) throws IOException {
        serve(exchange -> respond(exchange, new byte[size]));

        assertThat(violation().orElseThrow()).startsWith("must be");
    }

    @Test
    void rejectsLargeFilesByTheirResponseHeaders() throws IOException {
        serve(sparseVideo(524_288_001, true));

        assertThat(violation()).contains("must have at most 524288000 bytes, but has 524288001");
        assertThat(requests).hasValue(1);
    }

    @Test
    void readsTheIndexOfALargeVideoWithoutItsFrames() throws IOException {
        serve(sparseVideo(524_288_000, true));

        assertThat(violation()).isEmpty();
        assertThat(requests).hasValueLessThan(5);
        assertThat(sentBytes).hasValueLessThan(8_000_000);
    }

    @Test
    void stopsReadingALargeVideoFromAServerWithoutRanges() throws IOException {
        serve(sparseVideo(524_288_000, false));

        assertThat(violation().orElseThrow()).endsWith("its first 4 MiB are not enough to identify it");
        assertThat(sentBytes).hasValueLessThan(32_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 401, 403, 404, 410, 500, 503})
    void reportsTheHttpErrorOfTheVideoServer(int status) throws IOException {
        serve(exchange -> exchange.sendResponseHeaders(status, -1));

        assertThat(violation().orElseThrow()).endsWith("its server responded with HTTP " + status);
    }

    @Test
    void followsRedirects() throws IOException {
        serve(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/video")) {
                redirect(exchange, "/elsewhere?x=1");
            } else {
                respond(exchange, resource("four-seconds.mov"));
            }
        });

        assertThat(violation()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/video.mp4", "file:///etc/passwd", "data:video/mp4;base64,AAAA"})
    void rejectsRedirectsToOtherSchemes(String location) throws IOException {
        serve(exchange -> redirect(exchange, location));

        assertThat(violation().orElseThrow()).endsWith("it redirects to a URL that is neither http nor https");
    }

    @Test
    void stopsAfter16Requests() throws IOException {
        serve(exchange -> redirect(exchange, "/video"));

        assertThat(violation().orElseThrow()).endsWith("it needs more than 16 requests");
        assertThat(requests).hasValue(16);
    }

    @Test
    void rejectsRedirectsToHostsThatAreNotAllowed() throws IOException {
        serve(exchange ->
                redirect(exchange, "http://localhost:" + server.getAddress().getPort() + "/video"));
        try (RemoteFiles files = new RemoteFiles(url -> url.startsWith("http://127.0.0.1:"))) {
            VideoValidator restricted = validator(files, TIMEOUT);
            assertThat(restricted.violation(url(), RULES).orElseThrow())
                    .endsWith("localhost is not one of the allowed callback hosts");
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void timesOutWithoutAResponse() throws IOException {
        serve(exchange -> await(testEnded));
        try (RemoteFiles files = new RemoteFiles(url -> true)) {
            VideoValidator quick = validator(files, Duration.ofMillis(100));
            assertThat(quick.violation(url(), RULES).orElseThrow()).endsWith("it took longer than 100 ms");
        }
    }

    @Test
    void timesOutInTheMiddleOfABody() throws IOException {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write(head());
            exchange.getResponseBody().flush();
            await(testEnded);
        });
        try (RemoteFiles files = new RemoteFiles(url -> true)) {
            VideoValidator quick = validator(files, Duration.ofMillis(500));
            assertThat(quick.violation(url(), RULES).orElseThrow()).endsWith("it took longer than 500 ms");
        }
    }

    @Test
    void reportsAConnectionThatIsClosedEarly() throws IOException {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write(head());
        });

        assertThat(violation().orElseThrow()).endsWith("its server closed the connection too early");
    }

    @Test
    void reportsAServerThatCannotBeReached() {
        String url = url();
        server.stop(0);

        assertThat(validator.violation(url, RULES).orElseThrow())
                .contains("must be a video that can be downloaded and read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"result.mp4", "four-and-a-half-seconds.avi"})
    void rejectsTruncatedFiles(String name) throws IOException {
        byte[] whole = resource(name);
        serve(exchange -> respond(exchange, Arrays.copyOf(whole, 40)));

        assertThat(violation().orElseThrow()).startsWith("must be a video that can be downloaded and read, but ");
    }

    @Test
    void rejectsADeeplyNestedIndex() throws IOException {
        ByteBuffer deep = ByteBuffer.allocate(2_000_000).put(head());
        while (deep.remaining() >= 8) {
            deep.putInt(deep.remaining()).put("moov".getBytes(StandardCharsets.US_ASCII));
        }
        serve(exchange -> respond(exchange, deep.array()));

        assertThat(violation().orElseThrow()).startsWith("must be a video that can be downloaded and read, but ");
    }

    @Test
    void serverValidatesVideosOnlyIfTheOptionIsSet() throws IOException {
        serve(exchange -> respond(exchange, resource("ten-and-a-half-seconds.mp4")));
        String create = "{\"prompt\":\"At night\",\"videoUrl\":\"" + url() + "\"}";
        try (MockServer validating = MockServer.builder().validateVideos().start();
                MockServer notValidating = MockServer.start()) {
            TestClient.Response rejected = new TestClient(validating).create(create);
            assertThat(rejected.code()).isEqualTo(422);
            assertThat(rejected.msg()).isEqualTo("videoUrl must last at most 10.0 seconds, but lasts 10.5");
            assertThat(requests).hasPositiveValue();

            requests.set(0);
            assertThat(new TestClient(notValidating).create(create).code()).isEqualTo(200);
            assertThat(requests).hasValue(0);
        }
    }

    @Test
    void documentDefinesTheVideoRules() {
        Operation.Body body = Objects.requireNonNull(
                BundledDocument.get().operation("generate").body());

        assertThat(body.videos()).isEqualTo(Map.of("videoUrl", RULES));
    }

    private Optional<String> violation() {
        return validator.violation(url(), RULES);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/video";
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void serve(Handler handler) {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private void respond(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        sentBytes.addAndGet(body.length);
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns a handler for a video of the given size, in bytes, whose frames are zeros. */
    private Handler sparseVideo(long size, boolean ranges) throws IOException {
        byte[] whole = resource("ten-seconds.mp4");
        int index = indexOfMoov(whole);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(head());
        long frames = size - head.size() - (whole.length - index);
        head.write(ByteBuffer.allocate(8)
                .putInt((int) frames)
                .put("mdat".getBytes(StandardCharsets.US_ASCII))
                .array());
        long tail = size - (whole.length - index);
        return exchange -> {
            String range = ranges ? exchange.getRequestHeaders().getFirst("Range") : null;
            long from = range == null ? 0 : Long.parseLong(range.replaceAll("\\D", ""));
            if (range != null) {
                exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, size - from);
            byte[] chunk = new byte[16_384];
            for (long at = from; at < size; at += chunk.length) {
                int length = (int) Math.min(chunk.length, size - at);
                for (int i = 0; i < length; i++) {
                    long where = at + i;
                    chunk[i] = where < head.size()
                            ? head.toByteArray()[(int) where]
                            : where < tail ? 0 : whole[(int) (where - tail) + index];
                }
                exchange.getResponseBody().write(chunk, 0, length);
                sentBytes.addAndGet(length);
            }
        };
    }

    /** Returns the first box of an MP4 file, which identifies the format. */
    private static byte[] head() throws IOException {
        byte[] whole = resource("ten-seconds.mp4");
        return Arrays.copyOf(whole, ByteBuffer.wrap(whole).getInt());
    }

    private static int indexOfMoov(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("moov") - 4;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = VideoValidatorTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
