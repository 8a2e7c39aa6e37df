package dev.lumamodify.client;

import static dev.lumamodify.client.FaultyServer.CLOSED;
import static dev.lumamodify.client.FaultyServer.TASK;
import static dev.lumamodify.client.FaultyServer.answer;
import static dev.lumamodify.client.FaultyServer.answering;
import static dev.lumamodify.client.FaultyServer.envelope;
import static dev.lumamodify.client.FaultyServer.flag;
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

    static Stream<MockResponse> passing() {
        return Stream.of(
                answer(408, ""),
                answer(429, ""),
                answer(502, "<html>bad gateway</html>"),
                answer(503, ""),
                answer(504, ""),
                answer(200, envelope(429)),
                answer(200, envelope(455)),
                answer(503, envelope(500)),
                CLOSED);
    }

    @ParameterizedTest
    @MethodSource("passing")
    void passingTroubleIsMetWithThreeRepeats(MockResponse trouble) {
        try (FaultyServer server = new FaultyServer(trouble);
                LumaModify luma = server.client(time).build()) {
            assertThat(catchThrowableOfType(LumaModifyException.class, () -> luma.getTask(TASK))
                            .taskId())
                    .contains(TASK);
            assertThat(server.requests).hasSize(4);
            assertThat(time.sleeps)
                    .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void passingTroubleIsForgotten(MockResponse trouble) {
        try (FaultyServer server = new FaultyServer(trouble, trouble, trouble, flag(1));
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.getTask(TASK).successFlag()).isEqualTo(TaskStatus.SUCCESS);
            assertThat(server.requests).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 404, 422, 500, 501, 505, 433})
    void aPlainNoIsNotRepeated(int code) {
        try (FaultyServer server = new FaultyServer(answer(200, envelope(code)));
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.getTask(TASK)).isInstanceOf(ApiException.class);
            assertThat(server.requests).hasSize(1);
            assertThat(time.sleeps).isEmpty();
        }
    }

    @Test
    void retryAfterIsHonouredExactly() {
        try (FaultyServer server = new FaultyServer(
                        answering(200, envelope(429))
                                .addHeader("Retry-After", 17)
                                .build(),
                        flag(0));
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.getTask(TASK).successFlag()).isEqualTo(TaskStatus.GENERATING);
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
    void aRetryAfterMayBeADate(String date, int seconds) {
        try (FaultyServer server = new FaultyServer(
                        answering(503, "")
                                .addHeader("Date", "Wed, 21 Oct 2015 07:28:00 GMT")
                                .addHeader("Retry-After", date)
                                .build(),
                        flag(0));
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.getTask(TASK).successFlag()).isEqualTo(TaskStatus.GENERATING);
            assertThat(server.requests).hasSize(2);
            assertThat(time.sleeps).containsExactly(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void aRetryAfterBeyondTheDeadlineFailsNow() {
        try (FaultyServer server = new FaultyServer(
                        answering(503, "").addHeader("Retry-After", 10).build());
                LumaModify luma = server.client(time).build()) {
            CallOptions options = CallOptions.defaults().withTimeout(Duration.ofSeconds(10));
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.getTask(TASK, options));
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(10));
            assertThat(server.requests).hasSize(1);
            assertThat(time.sleeps).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "99999999999999999999", "Wed, 21 Oct 2015 07:28:00 GMT", ""})
    void anUnusableRetryAfterIsIgnored(String value) {
        try (FaultyServer server = new FaultyServer(
                        answering(503, "").addHeader("Retry-After", value).build());
                LumaModify luma = server.client(time).build()) {
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.getTask(TASK));
            assertThat(e.retryAfter()).isEmpty();
            assertThat(server.requests).hasSize(4);
        }
    }

    @Test
    void anOutageIsNotAmplified() {
        try (FaultyServer server = new FaultyServer(answer(503, ""));
                LumaModify luma = server.client(time).build()) {
            for (int i = 0; i < 200; i++) {
                assertThatThrownBy(() -> luma.getTask(TASK)).isInstanceOf(ApiException.class);
            }
            assertThat(server.requests).hasSize(250);
        }
    }

    @Test
    void successRefillsTheBudgetSlowly() {
        Backoff backoff = new Backoff(() -> 1);
        TransportException failure = new TransportException("x", TASK, new Exception());
        Duration left = Duration.ofHours(1);
        while (backoff.afterRead(failure, 0, left) != null) {
            assertThat(time.sleeps).isEmpty();
        }
        for (int i = 0; i < 9; i++) {
            backoff.succeeded();
        }
        assertThat(backoff.afterRead(failure, 0, left)).isNull();
        backoff.succeeded();
        backoff.succeeded();
        assertThat(backoff.afterRead(failure, 0, left)).isNotNull();
        assertThat(backoff.afterRead(failure, 0, left)).isNull();
    }

    @Test
    void pausesAreCappedAndJittered() {
        TransportException failure = new TransportException("x", TASK, new Exception());
        Duration left = Duration.ofHours(1);
        assertThat(new Backoff(() -> 1).afterRead(failure, 2, left)).isEqualTo(Duration.ofSeconds(2));
        assertThat(new Backoff(() -> 0).afterRead(failure, 2, left)).isEqualTo(Duration.ZERO);
        assertThat(new Backoff(() -> 1).afterRead(failure, 2, Duration.ofSeconds(2)))
                .isNull();
        assertThat(new Backoff(() -> 1).afterRead(failure, 3, left)).isNull();
    }

    @Test
    void anInterruptEndsTheRepeats() {
        time.interruptSleep();
        try (FaultyServer server = new FaultyServer(answer(503, ""));
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.getTask(TASK)).isInstanceOf(ApiException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void closingEndsTheRepeats() {
        try (FaultyServer server = new FaultyServer(answer(503, ""))) {
            LumaModify luma = server.client().callFactory(new OkHttpClient()).build();
            server.whenAsked = luma::close;
            assertThatThrownBy(() -> luma.getTask(TASK)).isInstanceOf(ApiException.class);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void optionsReachTheServer() {
        try (FaultyServer server = new FaultyServer(flag(0));
                LumaModify luma = server.client(time).build()) {
            CallOptions options = CallOptions.defaults().withPrefer("code=402").withHeader("X-Trace", "7");
            luma.getTask(TASK, options);
            Headers sent = server.requests.get(0).getHeaders();
            assertThat(sent.get("Prefer")).isEqualTo("code=402");
            assertThat(sent.get("X-Trace")).isEqualTo("7");
            assertThat(sent.values("Authorization")).containsExactly("Bearer " + FaultyServer.KEY);
        }
    }

    @Test
    void anInterruptWhileConnectingIsNoExceptionThatNobodyDeclared() {
        try (FaultyServer server = new FaultyServer(flag(1));
                LumaModify luma = server.client().scheduler(time, () -> 0.5).build()) {
            Thread.currentThread().interrupt();

            assertThat(catchThrowable(() -> luma.getTask(TASK))).isInstanceOf(TransportException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aLongErrorIsNotReadToItsEndWhateverMakesTheCalls() {
        String endless = "x".repeat(3 << 20);
        OkHttpClient http = DirectExecutorService.http();
        MockResponse error = new MockResponse.Builder()
                .code(500)
                .chunkedBody(endless, 64 << 10)
                .build();
        try (FaultyServer server = new FaultyServer(error);
                LumaModify luma = server.client()
                        .callFactory(request -> http.newCall(request))
                        .build()) {
            assertThatThrownBy(() -> luma.getTask(TASK))
                    .isInstanceOf(ApiException.class)
                    .hasStackTraceContaining("larger than");
            assertThatThrownBy(() -> luma.modifyAsync(FaultyServer.REQUEST).join())
                    .hasCauseInstanceOf(SubmissionOutcomeUnknownException.class);
        }
    }
}
