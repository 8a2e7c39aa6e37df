package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.STALLED;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.AtMostOnceTest.CallStyle;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.spi.RateLimiter;
import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final int MAX_CONCURRENT_CALLS = 64;

    private final FakeScheduler time = new FakeScheduler();

    private static MockResponse rejected(int code, int seconds) {
        return responseBuilder(200, envelope(code))
                .addHeader("Retry-After", seconds)
                .build();
    }

    @Test
    void rejectedSubmissionIsNotRetriedByDefault() {
        try (ScriptedServer server = new ScriptedServer(rejected(429, 1));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            assertThat(server.requests).hasSize(1);
            assertThat(time.sleeps).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 455})
    void rejectedSubmissionIsRetriedIfEnabled(int code) {
        try (ScriptedServer server = new ScriptedServer(rejected(code, 7), rejected(code, 11), response(200, CREATED));
                LumaModify luma =
                        server.clientBuilder(time).retryRejectedSubmissions().build()) {
            assertThat(luma.modify(REQUEST)).isEqualTo(TASK_ID);
            assertThat(time.sleeps).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(11));
            assertThat(server.createRequests()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 455})
    void rejectedSubmissionIsRetriedAsynchronously(int code) {
        try (ScriptedServer server = new ScriptedServer(rejected(code, 7), response(200, CREATED));
                LumaModify luma =
                        server.clientBuilder(time).retryRejectedSubmissions().build()) {
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
            time.advance(Duration.ofSeconds(7).minusNanos(1));
            assertThat(server.createRequests()).isEqualTo(1);
            time.advance(Duration.ofNanos(1));
            assertThat(submission).isCompletedWithValue(TASK_ID);
            assertThat(server.createRequests()).isEqualTo(2);
            assertThat(time.sleeps).isEmpty();
        }
    }

    static Stream<Arguments> notRepeated() {
        return Stream.of(
                        response(200, envelope(402)),
                        response(200, envelope(422)),
                        response(200, envelope(500)),
                        response(503, ""),
                        response(408, ""),
                        response(200, "not JSON"),
                        rejected(429, 60))
                .flatMap(response -> Stream.of(CallStyle.values()).map(callStyle -> Arguments.of(response, callStyle)));
    }

    @ParameterizedTest
    @MethodSource("notRepeated")
    void otherFailuresAreNeverRetried(MockResponse response, CallStyle callStyle) {
        try (ScriptedServer server = new ScriptedServer(response);
                LumaModify luma =
                        server.clientBuilder(time).retryRejectedSubmissions().build()) {
            assertThat(callStyle.failure(luma)).isInstanceOf(LumaModifyException.class);
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @Test
    void retriesAreLimited() {
        try (ScriptedServer server = new ScriptedServer(rejected(429, 1));
                LumaModify luma =
                        server.clientBuilder(time).retryRejectedSubmissions().build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            assertThat(server.createRequests()).isEqualTo(4);
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
            time.advance(Duration.ofMinutes(1));
            assertThat(submission).isCompletedExceptionally();
            assertThat(server.createRequests()).isEqualTo(8);
        }
    }

    @Test
    void interruptEndsTheRetries() {
        time.interruptSleeps();
        try (ScriptedServer server = new ScriptedServer(rejected(429, 1));
                LumaModify luma =
                        server.clientBuilder(time).retryRejectedSubmissions().build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @Test
    void closeEndsTheRetries() {
        try (ScriptedServer server = new ScriptedServer(rejected(429, 7))) {
            LumaModify luma =
                    server.clientBuilder(time).retryRejectedSubmissions().build();
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
            assertThat(submission).isNotDone();
            luma.close();
            assertThatThrownBy(submission::join).hasCauseInstanceOf(ApiException.class);
            assertThat(time.scheduledTasks()).isZero();
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeEndsARetryThatIsAboutToWait(CallStyle callStyle) {
        ScriptedServer server = new ScriptedServer(rejected(429, 7));
        LumaModify luma = server.clientBuilder()
                .callFactory(DirectExecutorService.http().newBuilder().build())
                .retryRejectedSubmissions()
                .build();
        server.onRequest = luma::close;
        try (server) {
            assertThat(callStyle.failure(luma)).isInstanceOf(ApiException.class);
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @Test
    void closeDuringTheDelayOfARetrySendsNothing() {
        try (ScriptedServer server = new ScriptedServer(rejected(429, 7))) {
            LumaModify luma =
                    server.clientBuilder(time).retryRejectedSubmissions().build();
            time.onSleep = luma::close;
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @Test
    void cancelEndsTheRetries() {
        try (ScriptedServer server = new ScriptedServer(rejected(429, 7));
                LumaModify luma =
                        server.clientBuilder(time).retryRejectedSubmissions().build()) {
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
            submission.cancel(false);
            assertThat(time.scheduledTasks()).isZero();
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @Test
    void cancelEndsTheCallInProgress() throws InterruptedException {
        CountDownLatch requested = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        OkHttpClient http = new OkHttpClient();
        http.dispatcher().setIdleCallback(ended::countDown);
        try (ScriptedServer server = new ScriptedServer(STALLED)) {
            server.onStall = requested::countDown;
            try (LumaModify luma = server.clientBuilder().callFactory(http).build()) {
                CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
                requested.await();
                submission.cancel(false);
                ended.await();
                assertThat(server.createRequests()).isEqualTo(1);
            }
        }
    }

    @Test
    void timeoutIncludesTheTimeInTheQueue() throws InterruptedException {
        CountDownLatch requested = new CountDownLatch(MAX_CONCURRENT_CALLS);
        try (ScriptedServer server = new ScriptedServer(STALLED);
                LumaModify luma = server.clientBuilder()
                        .scheduler(time)
                        .random(() -> 0)
                        .submissionRateLimiter(RateLimiter.UNLIMITED)
                        .build()) {
            server.onStall = requested::countDown;
            List<CompletableFuture<String>> running = Stream.generate(() -> luma.modifyAsync(REQUEST))
                    .limit(MAX_CONCURRENT_CALLS)
                    .toList();
            requested.await();
            CallOptions oneSecond = CallOptions.defaults().withTimeout(Duration.ofSeconds(1));
            CompletableFuture<String> queued = luma.modifyAsync(REQUEST, oneSecond);
            time.advance(Duration.ofSeconds(1));
            assertThatThrownBy(queued::join)
                    .hasCauseInstanceOf(TransportException.class)
                    .hasMessageContaining("timeout");
            running.forEach(submission -> submission.cancel(false));
            assertThat(time.scheduledTasks()).isZero();
            assertThat(server.requests).hasSize(MAX_CONCURRENT_CALLS);
        }
    }

    @Test
    void queuedSubmissionIsSentWhenAnotherOneEnds() throws InterruptedException {
        CountDownLatch requested = new CountDownLatch(MAX_CONCURRENT_CALLS);
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(request ->
                        requests.getAndIncrement() < MAX_CONCURRENT_CALLS ? STALLED : response(200, CREATED));
                LumaModify luma = server.clientBuilder()
                        .submissionRateLimiter(RateLimiter.UNLIMITED)
                        .build()) {
            server.onStall = requested::countDown;
            CompletableFuture<String> first = luma.modifyAsync(REQUEST);
            for (int i = 1; i < MAX_CONCURRENT_CALLS; i++) {
                CompletableFuture<String> unused = luma.modifyAsync(REQUEST);
            }
            requested.await();
            CompletableFuture<String> queued = luma.modifyAsync(REQUEST);
            assertThat(server.requests).hasSize(MAX_CONCURRENT_CALLS);
            first.cancel(false);
            assertThat(queued.join()).isEqualTo(TASK_ID);
        }
    }

    @Test
    void closeFailsTheSubmissionsInTheQueue() throws InterruptedException {
        CountDownLatch requested = new CountDownLatch(MAX_CONCURRENT_CALLS);
        try (ScriptedServer server = new ScriptedServer(STALLED)) {
            LumaModify luma = server.clientBuilder()
                    .callFactory(new OkHttpClient())
                    .submissionRateLimiter(RateLimiter.UNLIMITED)
                    .build();
            server.onStall = requested::countDown;
            List<CompletableFuture<String>> running = Stream.generate(() -> luma.modifyAsync(REQUEST))
                    .limit(MAX_CONCURRENT_CALLS)
                    .toList();
            requested.await();
            CompletableFuture<String> queued = luma.modifyAsync(REQUEST);
            luma.close();
            assertThatThrownBy(queued::join)
                    .hasCauseInstanceOf(TransportException.class)
                    .hasMessageContaining("closed");
            assertThat(running).noneMatch(CompletableFuture::isDone);
            running.forEach(submission -> submission.cancel(false));
            assertThat(server.requests).hasSize(MAX_CONCURRENT_CALLS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void invalidRequestIsNotSent(CallStyle callStyle) {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder(time).build()) {
            ModifyRequest blank = new ModifyRequest(" ", "https://example.com/v.mp4", null, null);
            assertThatThrownBy(() -> {
                        if (callStyle == CallStyle.ASYNC) {
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
    void responsesHaveAMaximumSize() {
        String endless = "{\"code\":200,\"msg\":\"" + "x".repeat(1 << 21) + "\"}";
        for (int status : new int[] {200, 500}) {
            try (ScriptedServer server = new ScriptedServer(response(status, endless));
                    LumaModify luma = server.clientBuilder(time).build()) {
                assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(SubmissionOutcomeUnknownException.class);
                assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(LumaModifyException.class);
                assertThat(server.createRequests()).isEqualTo(1);
            }
        }
    }

    @Test
    void failureOfTheClockLosesNoPermit() {
        for (int failing = 1; failing < 10; failing++) {
            FakeScheduler clock = new FakeScheduler();
            AtomicInteger readings = new AtomicInteger();
            Scheduler broken = new Scheduler() {
                @Override
                public long nanoTime() {
                    if (readings.incrementAndGet() == 0) {
                        throw new IllegalStateException("no time");
                    }
                    return clock.nanoTime();
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    clock.sleep(duration);
                }

                @Override
                public Runnable schedule(Duration delay, Runnable task) {
                    return clock.schedule(delay, task);
                }
            };
            try (LumaModify luma = LumaModify.builder()
                    .apiKey("key")
                    .scheduler(broken)
                    .executor(Runnable::run)
                    .submissionRateLimit(1, Duration.ofSeconds(10))
                    .callFactory(request -> {
                        throw new IllegalStateException("no call");
                    })
                    .build()) {
                readings.set(-failing);
                assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(RuntimeException.class);
                readings.set(0);
                assertThatThrownBy(() -> luma.modify(REQUEST)).hasMessageContaining("no call");
            }
        }
    }
}
