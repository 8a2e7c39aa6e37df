package dev.lumamodify.client;

import static dev.lumamodify.client.RudeServer.CLOSED;
import static dev.lumamodify.client.RudeServer.TASK;
import static dev.lumamodify.client.RudeServer.answer;
import static dev.lumamodify.client.RudeServer.answering;
import static dev.lumamodify.client.RudeServer.envelope;
import static dev.lumamodify.client.RudeServer.flag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

class LookingTest {
    private final FakeTime time = new FakeTime();

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
        try (RudeServer server = new RudeServer(trouble);
                LumaModify luma = server.client(time).build()) {
            assertThat(catchThrowableOfType(LumaModifyException.class, () -> luma.task(TASK))
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
        try (RudeServer server = new RudeServer(trouble, trouble, trouble, flag(1));
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.task(TASK).successFlag()).isEqualTo(SuccessFlag.SUCCESS);
            assertThat(server.requests).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 404, 422, 500, 501, 505, 433})
    void aPlainNoIsNotRepeated(int code) {
        try (RudeServer server = new RudeServer(answer(200, envelope(code)));
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.task(TASK)).isInstanceOf(ApiException.class);
            assertThat(server.requests).hasSize(1);
            assertThat(time.sleeps).isEmpty();
        }
    }

    @Test
    void retryAfterIsHonouredExactly() {
        try (RudeServer server = new RudeServer(
                        answering(200, envelope(429))
                                .addHeader("Retry-After", 17)
                                .build(),
                        flag(0));
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.task(TASK).successFlag()).isEqualTo(SuccessFlag.GENERATING);
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
        try (RudeServer server = new RudeServer(
                        answering(503, "")
                                .addHeader("Date", "Wed, 21 Oct 2015 07:28:00 GMT")
                                .addHeader("Retry-After", date)
                                .build(),
                        flag(0));
                LumaModify luma = server.client(time).build()) {
            assertThat(luma.task(TASK).successFlag()).isEqualTo(SuccessFlag.GENERATING);
            assertThat(server.requests).hasSize(2);
            assertThat(time.sleeps).containsExactly(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void aRetryAfterBeyondTheDeadlineFailsNow() {
        try (RudeServer server = new RudeServer(
                        answering(503, "").addHeader("Retry-After", 10).build());
                LumaModify luma = server.client(time).build()) {
            CallOptions options = CallOptions.defaults().withDeadline(Duration.ofSeconds(10));
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.task(TASK, options));
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(10));
            assertThat(server.requests).hasSize(1);
            assertThat(time.sleeps).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "99999999999999999999", "Wed, 21 Oct 2015 07:28:00 GMT", ""})
    void anUnusableRetryAfterIsIgnored(String value) {
        try (RudeServer server = new RudeServer(
                        answering(503, "").addHeader("Retry-After", value).build());
                LumaModify luma = server.client(time).build()) {
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.task(TASK));
            assertThat(e.retryAfter()).isEmpty();
            assertThat(server.requests).hasSize(4);
        }
    }

    @Test
    void anOutageIsNotAmplified() {
        try (RudeServer server = new RudeServer(answer(503, ""));
                LumaModify luma = server.client(time).build()) {
            for (int i = 0; i < 200; i++) {
                assertThatThrownBy(() -> luma.task(TASK)).isInstanceOf(ApiException.class);
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
        try (RudeServer server = new RudeServer(answer(503, ""));
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.task(TASK)).isInstanceOf(ApiException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void closingEndsTheRepeats() {
        try (RudeServer server = new RudeServer(answer(503, ""))) {
            LumaModify luma = server.client().callFactory(new OkHttpClient()).build();
            server.whenAsked = luma::close;
            assertThatThrownBy(() -> luma.task(TASK)).isInstanceOf(ApiException.class);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void optionsReachTheServer() {
        try (RudeServer server = new RudeServer(flag(0));
                LumaModify luma = server.client(time).build()) {
            CallOptions options = CallOptions.defaults().withPrefer("code=402").withHeader("X-Trace", "7");
            luma.task(TASK, options);
            Headers sent = server.requests.get(0).getHeaders();
            assertThat(sent.get("Prefer")).isEqualTo("code=402");
            assertThat(sent.get("X-Trace")).isEqualTo("7");
            assertThat(sent.values("Authorization")).containsExactly("Bearer " + RudeServer.KEY);
        }
    }

    @Test
    void anInterruptWhileConnectingIsNoExceptionThatNobodyDeclared() {
        try (RudeServer server = new RudeServer(flag(1));
                LumaModify luma = server.client().time(time, () -> 0.5).build()) {
            Thread.currentThread().interrupt();

            assertThat(catchThrowable(() -> luma.task(TASK))).isInstanceOf(TransportException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aLongErrorIsNotReadToItsEndWhateverMakesTheCalls() {
        String endless = "x".repeat(3 << 20);
        OkHttpClient http = Inline.http();
        MockResponse error = new MockResponse.Builder()
                .code(500)
                .chunkedBody(endless, 64 << 10)
                .build();
        try (RudeServer server = new RudeServer(error);
                LumaModify luma = server.client()
                        .callFactory(request -> http.newCall(request))
                        .build()) {
            assertThatThrownBy(() -> luma.task(TASK))
                    .isInstanceOf(ApiException.class)
                    .hasStackTraceContaining("larger than");
            assertThatThrownBy(() -> luma.modifyAsync(RudeServer.REQUEST).join())
                    .hasCauseInstanceOf(SubmissionUnknownException.class);
        }
    }
}
