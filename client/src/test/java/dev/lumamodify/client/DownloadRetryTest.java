package dev.lumamodify.client;

import static dev.lumamodify.client.ResultFiles.VIDEO;
import static dev.lumamodify.client.ResultFiles.file;
import static dev.lumamodify.client.ResultFiles.fileNames;
import static dev.lumamodify.client.ResultFiles.interrupted;
import static dev.lumamodify.client.ResultFiles.partial;
import static dev.lumamodify.client.ResultFiles.rangeHeader;
import static dev.lumamodify.client.ResultFiles.requestedPart;
import static dev.lumamodify.client.ResultFiles.task;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadRetryTest {
    private static final DownloadOptions DEFAULTS = DownloadOptions.defaults();

    @TempDir
    private Path folder;

    private final FakeScheduler time = new FakeScheduler();

    @Test
    void interruptedDownloadIsResumed() throws IOException {
        List<Long> received = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer(ResultFiles::requestedPart);
                LumaModify luma = server.clientBuilder(time).build()) {
            Path file = luma.download(
                            task(server.url() + "/v.mp4"),
                            folder,
                            DEFAULTS.withProgressListener((url, bytes, total) -> {
                                assertThat(total).isEqualTo(VIDEO.length());
                                received.add(bytes);
                            }))
                    .get(0);
            assertThat(file).hasContent(VIDEO);
            assertThat(fileNames(folder)).containsExactly("v.mp4");
            assertThat(server.requests).hasSize(2);
            assertThat(rangeHeader(server, 1)).isNotEqualTo("bytes=0-");
            assertThat(server.requests.get(1).getHeaders().get("If-Range")).isEqualTo("\"v1\"");
            assertThat(server.requests)
                    .allMatch(r -> "identity".equals(r.getHeaders().get("Accept-Encoding")));
            assertThat(received).isSorted().endsWith((long) VIDEO.length());
            assertThat(time.sleeps).hasSize(1);
        }
    }

    @Test
    void hostWithoutRangesSendsTheWholeFileAgain() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer(interrupted(), file("changed").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("changed");
            assertThat(server.requests).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 7-999999/1000000", "invalid", "bytes 7-8/*"})
    void unexpectedRangeRestartsTheDownload(String range) throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                        interrupted(), partial(range, "wrong"), file("right").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("right");
            assertThat(server.requests).hasSize(3);
            assertThat(server.requests.get(2).getHeaders().get("Range")).isNull();
        }
    }

    @Test
    void changedLengthRestartsTheDownload() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> {
                    String range = request.getHeaders().get("Range");
                    return range == null ? interrupted() : partial("bytes " + range.substring(6) + "999/1000", "x");
                });
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class);
            assertThat(server.requests).hasSize(4);
            assertThat(fileNames(folder)).isEmpty();
        }
    }

    @Test
    void changedEtagRestartsTheDownload() throws IOException {
        AtomicInteger wholeFiles = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(request -> {
                    MockResponse part = requestedPart(request);
                    return part.getCode() == 206
                            ? part.newBuilder().addHeader("ETag", "\"v2\"").build()
                            : wholeFiles.getAndIncrement() == 0
                                    ? part
                                    : file("right").build();
                });
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("right");
            assertThat(server.requests).hasSize(3);
            assertThat(server.requests.get(2).getHeaders().get("Range")).isNull();
        }
    }

    @Test
    void contentRangeWithoutTotalIsAccepted() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> {
                    MockResponse part = requestedPart(request);
                    String range = part.getHeaders().get("Content-Range");
                    return range == null
                            ? part
                            : part.newBuilder()
                                    .setHeader("Content-Range", range.replace("/1000000", "/*"))
                                    .build();
                });
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent(VIDEO);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void uncountedBytesAreDiscarded() throws IOException {
        try (ScriptedServer server = new ScriptedServer(ResultFiles::requestedPart)) {
            server.onRequest = () -> {
                try {
                    // As if a write failed after a part of the bytes, for example on a full disk.
                    for (String part : fileNames(folder)) {
                        Files.writeString(folder.resolve(part), "uncounted", StandardOpenOption.APPEND);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
            try (LumaModify luma = server.clientBuilder(time).build()) {
                assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                        .hasContent(VIDEO);
                assertThat(server.requests).hasSize(2);
            }
        }
    }

    @Test
    void transientFailureKeepsTheReceivedBytes() throws IOException {
        AtomicInteger parts = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(request -> {
                    MockResponse part = requestedPart(request);
                    return part.getCode() == 206 && parts.getAndIncrement() == 0
                            ? new MockResponse.Builder().code(503).build()
                            : part;
                });
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent(VIDEO);
            assertThat(server.requests).hasSize(3);
            assertThat(rangeHeader(server, 2)).isEqualTo(rangeHeader(server, 1));
        }
    }

    @Test
    void transientErrorIsRetried() {
        try (ScriptedServer server = new ScriptedServer(
                        new MockResponse.Builder().code(502).build(), file("x").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("x");
            assertThat(server.requests).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 204})
    void permanentErrorIsNotRetried(int status) {
        try (ScriptedServer server = new ScriptedServer(
                        new MockResponse.Builder().code(status).build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("HTTP " + status);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void retriesAreLimited() throws IOException {
        try (ScriptedServer server = new ScriptedServer(interrupted());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining(TASK_ID);
            assertThat(server.requests).hasSize(4);
            assertThat(fileNames(folder)).isEmpty();
        }
    }

    @Test
    void interruptEndsTheRetries() throws IOException {
        time.interruptSleeps();
        try (ScriptedServer server = new ScriptedServer(interrupted());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests).hasSize(1);
            assertThat(fileNames(folder)).isEmpty();
        }
    }

    @Test
    void successfulDownloadsRefillTheRetryBudget() {
        AtomicBoolean outage = new AtomicBoolean(true);
        AtomicInteger interruptions = new AtomicInteger(1);
        try (ScriptedServer server = new ScriptedServer(request -> outage.get()
                        ? ScriptedServer.response(503, "")
                        : request.getTarget().endsWith("/interrupted") && interruptions.getAndDecrement() > 0
                                ? interrupted()
                                : file("x").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(ApiException.class);
            }
            outage.set(false);
            server.requests.clear();
            for (int i = 0; i < 11; i++) {
                luma.download(task(server.url() + "/v"), folder, DEFAULTS.overwriteExisting(true));
            }
            luma.download(task(server.url() + "/interrupted"), folder);
            assertThat(server.requests).hasSize(13);
        }
    }
}
