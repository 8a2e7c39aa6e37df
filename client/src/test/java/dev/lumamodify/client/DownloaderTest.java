package dev.lumamodify.client;

import static dev.lumamodify.client.FaultyServer.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import dev.lumamodify.client.model.TaskStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloaderTest {
    private static final String VIDEO = "0123456789".repeat(100_000);
    private static final DownloadOptions DEFAULTS = DownloadOptions.defaults();

    @TempDir
    private Path folder;

    private final FakeScheduler time = new FakeScheduler();

    private static MockResponse.Builder file(String content) {
        return new MockResponse.Builder().addHeader("ETag", "\"v1\"").body(content);
    }

    private static MockResponse broken() {
        return file(VIDEO).onResponseBody(new SocketEffect.CloseSocket()).build();
    }

    private static MockResponse rest(String range, String content) {
        return new MockResponse.Builder()
                .code(206)
                .addHeader("Content-Range", range)
                .body(content)
                .build();
    }

    private static TaskRecord task(String... urls) {
        return new TaskRecord(
                TASK, "{}", 1, 2L, TaskStatus.SUCCESS, new TaskResults(TASK, List.of(), List.of(urls)), null, null);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String range(FaultyServer server, int request) {
        return Objects.requireNonNull(server.requests.get(request).getHeaders().get("Range"));
    }

    /** Sends the part that was asked for, whatever it is. */
    private static MockResponse restOf(mockwebserver3.RecordedRequest request) {
        String range = request.getHeaders().get("Range");
        if (range == null) {
            return broken();
        }
        int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        return rest("bytes " + from + "-999999/1000000", VIDEO.substring(from));
    }

    @Test
    void resultsArriveWholeAndWithoutTheKey() throws IOException {
        try (FaultyServer server = new FaultyServer(
                        file("one").build(), file("two").build(), file("three").build());
                LumaModify luma = server.client(time).build()) {
            List<Path> files = luma.download(
                    task(server.url() + "/a/video.mp4?sig=x", server.url() + "/b/video.mp4", server.url() + "/"),
                    folder);
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("video.mp4", "2-video.mp4", TASK);
            assertThat(files.get(0)).hasContent("one");
            assertThat(files.get(1)).hasContent("two");
            assertThat(files.get(2)).hasContent("three");
            assertThat(left()).hasSize(3);
            assertThat(server.requests)
                    .hasSize(3)
                    .allMatch(request -> request.getHeaders().get("Authorization") == null);
        }
    }

    @Test
    void oneResultMayBeGivenItsFile() throws IOException {
        Path target = folder.resolve("mine.mp4");
        try (FaultyServer server = new FaultyServer(file("one").build());
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.download(task(server.url() + "/x"), target)).containsExactly(target);
            assertThat(target).hasContent("one");
            assertThatThrownBy(() -> luma.download(task("https://x/1", "https://x/2"), folder.resolve("none")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aTaskWithoutResultsIsRefused() {
        try (FaultyServer server = new FaultyServer(file("x").build());
                LumaModify luma = server.client(time).build()) {
            TaskRecord none = new TaskRecord(TASK, "{}", 1, null, TaskStatus.GENERATING, null, null, null);
            assertThatThrownBy(() -> luma.download(none, folder)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> luma.download(task(), folder)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> luma.download(task("ftp://x/y"), folder)).isInstanceOf(DownloadException.class);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void anExistingFileIsRefusedUnlessToldOtherwise() throws IOException {
        Path target = Files.writeString(folder.resolve("video.mp4"), "precious");
        try (FaultyServer server = new FaultyServer(file("new").build());
                LumaModify luma = server.client(time).build()) {
            TaskRecord task = task(server.url() + "/video.mp4");
            assertThatThrownBy(() -> luma.download(task, folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("exists");
            assertThat(target).hasContent("precious");
            assertThat(server.requests).isEmpty();
            luma.download(task, folder, DEFAULTS.withOverwrite());
            assertThat(target).hasContent("new");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aBreakIsResumed() throws IOException {
        List<Long> arrived = new ArrayList<>();
        try (FaultyServer server = new FaultyServer(DownloaderTest::restOf);
                LumaModify luma = server.client(time).build()) {
            Path file = luma.download(
                            task(server.url() + "/v.mp4"), folder, DEFAULTS.withProgress((url, bytes, total) -> {
                                assertThat(total).isEqualTo(VIDEO.length());
                                arrived.add(bytes);
                            }))
                    .get(0);
            assertThat(file).hasContent(VIDEO);
            assertThat(left()).containsExactly("v.mp4");
            assertThat(server.requests).hasSize(2);
            assertThat(range(server, 1)).isNotEqualTo("bytes=0-");
            assertThat(server.requests.get(1).getHeaders().get("If-Range")).isEqualTo("\"v1\"");
            assertThat(server.requests)
                    .allMatch(r -> "identity".equals(r.getHeaders().get("Accept-Encoding")));
            assertThat(arrived).isSorted().endsWith((long) VIDEO.length());
            assertThat(time.sleeps).hasSize(1);
        }
    }

    @Test
    void aHostThatCannotResumeStartsAgain() throws IOException {
        try (FaultyServer server = new FaultyServer(broken(), file("changed").build());
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("changed");
            assertThat(server.requests).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 7-999999/1000000", "nonsense", "bytes 7-8/*"})
    void anotherRangeThanAskedForIsNotUsed(String range) throws IOException {
        try (FaultyServer server = new FaultyServer(
                        broken(), rest(range, "wrong"), file("right").build());
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("right");
            assertThat(server.requests).hasSize(3);
            assertThat(server.requests.get(2).getHeaders().get("Range")).isNull();
        }
    }

    @Test
    void aFileThatChangesIsFetchedAgain() throws IOException {
        try (FaultyServer server = new FaultyServer(request -> {
                    String range = request.getHeaders().get("Range");
                    return range == null ? broken() : rest("bytes " + range.substring(6) + "999/1000", "x");
                });
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class);
            assertThat(server.requests).hasSize(4);
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void aFileThatChangesWithoutChangingItsLengthIsFetchedAgain() throws IOException {
        AtomicInteger whole = new AtomicInteger();
        try (FaultyServer server = new FaultyServer(request -> {
                    MockResponse rest = restOf(request);
                    return rest.getCode() == 206
                            ? rest.newBuilder().addHeader("ETag", "\"v2\"").build()
                            : whole.getAndIncrement() == 0
                                    ? rest
                                    : file("right").build();
                });
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("right");
            assertThat(server.requests).hasSize(3);
            assertThat(server.requests.get(2).getHeaders().get("Range")).isNull();
        }
    }

    @Test
    void bytesThatWereNotCountedAreNotKept() throws IOException {
        try (FaultyServer server = new FaultyServer(DownloaderTest::restOf)) {
            server.whenAsked = () -> {
                try {
                    // As a disk does that becomes full in the middle of a piece.
                    for (String part : left()) {
                        Files.writeString(folder.resolve(part), "piece", StandardOpenOption.APPEND);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
            try (LumaModify luma = server.client(time).build()) {
                assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                        .hasContent(VIDEO);
                assertThat(server.requests).hasSize(2);
            }
        }
    }

    @Test
    void passingTroubleDoesNotThrowAwayWhatHasArrived() throws IOException {
        AtomicInteger rests = new AtomicInteger();
        try (FaultyServer server = new FaultyServer(request -> {
                    MockResponse rest = restOf(request);
                    return rest.getCode() == 206 && rests.getAndIncrement() == 0
                            ? new MockResponse.Builder().code(503).build()
                            : rest;
                });
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent(VIDEO);
            assertThat(server.requests).hasSize(3);
            assertThat(range(server, 2)).isEqualTo(range(server, 1));
        }
    }

    @Test
    void anEncodingThatWasNotAskedForIsRefused() throws IOException {
        try (FaultyServer server = new FaultyServer(
                        file("x").addHeader("Content-Encoding", "gzip").build());
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("gzip");
            assertThat(server.requests).hasSize(1);
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void aLongFileNameIsNoTrouble() {
        Path target = folder.resolve("v".repeat(251) + ".mp4");
        try (FaultyServer server = new FaultyServer(file("x").build());
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), target)).containsExactly(target);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void theUsersInterceptorsDoNotBringTheKeyToTheFileHost() {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(keyed(chain.request())))
                .addNetworkInterceptor(chain -> chain.proceed(keyed(chain.request())))
                .authenticator((route, response) -> response.priorResponse() == null ? keyed(response.request()) : null)
                .build();
        try (FaultyServer server = new FaultyServer(
                        new MockResponse.Builder().code(401).build(), file("x").build());
                LumaModify luma = server.client().callFactory(http).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("x");
            assertThat(server.requests)
                    .hasSize(2)
                    .allMatch(request -> request.getHeaders().get("Authorization") == null);
        }
    }

    private static Request keyed(Request request) {
        return request.newBuilder()
                .header("Authorization", "Bearer " + FaultyServer.KEY)
                .build();
    }

    @Test
    void successesBringTheBudgetOfRepeatsBack() {
        AtomicBoolean outage = new AtomicBoolean(true);
        AtomicInteger breaks = new AtomicInteger(1);
        try (FaultyServer server = new FaultyServer(request -> outage.get()
                        ? FaultyServer.answer(503, "")
                        : request.getTarget().endsWith("/broken") && breaks.getAndDecrement() > 0
                                ? broken()
                                : file("x").build());
                LumaModify luma = server.client(time).build()) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> luma.getTask(TASK)).isInstanceOf(ApiException.class);
            }
            outage.set(false);
            server.requests.clear();
            for (int i = 0; i < 11; i++) {
                luma.download(task(server.url() + "/v"), folder, DEFAULTS.withOverwrite());
            }
            luma.download(task(server.url() + "/broken"), folder);
            assertThat(server.requests).hasSize(13);
        }
    }

    @Test
    void aHostNeedNotRepeatTheLength() throws IOException {
        try (FaultyServer server = new FaultyServer(request -> {
                    MockResponse rest = restOf(request);
                    String range = rest.getHeaders().get("Content-Range");
                    return range == null
                            ? rest
                            : rest.newBuilder()
                                    .setHeader("Content-Range", range.replace("/1000000", "/*"))
                                    .build();
                });
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent(VIDEO);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void manyResultsMayHaveOneName() {
        try (FaultyServer server = new FaultyServer(file("x").build());
                LumaModify luma = server.client(time).build()) {
            String url = server.url() + "/v.mp4";
            assertThat(luma.download(task(url, url, url), folder))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("v.mp4", "2-v.mp4", "3-v.mp4");
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void aFileThatAppearsMeanwhileIsNotReplaced() throws IOException {
        Path target = folder.resolve("v.mp4");
        try (FaultyServer server = new FaultyServer(file("new").build())) {
            server.whenAsked = () -> {
                try {
                    Files.writeString(target, "precious");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
            try (LumaModify luma = server.client(time).build()) {
                assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                        .isInstanceOf(DownloadException.class)
                        .hasMessageContaining("exists");
                assertThat(target).hasContent("precious");
                assertThat(left()).containsExactly("v.mp4");
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @Test
    void nothingOfAFileThatSaysItIsTooLargeIsRead() {
        try (FaultyServer server = new FaultyServer(file("12345").build());
                LumaModify luma = server.client(time).build()) {
            DownloadOptions small = DEFAULTS.withLargest(4).withProgress((url, bytes, total) -> {
                throw new AssertionError("was read");
            });
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder, small))
                    .isInstanceOf(DownloadException.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aHostThatBecomesPrivateIsNotConnectedTo() {
        AtomicInteger asked = new AtomicInteger();
        OkHttpClient http = new OkHttpClient.Builder()
                .dns(host -> List.of(InetAddress.getByAddress(
                        asked.getAndIncrement() == 0 ? new byte[] {(byte) 203, 0, 113, 7} : new byte[] {127, 0, 0, 1})))
                .build();
        try (FaultyServer server = new FaultyServer(request ->
                        moved("http://rebound.test:" + request.getUrl().port() + "/secret"));
                LumaModify luma = server.client()
                        .callFactory(http)
                        .scheduler(time, () -> 0)
                        .build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("private address");
            assertThat(asked).hasValue(2);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aRedirectGivesItsConnectionBack() {
        OkHttpClient http = new OkHttpClient();
        try (FaultyServer server =
                        new FaultyServer(moved("/elsewhere"), file("x").build());
                LumaModify luma = server.client().callFactory(http).build()) {
            luma.download(task(server.url() + "/v.mp4"), folder, DEFAULTS.withPrivateRedirects());
            assertThat(http.connectionPool().connectionCount()).isEqualTo(1);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aHostThatAlwaysBreaksIsGivenUp() throws IOException {
        try (FaultyServer server = new FaultyServer(broken());
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining(TASK);
            assertThat(server.requests).hasSize(4);
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void anInterruptEndsTheRepeats() throws IOException {
        time.interruptSleep();
        try (FaultyServer server = new FaultyServer(broken());
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests).hasSize(1);
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void anInterruptWhileConnectingIsNoExceptionThatNobodyDeclared() throws IOException {
        try (FaultyServer server = new FaultyServer(file("x").build());
                LumaModify luma = server.client().scheduler(time, () -> 0).build()) {
            Thread.currentThread().interrupt();
            assertThat(catchThrowable(() -> luma.download(task(server.url() + "/v.mp4"), folder)))
                    .isInstanceOf(DownloadException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(left()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 204})
    void aPlainNoIsNotRepeated(int status) {
        try (FaultyServer server =
                        new FaultyServer(new MockResponse.Builder().code(status).build());
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("HTTP " + status);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void passingTroubleIsRepeated() {
        try (FaultyServer server = new FaultyServer(
                        new MockResponse.Builder().code(502).build(), file("x").build());
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("x");
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        MockResponse declared = file("12345").build();
        MockResponse undeclared = new MockResponse.Builder()
                .chunkedBody(new Buffer().writeUtf8("12345"), 2)
                .build();
        for (MockResponse answer : List.of(declared, undeclared)) {
            try (FaultyServer server = new FaultyServer(answer);
                    LumaModify luma = server.client(time).build()) {
                TaskRecord task = task(server.url() + "/v.mp4");
                assertThatThrownBy(() -> luma.download(task, folder, DEFAULTS.withLargest(4)))
                        .isInstanceOf(DownloadException.class)
                        .hasMessageContaining("larger than 4 bytes");
                assertThat(left()).isEmpty();
                assertThat(server.requests).hasSize(1);
                assertThat(luma.download(task, folder, DEFAULTS.withLargest(5)).get(0))
                        .hasContent("12345");
                Files.delete(folder.resolve("v.mp4"));
            }
        }
        assertThatThrownBy(() -> DEFAULTS.withLargest(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "2130706433",
                "[::1]",
                "[fc00::1]",
                "[fe80::1]",
                "[::ffff:10.0.0.1]"
            })
    void noRedirectLeadsIntoAPrivateNetwork(String host) {
        try (FaultyServer server = new FaultyServer(moved("http://" + host + ":1/secret"));
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("private address");
            assertThat(server.requests).hasSize(1);
        }
    }

    private static MockResponse moved(String to) {
        return new MockResponse.Builder().code(302).addHeader("Location", to).build();
    }

    @Test
    void aPrivateRedirectMayBeAllowed() {
        try (FaultyServer server =
                        new FaultyServer(moved("/elsewhere"), file("x").build());
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder, DEFAULTS.withPrivateRedirects())
                            .get(0))
                    .hasContent("x");
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void publicRedirectsAreFollowedABit() {
        try (FaultyServer server =
                new FaultyServer(moved("http://203.0.113.7/next"), file("x").build())) {
            OkHttpClient proxied = new OkHttpClient.Builder()
                    .proxy(server.start().server.getProxyAddress())
                    .build();
            try (LumaModify luma = server.client()
                    .callFactory(proxied)
                    .scheduler(time, () -> 0)
                    .build()) {
                assertThat(luma.download(task("http://203.0.113.8/v.mp4"), folder)
                                .get(0))
                        .hasContent("x");
                assertThat(server.requests).hasSize(2);
                assertThat(server.requests.get(1).getHeaders().get("Host")).isEqualTo("203.0.113.7");
            }
        }
    }

    @Test
    void theNameOfAProxyMayBePrivate() {
        try (FaultyServer server = new FaultyServer(
                moved("http://203.0.113.7/next"), file("x").build(), moved("http://inside.test/secret"))) {
            OkHttpClient proxied = new OkHttpClient.Builder()
                    .proxy(new Proxy(
                            Proxy.Type.HTTP,
                            InetSocketAddress.createUnresolved(
                                    "localhost", server.start().server.getPort())))
                    .dns(host -> host.equals("inside.test")
                            ? List.of(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}))
                            : Dns.SYSTEM.lookup(host))
                    .build();
            try (LumaModify luma = server.client()
                    .callFactory(proxied)
                    .scheduler(time, () -> 0)
                    .build()) {
                assertThat(luma.download(task("http://203.0.113.8/v.mp4"), folder)
                                .get(0))
                        .hasContent("x");
                assertThatThrownBy(() -> luma.download(task("http://203.0.113.8/w.mp4"), folder))
                        .isInstanceOf(DownloadException.class)
                        .hasMessageContaining("private address");
                assertThat(server.requests).hasSize(3);
            }
        }
    }

    @Test
    void redirectsEnd() {
        try (FaultyServer server = new FaultyServer(moved("/again"));
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(
                            () -> luma.download(task(server.url() + "/v.mp4"), folder, DEFAULTS.withPrivateRedirects()))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("redirect");
            assertThat(server.requests).hasSize(6);
        }
    }

    @Test
    void noRedirectLeadsFromHttpsToHttp() {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(301)
                        .message("")
                        .header("Location", "http://203.0.113.7/v.mp4")
                        .build())
                .build();
        try (LumaModify luma = LumaModify.builder()
                .apiKey(FaultyServer.KEY)
                .callFactory(http)
                .scheduler(time, () -> 0)
                .build()) {
            assertThatThrownBy(() -> luma.download(task("https://203.0.113.8/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("less safe");
            assertThat(time.sleeps).isEmpty();
        }
    }

    @Test
    void anotherCallFactoryIsKeptOutOfPrivateNetworksToo() {
        OkHttpClient http = new OkHttpClient.Builder().followRedirects(false).build();
        try (FaultyServer server = new FaultyServer(
                        moved("http://localhost:1/secret"), file("x").build());
                LumaModify luma = server.client()
                        .callFactory(new AtMostOnceTest.Hidden(http))
                        .scheduler(time, () -> 0)
                        .build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("private address");
            assertThat(server.requests).hasSize(1);
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("x");
        }
    }

    @Test
    void aRedirectWithoutATargetIsRefused() {
        try (FaultyServer server =
                        new FaultyServer(new MockResponse.Builder().code(302).build());
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("redirect");
            assertThat(server.requests).hasSize(1);
        }
    }
}
