package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CONNECTION_CLOSED;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lumamodify.client.model.TaskStatus;
import java.time.Duration;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskReaderTest {
    private final FakeScheduler time = new FakeScheduler();

    static Stream<MockResponse> transientFailures() {
        return Stream.of(
                response(408, ""),
                response(429, ""),
                response(502, "<html>bad gateway</html>"),
                response(503, ""),
                response(504, ""),
                response(200, envelope(429)),
                response(200, envelope(455)),
                response(503, envelope(500)),
                CONNECTION_CLOSED);
    }

    @ParameterizedTest
    @MethodSource("transientFailures")
    void transientFailureIsRetriedThreeTimes(MockResponse failure) {
        try (ScriptedServer server = new ScriptedServer(failure);
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(catchThrowableOfType(LumaModifyException.class, () -> luma.getTask(TASK_ID))
                            .taskId())
                    .contains(TASK_ID);
            assertThat(server.requests).hasSize(4);
            assertThat(time.sleeps)
                    .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @MethodSource("transientFailures")
    void successAfterRetriesIsReturned(MockResponse failure) {
        try (ScriptedServer server = new ScriptedServer(failure, failure, failure, taskWithStatus(1));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.getTask(TASK_ID).successFlag()).isEqualTo(TaskStatus.SUCCESS);
            assertThat(server.requests).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 404, 422, 500, 501, 505, 433})
    void permanentErrorIsNotRetried(int code) {
        try (ScriptedServer server = new ScriptedServer(response(200, envelope(code)));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(ApiException.class);
            assertThat(server.requests).hasSize(1);
            assertThat(time.sleeps).isEmpty();
        }
    }

    @Test
    void retryAfterIsTheExactDelay() {
        try (ScriptedServer server = new ScriptedServer(
                        responseBuilder(200, envelope(429))
                                .addHeader("Retry-After", 17)
                                .build(),
                        taskWithStatus(0));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.getTask(TASK_ID).successFlag()).isEqualTo(TaskStatus.GENERATING);
            assertThat(server.requests).hasSize(2);
            assertThat(time.sleeps).containsExactly(Duration.ofSeconds(17));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wed, 21 Oct 2015 07:28:17 GMT|17",
                "Wed, 21 Oct 2015 07:28:00 GMT|0",
                "Tue, 20 Oct 2015 07:28:00 GMT|0"
            })
    void retryAfterCanBeADate(String date, int seconds) {
        try (ScriptedServer server = new ScriptedServer(
                        responseBuilder(503, "")
                                .addHeader("Date", "Wed, 21 Oct 2015 07:28:00 GMT")
                                .addHeader("Retry-After", date)
                                .build(),
                        taskWithStatus(0));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.getTask(TASK_ID).successFlag()).isEqualTo(TaskStatus.GENERATING);
            assertThat(server.requests).hasSize(2);
            assertThat(time.sleeps).containsExactly(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void retryAfterBeyondTheTimeoutFailsImmediately() {
        try (ScriptedServer server = new ScriptedServer(
                        responseBuilder(503, "").addHeader("Retry-After", 10).build());
                LumaModify luma = server.clientBuilder(time).build()) {
            CallOptions options = CallOptions.defaults().withTimeout(Duration.ofSeconds(10));
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.getTask(TASK_ID, options));
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(10));
            assertThat(server.requests).hasSize(1);
            assertThat(time.sleeps).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "99999999999999999999", "Wed, 21 Oct 2015 07:28:00 GMT", ""})
    void invalidRetryAfterIsIgnored(String value) {
        try (ScriptedServer server = new ScriptedServer(
                        responseBuilder(503, "").addHeader("Retry-After", value).build());
                LumaModify luma = server.clientBuilder(time).build()) {
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.getTask(TASK_ID));
            assertThat(e.retryAfter()).isEmpty();
            assertThat(server.requests).hasSize(4);
        }
    }

    @Test
    void budgetLimitsTheRetriesOfAnOutage() {
        try (ScriptedServer server = new ScriptedServer(response(503, ""));
                LumaModify luma = server.clientBuilder(time).build()) {
            for (int i = 0; i < 200; i++) {
                assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(ApiException.class);
            }
            assertThat(server.requests).hasSize(250);
        }
    }

    @Test
    void interruptEndsTheRetries() {
        time.interruptSleeps();
        try (ScriptedServer server = new ScriptedServer(response(503, ""));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(ApiException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void closeEndsTheRetries() {
        try (ScriptedServer server = new ScriptedServer(response(503, ""))) {
            LumaModify luma =
                    server.clientBuilder().callFactory(new OkHttpClient()).build();
            server.onRequest = luma::close;
            assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(ApiException.class);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void headersOfTheOptionsAreSent() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = server.clientBuilder(time).build()) {
            CallOptions options = CallOptions.defaults().withPrefer("code=402").withHeader("X-Trace", "7");
            luma.getTask(TASK_ID, options);
            Headers sent = server.requests.get(0).getHeaders();
            assertThat(sent.get("Prefer")).isEqualTo("code=402");
            assertThat(sent.get("X-Trace")).isEqualTo("7");
            assertThat(sent.values("Authorization")).containsExactly("Bearer " + ScriptedServer.KEY);
        }
    }

    @Test
    void interruptWhileConnectingThrowsADeclaredException() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(1));
                LumaModify luma =
                        server.clientBuilder().scheduler(time).random(() -> 0.5).build()) {
            Thread.currentThread().interrupt();

            assertThat(catchThrowable(() -> luma.getTask(TASK_ID))).isInstanceOf(TransportException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void responsesHaveAMaximumSizeWithEveryCallFactory() {
        String endless = "x".repeat(3 << 20);
        OkHttpClient http = DirectExecutorService.http();
        MockResponse error = new MockResponse.Builder()
                .code(500)
                .chunkedBody(endless, 64 << 10)
                .build();
        try (ScriptedServer server = new ScriptedServer(error);
                LumaModify luma = server.clientBuilder()
                        .callFactory(request -> http.newCall(request))
                        .build()) {
            assertThatThrownBy(() -> luma.getTask(TASK_ID))
                    .isInstanceOf(ApiException.class)
                    .hasStackTraceContaining("larger than");
            assertThatThrownBy(() -> luma.modifyAsync(ScriptedServer.REQUEST).join())
                    .hasCauseInstanceOf(SubmissionOutcomeUnknownException.class);
        }
    }
}
