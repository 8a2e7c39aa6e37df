package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CONNECTION_CLOSED;
import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static dev.lumamodify.client.UploadFixtures.STORED;
import static dev.lumamodify.client.UploadFixtures.URL;
import static dev.lumamodify.client.UploadFixtures.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lumamodify.client.model.ModifyRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileModificationTest {
    private static final String PROMPT = "Turn the street into a canal";
    private static final WaitOptions POLL_AT_ONCE =
            WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofSeconds(1));

    @TempDir
    private Path folder;

    private Path video;

    @BeforeEach
    void writeVideo() throws IOException {
        video = UploadFixtures.mp4(folder.resolve("in.mp4"), 5);
    }

    private static LumaModify client(ScriptedServer server) {
        return server.clientBuilder(new FakeScheduler()).build();
    }

    /** Returns the responses to the upload, the submission and the polls. */
    private static ScriptedServer server(MockResponse upload, MockResponse submission, MockResponse poll) {
        return new ScriptedServer((RecordedRequest request) -> {
            String path = Objects.requireNonNull(request.getTarget());
            return path.contains("upload") ? upload : path.contains("generate") ? submission : poll;
        });
    }

    @Test
    void videoIsUploadedAndSubmitted() {
        try (ScriptedServer server = server(STORED, response(200, CREATED), taskWithStatus(1));
                LumaModify luma = client(server)) {
            assertThat(luma.modify(video, PROMPT)).isEqualTo(TASK_ID);

            RecordedRequest submission = server.requests.get(1);
            assertThat(Objects.requireNonNull(submission.getBody()).utf8())
                    .isEqualTo(ModifyRequest.jsonAdapter()
                            .toJson(ModifyRequest.builder()
                                    .prompt(PROMPT)
                                    .videoUrl(URL)
                                    .build()));
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void resultOfTheTaskIsAwaited() {
        try (ScriptedServer server = server(STORED, response(200, CREATED), taskWithStatus(1));
                LumaModify luma = server.clientBuilder().build()) {
            assertThat(luma.modifyAndAwaitCompletion(video, PROMPT, POLL_AT_ONCE)
                            .taskId())
                    .isEqualTo(TASK_ID);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void invalidPromptIsNotUploaded() {
        try (ScriptedServer server = server(STORED, response(200, CREATED), taskWithStatus(1));
                LumaModify luma = client(server)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> luma.modify(video, " "))
                    .withMessage("prompt must not be blank");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void failedUploadIsNotSubmitted() {
        try (ScriptedServer server = server(rejected(401), response(200, CREATED), taskWithStatus(1));
                LumaModify luma = client(server)) {
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.modify(video, PROMPT));
            assertThat(e.uploadedUrl()).isEmpty();
            assertThat(e).hasMessageStartingWith("The file could not be uploaded: a message (code 401 Unauthorized");
            assertThat(server.requests).hasSize(1);
        }
    }

    static Stream<Arguments> failedSubmissions() {
        return Stream.of(
                Arguments.of(response(200, envelope(402)), ApiException.class),
                Arguments.of(CONNECTION_CLOSED, SubmissionOutcomeUnknownException.class),
                Arguments.of(
                        response(200, "{\"code\":200,\"msg\":\"\",\"data\":null}"), InvalidResponseException.class));
    }

    @ParameterizedTest
    @MethodSource("failedSubmissions")
    void failureOfTheSubmissionHasTheUrl(MockResponse response, Class<? extends LumaModifyException> type) {
        try (ScriptedServer server = server(STORED, response, taskWithStatus(1));
                LumaModify luma = client(server)) {
            LumaModifyException e = catchThrowableOfType(type, () -> luma.modify(video, PROMPT));
            assertThat(e.uploadedUrl()).contains(URL);
            assertThat(e.taskId()).isEmpty();
            assertThat(e)
                    .hasMessageEndingWith("; the video is uploaded, at the uploadedUrl of this exception")
                    .hasMessageNotContaining(URL);
        }
    }

    static Stream<Arguments> failedWaits() {
        return Stream.of(
                Arguments.of(taskWithStatus(3), POLL_AT_ONCE, TaskFailedException.class),
                Arguments.of(response(200, envelope(401)), POLL_AT_ONCE, ApiException.class),
                Arguments.of(
                        taskWithStatus(0), POLL_AT_ONCE.withTimeout(Duration.ofMillis(1)), WaitTimeoutException.class));
    }

    @ParameterizedTest
    @MethodSource("failedWaits")
    void failureOfTheWaitHasTheUrlAndTheTaskId(
            MockResponse poll, WaitOptions options, Class<? extends LumaModifyException> type) {
        try (ScriptedServer server = server(STORED, response(200, CREATED), poll);
                LumaModify luma = server.clientBuilder().build()) {
            LumaModifyException e =
                    catchThrowableOfType(type, () -> luma.modifyAndAwaitCompletion(video, PROMPT, options));
            assertThat(e.uploadedUrl()).contains(URL);
            assertThat(e.taskId()).contains(TASK_ID);
            assertThat(server.createRequests()).isEqualTo(2);
        }
    }
}
