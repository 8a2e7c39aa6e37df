package dev.lumamodify.client;

import static dev.lumamodify.client.ResultFiles.VIDEO;
import static dev.lumamodify.client.ResultFiles.file;
import static dev.lumamodify.client.ResultFiles.fileNames;
import static dev.lumamodify.client.ResultFiles.interrupted;
import static dev.lumamodify.client.ResultFiles.partial;
import static dev.lumamodify.client.ResultFiles.task;
import static dev.lumamodify.client.ScriptedServer.CONNECTION_CLOSED;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads of results whose URL has expired. */
class ExpiredLinkTest {
    private static final String LINK_PATH = "/api/v1/common/download-url";

    private final FakeScheduler time = new FakeScheduler();

    @TempDir
    private Path folder;

    /** Creates a server of files and links. A file with a signature is the same file through a new link. */
    private static ScriptedServer server(
            Function<RecordedRequest, MockResponse> old,
            Function<ScriptedServer, MockResponse> link,
            MockResponse fresh) {
        ScriptedServer[] server = new ScriptedServer[1];
        server[0] = new ScriptedServer((RecordedRequest request) -> {
            String path = Objects.requireNonNull(request.getTarget());
            return path.equals(LINK_PATH)
                    ? link.apply(server[0])
                    : path.contains("signature") ? fresh : old.apply(request);
        });
        return server[0];
    }

    private static MockResponse link(ScriptedServer server) {
        return response(200, "{\"code\":200,\"msg\":\"success\",\"data\":\"" + server.url() + "/v.mp4?signature=x\"}");
    }

    private static MockResponse status(int status) {
        return new MockResponse.Builder().code(status).build();
    }

    private static List<String> targets(ScriptedServer server) {
        return server.requests.stream().map(RecordedRequest::getTarget).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    void expiredUrlIsReplacedByANewLink(int status) {
        List<String> progress = new ArrayList<>();
        try (ScriptedServer server = server(
                        request -> status(status),
                        ExpiredLinkTest::link,
                        file("x").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            String url = server.url() + "/v.mp4";
            List<Path> files = luma.download(
                    task(url),
                    folder,
                    DownloadOptions.defaults().withProgressListener((result, bytes, total) -> progress.add(result)));

            assertThat(files.get(0)).hasFileName("v.mp4").hasContent("x");
            assertThat(targets(server)).containsExactly("/v.mp4", LINK_PATH, "/v.mp4?signature=x");
            assertThat(Objects.requireNonNull(server.requests.get(1).getBody()).utf8())
                    .isEqualTo("{\"url\":\"" + url + "\"}");
            assertThat(server.requests.get(2).getHeaders().get("Authorization")).isNull();
            assertThat(progress).containsOnly(url);
        }
    }

    @Test
    void downloadContinuesThroughTheNewLink() {
        MockResponse rest = partial("bytes 600000-999999/1000000", VIDEO.substring(600_000));
        List<Integer> requests = new ArrayList<>();
        try (ScriptedServer server = server(
                        request -> {
                            requests.add(1);
                            return requests.size() == 1
                                    ? file(VIDEO.substring(0, 600_000))
                                            .setHeader("Content-Length", "1000000")
                                            .onResponseEnd(new mockwebserver3.SocketEffect.CloseSocket())
                                            .build()
                                    : status(403);
                        },
                        ExpiredLinkTest::link,
                        rest);
                LumaModify luma = server.clientBuilder(time).build()) {
            Path file = luma.download(task(server.url() + "/v.mp4"), folder).get(0);

            assertThat(file).hasContent(VIDEO);
            assertThat(ResultFiles.rangeHeader(server, 3)).isEqualTo("bytes=600000-");
        }
    }

    static Stream<Arguments> failedLinks() {
        return Stream.of(
                Arguments.of(response(200, envelope(422)), ApiException.class),
                Arguments.of(response(404, ""), ApiException.class),
                Arguments.of(
                        response(200, "{\"code\":200,\"msg\":\"\",\"data\":\"x\"}"), InvalidResponseException.class),
                Arguments.of(CONNECTION_CLOSED, TransportException.class));
    }

    @ParameterizedTest
    @MethodSource("failedLinks")
    void originalFailureIsThrownIfThereIsNoLink(MockResponse link, Class<?> type) throws IOException {
        try (ScriptedServer server =
                        server(request -> status(403), unused -> link, file("x").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            DownloadException e = catchThrowableOfType(
                    DownloadException.class, () -> luma.download(task(server.url() + "/v.mp4"), folder));

            assertThat(e).hasMessageContaining("the file host responded with HTTP 403");
            assertThat(Objects.requireNonNull(e.getCause()).getSuppressed())
                    .singleElement()
                    .isInstanceOf(type);
            assertThat(fileNames(folder)).isEmpty();
        }
    }

    @Test
    void onlyOneLinkIsRequestedForEachResult() {
        try (ScriptedServer server = server(request -> status(404), ExpiredLinkTest::link, status(404));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(catchThrowableOfType(
                            DownloadException.class, () -> luma.download(task(server.url() + "/v.mp4"), folder)))
                    .hasMessageContaining("HTTP 404");
            assertThat(targets(server)).containsExactly("/v.mp4", LINK_PATH, "/v.mp4?signature=x");
        }
    }

    @Test
    void noLinkIsRequestedForOtherFailures() {
        try (ScriptedServer server = server(
                        request -> interrupted(),
                        ExpiredLinkTest::link,
                        file("x").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(catchThrowableOfType(
                            DownloadException.class, () -> luma.download(task(server.url() + "/v.mp4"), folder)))
                    .isNotNull();
            assertThat(targets(server)).doesNotContain(LINK_PATH);
        }
    }
}
