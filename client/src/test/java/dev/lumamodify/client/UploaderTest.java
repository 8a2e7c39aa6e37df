package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CONNECTION_CLOSED;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static dev.lumamodify.client.UploadFixtures.STORED;
import static dev.lumamodify.client.UploadFixtures.UPLOADED_AT;
import static dev.lumamodify.client.UploadFixtures.URL;
import static dev.lumamodify.client.UploadFixtures.rejected;
import static dev.lumamodify.client.UploadFixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.spi.CompletedOperation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okio.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploaderTest {
    private static final Pattern FILE_NAME = Pattern.compile("name=\"fileName\"\\R(?:.+\\R)*\\R(.*)\\R");

    private final FakeScheduler time = new FakeScheduler();
    private final List<CompletedOperation> operations = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path video;

    @BeforeEach
    void writeVideo() throws IOException {
        video = UploadFixtures.mp4(folder.resolve("my street.mp4"), 5);
    }

    private LumaModify client(ScriptedServer server) {
        return server.clientBuilder(time).observer(operations::add).build();
    }

    private static String body(RecordedRequest request) {
        return Objects.requireNonNull(request.getBody()).string(StandardCharsets.ISO_8859_1);
    }

    private static String fileName(RecordedRequest request) {
        Matcher matcher = FILE_NAME.matcher(body(request));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void fileIsSentAsAPartOfAMultipartBody() throws IOException {
        UploadOptions options =
                UploadOptions.defaults().withUploadPath("videos/user 1").withFileName("straße.mp4");
        try (ScriptedServer server = new ScriptedServer(STORED);
                LumaModify luma = client(server)) {
            luma.upload(video, options);

            RecordedRequest request = server.requests.get(0);
            assertThat(request.getRequestLine()).startsWith("POST /api/file-stream-upload ");
            assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + ScriptedServer.KEY);
            assertThat(request.getHeaders().get("Content-Type")).startsWith("multipart/form-data; boundary=");
            assertThat(request.getHeaders().get("Content-Length")).isEqualTo("" + request.getBodySize());
            assertThat(request.getHeaders().get("Transfer-Encoding")).isNull();
            String body = Objects.requireNonNull(request.getBody()).utf8();
            assertThat(body)
                    .contains("form-data; name=\"file\"; filename=\"straße.mp4\"\r\n", "Content-Type: video/mp4\r\n")
                    .containsPattern("name=\"uploadPath\"\\R(?:.+\\R)*\\Rvideos/user 1\\R")
                    .containsPattern("name=\"fileName\"\\R(?:.+\\R)*\\Rstraße.mp4\\R");
            assertThat(request.getBody().indexOf(ByteString.of(Files.readAllBytes(video)), 0))
                    .isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2025-01-02T12:00:00Z",
        "',\"expiresAt\":\"2025-01-04T12:00:00+00:00\"', 2025-01-04T12:00:00Z",
        "',\"expiresAt\":\"soon\"', 2025-01-02T12:00:00Z",
        "',\"uploadedAt\":null,\"uploadTime\":\"2025-01-01T12:00:00Z\"', 2025-01-02T12:00:00Z"
    })
    void storedFileHasAUrlASizeATypeAndAnExpiry(String members, Instant expiresAt) {
        try (ScriptedServer server = new ScriptedServer(response(200, stored(members)));
                LumaModify luma = client(server)) {
            assertThat(luma.upload(video))
                    .isEqualTo(new UploadedFile(URL, 154832, "video/mp4", Instant.parse(UPLOADED_AT), expiresAt));
        }
    }

    @Test
    void onlyTheUrlIsRequiredOfTheResponse() throws IOException {
        String data = "{\"success\":true,\"data\":{\"fileUrl\":\"" + URL + "\"}}";
        Instant before = Instant.now();
        try (ScriptedServer server = new ScriptedServer(response(200, data));
                LumaModify luma = client(server)) {
            UploadedFile file = luma.upload(video);

            assertThat(file.url()).isEqualTo(URL);
            assertThat(file.size()).isEqualTo(Files.size(video));
            assertThat(file.type()).isEqualTo("video/mp4");
            assertThat(file.uploadedAt()).isBetween(before, Instant.now());
            assertThat(file.expiresAt()).isEqualTo(file.uploadedAt().plus(Duration.ofHours(24)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"success\":true,\"code\":200,\"msg\":\"\",\"data\":null}",
                "{\"success\":true,\"code\":200,\"msg\":\"\",\"data\":{\"downloadUrl\":\"x\"}}",
                "{\"success\":false,\"code\":200,\"msg\":\"\",\"data\":{\"downloadUrl\":\"https://example.com/\"}}",
                "{}",
                "x"
            })
    void responseWithoutAStoredFileIsInvalid(String body) {
        try (ScriptedServer server = new ScriptedServer(response(200, body));
                LumaModify luma = client(server)) {
            assertThatThrownBy(() -> luma.upload(video)).isInstanceOf(InvalidResponseException.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void transientErrorIsRetriedWithTheSameName(int status) {
        try (ScriptedServer server = new ScriptedServer(
                        rejected(status),
                        new MockResponse.Builder().code(status).build(),
                        STORED);
                LumaModify luma = client(server)) {
            assertThat(luma.upload(video).url()).isEqualTo(URL);

            assertThat(server.requests).hasSize(3);
            assertThat(server.requests)
                    .extracting(UploaderTest::fileName)
                    .containsOnly(fileName(server.requests.get(2)));
            assertThat(time.sleeps).hasSize(2);
            assertThat(operations).singleElement().satisfies(operation -> {
                assertThat(operation.operation()).isEqualTo("uploadFile");
                assertThat(operation.attempts()).isEqualTo(3);
                assertThat(operation.code()).isEqualTo(ResultCode.SUCCESS);
            });
        }
    }

    @Test
    void serverErrorIsRetriedWhereverItIs() {
        String error = "{\"success\":false,\"code\":%d,\"msg\":\"\",\"data\":null}";
        try (ScriptedServer server = new ScriptedServer(
                        response(200, error.formatted(500)), response(500, error.formatted(999)), STORED);
                LumaModify luma = client(server)) {
            assertThat(luma.upload(video).url()).isEqualTo(URL);
        }
    }

    @Test
    void closedConnectionIsRetriedAndReported() {
        try (ScriptedServer server = new ScriptedServer(CONNECTION_CLOSED);
                LumaModify luma = client(server)) {
            assertThatThrownBy(() -> luma.upload(video))
                    .isInstanceOf(TransportException.class)
                    .hasMessageStartingWith("The file could not be uploaded: ");
            assertThat(server.requests).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 405})
    void otherErrorIsAnApiException(int status) {
        try (ScriptedServer server = new ScriptedServer(rejected(status));
                LumaModify luma = client(server)) {
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.upload(video));
            assertThat(e.code()).isEqualTo(new ResultCode(status));
            assertThat(e.msg()).isEqualTo("a message");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void retryAfterIsRespectedWithinTheTimeout() {
        MockResponse busy =
                responseBuilder(429, "").addHeader("Retry-After", "50").build();
        try (ScriptedServer server = new ScriptedServer(busy);
                LumaModify luma = client(server)) {
            assertThatThrownBy(() -> luma.upload(video)).isInstanceOf(ApiException.class);
            assertThat(time.sleeps).containsExactly(Duration.ofSeconds(50));
        }
    }

    @Test
    void fileIsOpenOnlyWhileItIsSent() {
        List<Long> copies = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer(rejected(500), STORED);
                LumaModify luma = client(server)) {
            time.onSleep = () -> copies.add(UploadFixtures.openCopies(video));
            luma.upload(
                    video,
                    UploadOptions.defaults()
                            .withProgressListener((bytes, total) -> copies.add(UploadFixtures.openCopies(video))));
            copies.add(UploadFixtures.openCopies(video));
        }
        if (Files.isDirectory(Path.of("/proc/self/fd"))) {
            assertThat(copies).containsExactly(1L, 0L, 1L, 0L);
        }
    }

    @Test
    void newNameReplacesNoOtherFile() throws IOException {
        Path odd = UploadFixtures.mp4(folder.resolve("..ä b.MP4"), 5);
        Path other = UploadFixtures.mp4(folder.resolve("clip.bin"), 5);
        Set<String> names = new HashSet<>();
        try (ScriptedServer server = new ScriptedServer(STORED);
                LumaModify luma = client(server)) {
            luma.upload(video);
            luma.upload(video);
            luma.upload(odd);
            luma.upload(other);
            server.requests.forEach(request -> names.add(fileName(request)));
        }
        String random = "[0-9a-f-]{36}";
        assertThat(names).hasSize(4);
        assertThat(names).anyMatch(name -> name.matches("my_street-" + random + "\\.mp4"));
        assertThat(names).anyMatch(name -> name.matches("____b-" + random + "\\.mp4"));
        assertThat(names).anyMatch(name -> name.matches("clip-" + random + "\\.mp4"));
    }

    @Test
    void progressIsReportedAndBeginsAgainWithARetry() throws IOException {
        Path large = UploadFixtures.largeMp4(folder.resolve("large.mp4"), 150_000);
        List<Long> progress = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer(rejected(500), STORED);
                LumaModify luma = client(server)) {
            luma.upload(large, UploadOptions.defaults().withProgressListener((bytes, total) -> {
                assertThat(total).isEqualTo(150_000);
                progress.add(bytes);
            }));
        }
        assertThat(progress).containsExactly(65_536L, 131_072L, 150_000L, 65_536L, 131_072L, 150_000L);
    }

    @Test
    void exceptionOfTheListenerEndsTheUpload() {
        IllegalStateException failure = new IllegalStateException("x");
        try (ScriptedServer server = new ScriptedServer(STORED);
                LumaModify luma = client(server)) {
            UploadOptions options = UploadOptions.defaults().withProgressListener((bytes, total) -> {
                throw failure;
            });
            assertThatThrownBy(() -> luma.upload(video, options)).isSameAs(failure);
            CompletableFuture<UploadedFile> future = luma.uploadAsync(video, options);
            assertThatThrownBy(future::join).hasCause(failure);
            assertThat(UploadFixtures.openCopies(video)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changeOfTheFileEndsTheUpload(boolean longer) throws IOException {
        Path large = UploadFixtures.largeMp4(folder.resolve("large.mp4"), 150_000);
        try (ScriptedServer server = new ScriptedServer(STORED);
                LumaModify luma = client(server)) {
            UploadOptions options = UploadOptions.defaults().withProgressListener((bytes, total) -> {
                try {
                    UploadFixtures.largeMp4(large, longer ? 200_000 : 70_000);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThatThrownBy(() -> luma.upload(large, options))
                    .isInstanceOf(UploadException.class)
                    .hasMessageStartingWith("The file could not be uploaded: the file ");
            assertThat(server.createRequests()).isZero();
            assertThat(operations)
                    .singleElement()
                    .extracting(CompletedOperation::outcome)
                    .isEqualTo(CompletedOperation.Outcome.UPLOAD_FAILED);
        }
    }

    @Test
    void asynchronousUploadIsRetriedWithoutAThread() {
        try (ScriptedServer server = new ScriptedServer(rejected(500), STORED);
                LumaModify luma = client(server)) {
            CompletableFuture<UploadedFile> future = luma.uploadAsync(video);
            assertThat(future).isNotDone();
            time.advance(Duration.ofSeconds(1));
            assertThat(future.join().url()).isEqualTo(URL);
            assertThat(time.scheduledTasks()).isZero();
            assertThat(operations).singleElement().satisfies(operation -> {
                assertThat(operation.operation()).isEqualTo("uploadFile");
                assertThat(operation.attempts()).isEqualTo(2);
            });
        }
    }

    @Test
    void cancelEndsTheRetriesOfAnAsynchronousUpload() {
        try (ScriptedServer server = new ScriptedServer(rejected(500));
                LumaModify luma = client(server)) {
            assertThat(luma.uploadAsync(video).cancel(false)).isTrue();
            assertThat(time.scheduledTasks()).isZero();
            time.advance(Duration.ofMinutes(1));
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void closeEndsTheRetriesOfAnAsynchronousUpload() {
        try (ScriptedServer server = new ScriptedServer(rejected(500))) {
            LumaModify luma = client(server);
            CompletableFuture<UploadedFile> future = luma.uploadAsync(video);
            luma.close();
            assertThatThrownBy(future::join).hasCauseInstanceOf(TransportException.class);
            assertThatIllegalStateException().isThrownBy(() -> luma.upload(video));
            assertThatIllegalStateException().isThrownBy(() -> luma.uploadAsync(video));
            assertThatIllegalStateException().isThrownBy(() -> luma.uploadFromUrl(URL));
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void readTimeoutOfTheApplicationDoesNotEndAnUpload() {
        MockResponse slow = responseBuilder(200, stored(""))
                .headersDelay(100, TimeUnit.MILLISECONDS)
                .build();
        try (ScriptedServer server = new ScriptedServer(slow);
                LumaModify luma = server.clientBuilder()
                        .maxRetries(0)
                        .httpClient(new OkHttpClient.Builder()
                                .readTimeout(Duration.ofMillis(1))
                                .build())
                        .build()) {
            assertThat(luma.upload(video).url()).isEqualTo(URL);
        }
    }

    @Test
    void clientForgetsAnUploadThatHasEnded() {
        AtomicInteger tasks = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(STORED)) {
            LumaModify luma = server.clientBuilder(time)
                    .executor(task -> {
                        tasks.incrementAndGet();
                        task.run();
                    })
                    .build();
            assertThat(luma.uploadAsync(video)).isCompleted();
            tasks.set(0);
            luma.close();
            assertThat(tasks).hasValue(0);
        }
    }
}
