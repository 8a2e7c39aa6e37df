package dev.lumamodify.client;

import static dev.lumamodify.client.ResultFiles.file;
import static dev.lumamodify.client.ResultFiles.fileNames;
import static dev.lumamodify.client.ResultFiles.task;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
    private static final DownloadOptions DEFAULTS = DownloadOptions.defaults();

    @TempDir
    private Path folder;

    private final FakeScheduler time = new FakeScheduler();

    @Test
    void resultsAreDownloadedWithoutTheApiKey() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                        file("one").build(), file("two").build(), file("three").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            List<Path> files = luma.download(
                    task(server.url() + "/a/video.mp4?sig=x", server.url() + "/b/video.mp4", server.url() + "/"),
                    folder);
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("video.mp4", "2-video.mp4", TASK_ID);
            assertThat(files.get(0)).hasContent("one");
            assertThat(files.get(1)).hasContent("two");
            assertThat(files.get(2)).hasContent("three");
            assertThat(fileNames(folder)).hasSize(3);
            assertThat(server.requests)
                    .hasSize(3)
                    .allMatch(request -> request.getHeaders().get("Authorization") == null);
        }
    }

    @Test
    void targetOfOneResultCanBeAFile() throws IOException {
        Path target = folder.resolve("mine.mp4");
        try (ScriptedServer server = new ScriptedServer(file("one").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/x"), target)).containsExactly(target);
            assertThat(target).hasContent("one");
            assertThatThrownBy(() -> luma.download(task("https://x/1", "https://x/2"), folder.resolve("none")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void taskWithoutResultsIsRejected() {
        try (ScriptedServer server = new ScriptedServer(file("x").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            TaskRecord none = new TaskRecord(TASK_ID, "{}", 1L, null, TaskStatus.GENERATING, null, null, null);
            assertThatThrownBy(() -> luma.download(none, folder)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> luma.download(task(), folder)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> luma.download(task("ftp://x/y"), folder)).isInstanceOf(DownloadException.class);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void existingFileIsReplacedOnlyIfEnabled() throws IOException {
        Path target = Files.writeString(folder.resolve("video.mp4"), "old");
        try (ScriptedServer server = new ScriptedServer(file("new").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            TaskRecord task = task(server.url() + "/video.mp4");
            assertThatThrownBy(() -> luma.download(task, folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("exists");
            assertThat(target).hasContent("old");
            assertThat(server.requests).isEmpty();
            luma.download(task, folder, DEFAULTS.overwriteExisting(true));
            assertThat(target).hasContent("new");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void fileCreatedDuringTheDownloadIsNotReplaced() throws IOException {
        Path target = folder.resolve("v.mp4");
        try (ScriptedServer server = new ScriptedServer(file("new").build())) {
            server.onRequest = () -> {
                try {
                    Files.writeString(target, "old");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
            try (LumaModify luma = server.clientBuilder(time).build()) {
                assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                        .isInstanceOf(DownloadException.class)
                        .hasMessageContaining("exists");
                assertThat(target).hasContent("old");
                assertThat(fileNames(folder)).containsExactly("v.mp4");
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @Test
    void resultsWithEqualNamesGetDifferentFiles() {
        try (ScriptedServer server = new ScriptedServer(file("x").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            String url = server.url() + "/v.mp4";
            assertThat(luma.download(task(url, url, url), folder))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("v.mp4", "2-v.mp4", "3-v.mp4");
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void fileNameCanBeLong() {
        Path target = folder.resolve("v".repeat(251) + ".mp4");
        try (ScriptedServer server = new ScriptedServer(file("x").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), target)).containsExactly(target);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void contentEncodingIsRejected() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                        file("x").addHeader("Content-Encoding", "gzip").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("gzip");
            assertThat(server.requests).hasSize(1);
            assertThat(fileNames(folder)).isEmpty();
        }
    }

    @Test
    void tooLargeFileIsRejected() throws IOException {
        MockResponse declared = file("12345").build();
        MockResponse undeclared = new MockResponse.Builder()
                .chunkedBody(new Buffer().writeUtf8("12345"), 2)
                .build();
        for (MockResponse response : List.of(declared, undeclared)) {
            try (ScriptedServer server = new ScriptedServer(response);
                    LumaModify luma = server.clientBuilder(time).build()) {
                TaskRecord task = task(server.url() + "/v.mp4");
                assertThatThrownBy(() -> luma.download(task, folder, DEFAULTS.withMaxBytes(4)))
                        .isInstanceOf(DownloadException.class)
                        .hasMessageContaining("larger than 4 bytes");
                assertThat(fileNames(folder)).isEmpty();
                assertThat(server.requests).hasSize(1);
                assertThat(luma.download(task, folder, DEFAULTS.withMaxBytes(5)).get(0))
                        .hasContent("12345");
                Files.delete(folder.resolve("v.mp4"));
            }
        }
        assertThatThrownBy(() -> DEFAULTS.withMaxBytes(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fileDeclaredAsTooLargeIsNotRead() {
        try (ScriptedServer server = new ScriptedServer(file("12345").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            DownloadOptions fourBytes = DEFAULTS.withMaxBytes(4).withProgressListener((url, bytes, total) -> {
                throw new AssertionError("was read");
            });
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder, fourBytes))
                    .isInstanceOf(DownloadException.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void interceptorsCannotSendTheApiKeyToTheFileHost() {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(withApiKey(chain.request())))
                .addNetworkInterceptor(chain -> chain.proceed(withApiKey(chain.request())))
                .authenticator(
                        (route, response) -> response.priorResponse() == null ? withApiKey(response.request()) : null)
                .build();
        try (ScriptedServer server = new ScriptedServer(
                        new MockResponse.Builder().code(401).build(), file("x").build());
                LumaModify luma = server.clientBuilder().callFactory(http).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("x");
            assertThat(server.requests)
                    .hasSize(2)
                    .allMatch(request -> request.getHeaders().get("Authorization") == null);
        }
    }

    private static Request withApiKey(Request request) {
        return request.newBuilder()
                .header("Authorization", "Bearer " + ScriptedServer.KEY)
                .build();
    }

    @Test
    void interruptWhileConnectingThrowsADeclaredException() throws IOException {
        try (ScriptedServer server = new ScriptedServer(file("x").build());
                LumaModify luma =
                        server.clientBuilder().scheduler(time).random(() -> 0).build()) {
            Thread.currentThread().interrupt();
            assertThat(catchThrowable(() -> luma.download(task(server.url() + "/v.mp4"), folder)))
                    .isInstanceOf(DownloadException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(fileNames(folder)).isEmpty();
        }
    }
}
