package dev.lumamodify.client;

import static dev.lumamodify.client.FaultyServer.ACCEPTED;
import static dev.lumamodify.client.FaultyServer.REQUEST;
import static dev.lumamodify.client.FaultyServer.STALLED;
import static dev.lumamodify.client.FaultyServer.TASK;
import static dev.lumamodify.client.FaultyServer.answer;
import static dev.lumamodify.client.FaultyServer.answering;
import static dev.lumamodify.client.FaultyServer.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.AtMostOnceTest.Face;
import dev.lumamodify.client.model.ModifyRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskSubmitterTest {
    private final FakeScheduler time = new FakeScheduler();

    private static MockResponse later(int code, int seconds) {
        return answering(200, envelope(code)).addHeader("Retry-After", seconds).build();
    }

    @Test
    void aRefusedSubmitIsNotRepeatedByDefault() {
        try (FaultyServer server = new FaultyServer(later(429, 1));
                LumaModify luma = server.client(time).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            assertThat(server.requests).hasSize(1);
            assertThat(time.sleeps).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 455})
    void aRefusedSubmitIsRepeatedIfAskedFor(int code) {
        try (FaultyServer server = new FaultyServer(later(code, 7), later(code, 11), answer(200, ACCEPTED));
                LumaModify luma = server.client(time).retryRejectedSubmissions().build()) {
            assertThat(luma.modify(REQUEST)).isEqualTo(TASK);
            assertThat(time.sleeps).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(11));
            assertThat(server.creates()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 455})
    void aRefusedSubmitIsRepeatedWithoutBlocking(int code) {
        try (FaultyServer server = new FaultyServer(later(code, 7), answer(200, ACCEPTED));
                LumaModify luma = server.client(time).retryRejectedSubmissions().build()) {
            CompletableFuture<String> submit = luma.modifyAsync(REQUEST);
            time.advance(Duration.ofSeconds(7).minusNanos(1));
            assertThat(server.creates()).isEqualTo(1);
            time.advance(Duration.ofNanos(1));
            assertThat(submit).isCompletedWithValue(TASK);
            assertThat(server.creates()).isEqualTo(2);
            assertThat(time.sleeps).isEmpty();
        }
    }

    static Stream<Arguments> notRepeated() {
        return Stream.of(
                        answer(200, envelope(402)),
                        answer(200, envelope(422)),
                        answer(200, envelope(500)),
                        answer(503, ""),
                        answer(408, ""),
                        answer(200, "garbled"),
                        later(429, 60))
                .flatMap(answer -> Stream.of(Face.values()).map(face -> Arguments.of(answer, face)));
    }

    @ParameterizedTest
    @MethodSource("notRepeated")
    void nothingElseIsRepeatedEvenThen(MockResponse answer, Face face) {
        try (FaultyServer server = new FaultyServer(answer);
                LumaModify luma = server.client(time).retryRejectedSubmissions().build()) {
            assertThat(face.failure(luma)).isInstanceOf(LumaModifyException.class);
            assertThat(server.creates()).isEqualTo(1);
        }
    }

    @Test
    void repeatsEnd() {
        try (FaultyServer server = new FaultyServer(later(429, 1));
                LumaModify luma = server.client(time).retryRejectedSubmissions().build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            assertThat(server.creates()).isEqualTo(4);
            CompletableFuture<String> submit = luma.modifyAsync(REQUEST);
            time.advance(Duration.ofMinutes(1));
            assertThat(submit).isCompletedExceptionally();
            assertThat(server.creates()).isEqualTo(8);
        }
    }

    @Test
    void anInterruptEndsTheRepeats() {
        time.interruptSleep();
        try (FaultyServer server = new FaultyServer(later(429, 1));
                LumaModify luma = server.client(time).retryRejectedSubmissions().build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.creates()).isEqualTo(1);
        }
    }

    @Test
    void closingEndsTheRepeats() {
        try (FaultyServer server = new FaultyServer(later(429, 7))) {
            LumaModify luma = server.client(time).retryRejectedSubmissions().build();
            CompletableFuture<String> submit = luma.modifyAsync(REQUEST);
            assertThat(submit).isNotDone();
            luma.close();
            assertThatThrownBy(submit::join).hasCauseInstanceOf(ApiException.class);
            assertThat(time.scheduled()).isZero();
            assertThat(server.creates()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsARepeatThatIsJustAboutToWait(Face face) {
        FaultyServer server = new FaultyServer(later(429, 7));
        LumaModify luma = server.client()
                .callFactory(DirectExecutorService.http().newBuilder().build())
                .retryRejectedSubmissions()
                .build();
        server.whenAsked = luma::close;
        try (server) {
            assertThat(face.failure(luma)).isInstanceOf(ApiException.class);
            assertThat(server.creates()).isEqualTo(1);
        }
    }

    @Test
    void cancellingStopsTheRepeats() {
        try (FaultyServer server = new FaultyServer(later(429, 7));
                LumaModify luma = server.client(time).retryRejectedSubmissions().build()) {
            CompletableFuture<String> submit = luma.modifyAsync(REQUEST);
            submit.cancel(false);
            assertThat(time.scheduled()).isZero();
            assertThat(server.creates()).isEqualTo(1);
        }
    }

    @Test
    void cancellingStopsTheCallInFlight() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        OkHttpClient http = new OkHttpClient();
        http.dispatcher().setIdleCallback(over::countDown);
        try (FaultyServer server = new FaultyServer(STALLED)) {
            server.whenStalled = asked::countDown;
            try (LumaModify luma = server.client().callFactory(http).build()) {
                CompletableFuture<String> submit = luma.modifyAsync(REQUEST);
                asked.await();
                submit.cancel(false);
                over.await();
                assertThat(server.creates()).isEqualTo(1);
            }
        }
    }

    @Test
    void theDeadlineCountsTheTimeInAQueue() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        OkHttpClient http = new OkHttpClient();
        http.dispatcher().setMaxRequests(1);
        try (FaultyServer server = new FaultyServer(STALLED);
                LumaModify luma = server.client()
                        .callFactory(http)
                        .scheduler(time, () -> 0)
                        .build()) {
            server.whenStalled = asked::countDown;
            CompletableFuture<String> first = luma.modifyAsync(REQUEST);
            asked.await();
            CallOptions brief = CallOptions.defaults().withTimeout(Duration.ofSeconds(1));
            CompletableFuture<String> second = luma.modifyAsync(REQUEST, brief);
            time.advance(Duration.ofSeconds(1));
            first.cancel(false);
            assertThatThrownBy(second::join)
                    .hasCauseInstanceOf(TransportException.class)
                    .hasMessageContaining("timeout");
            assertThat(time.scheduled()).isZero();
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnlawfulRequestIsNotSent(Face face) {
        try (FaultyServer server = new FaultyServer(answer(200, ACCEPTED));
                LumaModify luma = server.client(time).build()) {
            ModifyRequest blank = new ModifyRequest(" ", "https://example.com/v.mp4", null, null);
            assertThatThrownBy(() -> {
                        if (face == Face.ASYNC) {
                            CompletableFuture<String> unused = luma.modifyAsync(blank);
                        } else {
                            luma.modify(blank);
                        }
                    })
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("prompt");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void anAnswerThatNeverEndsIsCutOff() {
        String endless = "{\"code\":200,\"msg\":\"" + "x".repeat(1 << 21) + "\"}";
        for (int status : new int[] {200, 500}) {
            try (FaultyServer server = new FaultyServer(answer(status, endless));
                    LumaModify luma = server.client(time).build()) {
                assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(SubmissionOutcomeUnknownException.class);
                assertThatThrownBy(() -> luma.getTask(TASK)).isInstanceOf(LumaModifyException.class);
                assertThat(server.creates()).isEqualTo(1);
            }
        }
    }
}
