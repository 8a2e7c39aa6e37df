package dev.lumamodify.client;

import static dev.lumamodify.client.ResultFiles.VIDEO;
import static dev.lumamodify.client.ResultFiles.file;
import static dev.lumamodify.client.ResultFiles.fileNames;
import static dev.lumamodify.client.ResultFiles.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses of a file host that must not become a wrong file. */
class DownloadValidationTest {
    private static final DownloadOptions DEFAULTS = DownloadOptions.defaults();

    @TempDir
    private Path folder;

    private final FakeScheduler time = new FakeScheduler();

    private static MockResponse.Builder interrupted() {
        return new MockResponse.Builder().body(VIDEO).onResponseBody(new SocketEffect.CloseSocket());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            "v1"   | -                             | -                             | "v1"
            "v1"   | Wed, 13 Aug 2025 09:00:00 GMT | Wed, 13 Aug 2025 09:00:00 GMT | "v1"
            -      | Wed, 13 Aug 2025 09:00:00 GMT | Wed, 13 Aug 2025 09:01:00 GMT | Wed, 13 Aug 2025 09:00:00 GMT
            W/"v1" | Wed, 13 Aug 2025 09:00:00 GMT | Thu, 14 Aug 2025 09:00:00 GMT | Wed, 13 Aug 2025 09:00:00 GMT
            -      | Wednesday, 13-Aug-25 09:00:00 GMT | Thu, 14 Aug 2025 09:00:00 GMT | Wed, 13 Aug 2025 09:00:00 GMT
            """)
    void strongValidatorResumesTheDownload(String etag, String modified, String date, String ifRange) {
        assertResumed(etag, modified, date, ifRange);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -      | -                             | -
            W/"v1" | -                             | -
            v1     | -                             | Wed, 13 Aug 2025 09:00:00 GMT
            "v     | -                             | Wed, 13 Aug 2025 09:00:00 GMT
            "\u00fc" | -                          | Wed, 13 Aug 2025 09:00:00 GMT
            -      | Wed, 13 Aug 2025 09:00:00 GMT | -
            -      | Wed, 13 Aug 2025 09:00:00 GMT | Wed, 13 Aug 2025 09:00:59 GMT
            -      | Wed, 13 Aug 2025 09:00:00 GMT | Wed, 13 Aug 2025 09:00:00 GMT
            W/"v1" | Thu, 14 Aug 2025 09:00:00 GMT | Wed, 13 Aug 2025 09:00:00 GMT
            -      | yesterday                     | Wed, 13 Aug 2025 09:00:00 GMT
            """)
    void downloadWithoutStrongValidatorRestarts(String etag, String modified, String date) {
        assertResumed(etag, modified, date, null);
    }

    private void assertResumed(
            @Nullable String etag, @Nullable String modified, @Nullable String date, @Nullable String ifRange) {
        MockResponse.Builder first = interrupted();
        if (etag != null) {
            first.addHeaderLenient("ETag", etag);
        }
        if (modified != null) {
            first.addHeader("Last-Modified", modified);
        }
        if (date != null) {
            first.addHeader("Date", date);
        }
        try (ScriptedServer server =
                        new ScriptedServer(request -> request.getHeaders().get("Range") == null && ifRange == null
                                ? second(first)
                                : ResultFiles.requestedPart(request).getCode() == 206
                                        ? ResultFiles.requestedPart(request)
                                        : first.build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent(VIDEO);
            assertThat(server.requests).hasSize(2);
            assertThat(server.requests.get(1).getHeaders().get("If-Range")).isEqualTo(ifRange);
            if (ifRange == null) {
                assertThat(server.requests.get(1).getHeaders().get("Range")).isNull();
            }
        }
    }

    private int requests;

    private MockResponse second(MockResponse.Builder first) {
        return requests++ == 0 ? first.build() : file(VIDEO).build();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Length | -5
            Content-Length | -9223372036854775808
            Content-Length | x
            Content-Length | 99999999999999999999
            Content-Encoding | \u00fc
            Content-Type | \u00fc
            Content-Type | ;
            Location | http://\u00fc:x/
            """)
    void oddHeaderThrowsDownloadException(String name, String value) throws IOException {
        for (int status : new int[] {200, 206, 302, 404, 503}) {
            MockResponse odd = new MockResponse.Builder()
                    .code(status)
                    .removeHeader("Content-Length")
                    .addHeaderLenient(name, value)
                    .onResponseEnd(new SocketEffect.CloseSocket())
                    .build();
            try (ScriptedServer server = new ScriptedServer(odd);
                    LumaModify luma = server.clientBuilder(time).build()) {
                assertThatThrownBy(() -> luma.download(
                                task(server.url() + "/v.mp4"), folder, DEFAULTS.followPrivateRedirects(true)))
                        .as("HTTP %d", status)
                        .isInstanceOf(DownloadException.class);
                assertThat(fileNames(folder)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/html; charset=utf-8",
                "TEXT/HTML",
                "text/plain",
                "application/json",
                "application/xml",
                "image/png",
                "audio/mpeg"
            })
    void otherContentThanAVideoIsRejectedUnlessAllowed(String type) throws IOException {
        MockResponse page = new MockResponse.Builder()
                .addHeader("Content-Type", type)
                .body("<html>Expired</html>")
                .build();
        try (ScriptedServer server = new ScriptedServer(page);
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("no video");
            assertThat(server.requests).hasSize(1);
            assertThat(fileNames(folder)).isEmpty();
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder, DEFAULTS.allowNonVideo(true))
                            .get(0))
                    .hasContent("<html>Expired</html>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "video/mp4",
                "Video/QuickTime",
                "video/mp4; codecs=\"avc1\"",
                "application/octet-stream",
                "binary/octet-stream",
                "application/mp4"
            })
    void videoIsAccepted(String type) {
        MockResponse video = new MockResponse.Builder()
                .addHeader("Content-Type", type)
                .body("x")
                .build();
        try (ScriptedServer server = new ScriptedServer(video);
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("x");
        }
    }

    @Test
    void emptyFileIsRejectedUnlessAllowed() throws IOException {
        MockResponse undeclared = new MockResponse.Builder().chunkedBody("", 1).build();
        for (MockResponse empty : List.of(file("").build(), undeclared)) {
            try (ScriptedServer server = new ScriptedServer(empty);
                    LumaModify luma = server.clientBuilder(time).build()) {
                assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                        .isInstanceOf(DownloadException.class)
                        .hasMessageContaining("empty");
                assertThat(server.requests).hasSize(1);
                assertThat(fileNames(folder)).isEmpty();
                Path file = luma.download(task(server.url() + "/v.mp4"), folder, DEFAULTS.allowNonVideo(true))
                        .get(0);
                assertThat(file).isEmptyFile();
                Files.delete(file);
            }
        }
    }

    @Test
    void oneOfSixteenConcurrentDownloadsCreatesTheFile() throws Exception {
        int downloads = 16;
        CyclicBarrier together = new CyclicBarrier(downloads);
        ExecutorService threads = Executors.newFixedThreadPool(downloads);
        try (ScriptedServer server =
                        new ScriptedServer(request -> file(request.getTarget()).build());
                LumaModify luma = server.clientBuilder().build()) {
            List<CompletableFuture<String>> created = new ArrayList<>();
            for (int i = 0; i < downloads; i++) {
                String path = "/" + i;
                DownloadOptions options = DEFAULTS.withProgressListener((url, bytes, total) -> {
                    try {
                        together.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                created.add(CompletableFuture.supplyAsync(
                        () -> {
                            luma.download(task(server.url() + path), folder.resolve("v.mp4"), options);
                            return path;
                        },
                        threads));
            }
            List<String> winners = new ArrayList<>();
            for (CompletableFuture<String> download : created) {
                try {
                    winners.add(download.join());
                } catch (CompletionException e) {
                    assertThat(e.getCause())
                            .isInstanceOf(DownloadException.class)
                            .hasMessageContaining("exists");
                }
            }
            assertThat(winners).hasSize(1);
            assertThat(folder.resolve("v.mp4")).hasContent(winners.get(0));
            assertThat(fileNames(folder)).containsExactly("v.mp4");
        } finally {
            threads.shutdownNow();
        }
    }
}
