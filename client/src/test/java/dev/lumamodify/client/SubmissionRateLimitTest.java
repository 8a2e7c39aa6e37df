package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.spi.RateLimiter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class SubmissionRateLimitTest {
    private static final int LIMIT = ModifyApi.GENERATE_LIMIT;
    private static final Duration WINDOW = Duration.ofSeconds(ModifyApi.GENERATE_LIMIT_SECONDS);

    private final FakeScheduler time = new FakeScheduler();

    /** The times of the requests in the current window of the server. */
    private final ArrayDeque<Long> window = new ArrayDeque<>();

    private final List<String> prompts = new ArrayList<>();
    private int rejections;

    /** The documented limit, on the clock of the test. */
    private MockResponse limited(RecordedRequest request) {
        return response(200, limited(Objects.requireNonNull(request.getBody()).utf8()));
    }

    private String limited(String body) {
        long now = time.nanoTime();
        while (!window.isEmpty() && now - window.peek() >= WINDOW.toNanos()) {
            window.remove();
        }
        if (window.size() >= LIMIT) {
            rejections++;
            return envelope(429);
        }
        window.add(now);
        prompts.add(body.replaceAll(".*\"prompt\":\"([^\"]*)\".*", "$1"));
        return CREATED;
    }

    private LumaModifyBuilder clientWithoutNetwork() {
        OkHttpClient http = DirectExecutorService.http()
                .newBuilder()
                .addInterceptor(chain -> {
                    Buffer body = new Buffer();
                    Objects.requireNonNull(chain.request().body()).writeTo(body);
                    return new Response.Builder()
                            .request(chain.request())
                            .protocol(Protocol.HTTP_1_1)
                            .code(200)
                            .message("OK")
                            .body(ResponseBody.create(limited(body.readUtf8()), MediaType.get("application/json")))
                            .build();
                })
                .build();
        return LumaModify.builder()
                .apiKey(ScriptedServer.KEY)
                .scheduler(time)
                .executor(Runnable::run)
                .callFactory(http);
    }

    private static ModifyRequest numbered(int number) {
        return ModifyRequest.builder()
                .prompt("submission " + number)
                .videoUrl("https://example.com/input.mp4")
                .build();
    }

    private static MockResponse rejected(int seconds) {
        return responseBuilder(200, envelope(429))
                .addHeader("Retry-After", seconds)
                .build();
    }

    private static List<CompletableFuture<String>> submit(LumaModify luma, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> luma.modifyAsync(numbered(i)))
                .toList();
    }

    @Test
    void thousandSubmissionsAtOnceAreSentInOrderAndWithoutARejection() {
        Duration start = Duration.ofNanos(time.nanoTime());
        try (LumaModify luma = clientWithoutNetwork().build()) {
            List<CompletableFuture<String>> submissions = submit(luma, 1000);
            while (!submissions.get(999).isDone()) {
                time.advance(Duration.ofMillis(500));
            }
            assertThat(submissions).allMatch(submission -> TASK_ID.equals(submission.getNow("")));
            assertThat(rejections).isZero();
            assertThat(prompts)
                    .isEqualTo(IntStream.range(0, 1000)
                            .mapToObj(i -> "submission " + i)
                            .toList());
            // 50 bursts of 20, one window apart. The last one needs no window after it.
            assertThat(Duration.ofNanos(time.nanoTime()).minus(start))
                    .isBetween(Duration.ofSeconds(490), Duration.ofSeconds(500));
            assertThat(time.scheduledTasks()).isZero();
        }
    }

    @Test
    void requestCountsUntilOneWindowAfterItsResponse() {
        try (ScriptedServer server = new ScriptedServer(this::limited);
                LumaModify luma = server.clientBuilder(time)
                        .submissionRateLimit(1, WINDOW)
                        .build()) {
            server.onRequest = () -> time.advance(Duration.ofSeconds(3));
            CompletableFuture<String> first = luma.modifyAsync(REQUEST);
            CompletableFuture<String> second = luma.modifyAsync(REQUEST);
            assertThat(first).isDone();
            time.advance(WINDOW.minusNanos(1));
            assertThat(server.createRequests()).isEqualTo(1);
            time.advance(Duration.ofNanos(1));
            assertThat(second).isCompletedWithValue(TASK_ID);
        }
    }

    @Test
    void blockingSubmissionsWaitForTheirTurn() {
        try (LumaModify luma = clientWithoutNetwork().build()) {
            for (int i = 0; i < 2 * LIMIT + 1; i++) {
                assertThat(luma.modify(REQUEST)).isEqualTo(TASK_ID);
            }
            assertThat(time.sleeps).containsExactly(WINDOW, WINDOW);
            assertThat(rejections).isZero();
            assertThat(time.scheduledTasks()).isZero();
        }
    }

    @Test
    void freePermitNeedsNoTimer() {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder(time).build()) {
            server.onRequest = () -> assertThat(time.scheduledTasks()).isZero();
            for (int i = 0; i < LIMIT; i++) {
                assertThat(luma.modify(REQUEST)).isEqualTo(TASK_ID);
            }
            assertThat(time.sleeps).isEmpty();
        }
    }

    @Test
    void submissionWithoutATurnWithinItsQueueTimeoutIsNotSent() {
        try (ScriptedServer server = new ScriptedServer(this::limited);
                LumaModify luma = server.clientBuilder(time).build()) {
            submit(luma, LIMIT);
            CompletableFuture<String> submission =
                    luma.modifyAsync(REQUEST, CallOptions.defaults().withQueueTimeout(Duration.ofSeconds(9)));
            time.advance(Duration.ofSeconds(9));
            assertThatThrownBy(submission::join)
                    .cause()
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("was not sent")
                    .hasMessageContaining("withQueueTimeout")
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThat(time.scheduledTasks()).isZero();
            time.advance(WINDOW);
            assertThat(server.createRequests()).isEqualTo(LIMIT);
        }
    }

    @Test
    void timeoutOfTheCallBeginsAtTheTurn() {
        try (ScriptedServer server = new ScriptedServer(this::limited);
                LumaModify luma = server.clientBuilder(time).build()) {
            submit(luma, LIMIT);
            CompletableFuture<String> submission =
                    luma.modifyAsync(REQUEST, CallOptions.defaults().withTimeout(Duration.ofSeconds(1)));
            time.advance(WINDOW);
            assertThat(submission).isCompletedWithValue(TASK_ID);
        }
    }

    @Test
    void cancelledSubmissionLeavesTheQueueAndTakesNoPermit() {
        try (ScriptedServer server = new ScriptedServer(this::limited);
                LumaModify luma = server.clientBuilder(time)
                        .submissionRateLimit(1, WINDOW)
                        .build()) {
            CompletableFuture<String> first = luma.modifyAsync(REQUEST);
            CompletableFuture<String> cancelled = luma.modifyAsync(REQUEST);
            CompletableFuture<String> third = luma.modifyAsync(REQUEST);
            cancelled.cancel(false);
            time.advance(WINDOW);
            assertThat(first).isDone();
            assertThat(third).isCompletedWithValue(TASK_ID);
            assertThat(server.createRequests()).isEqualTo(2);
            luma.modifyAsync(REQUEST).cancel(false);
            assertThat(time.scheduledTasks()).isZero();
        }
    }

    @Test
    void interruptEndsTheWaitForATurn() {
        try (ScriptedServer server = new ScriptedServer(this::limited);
                LumaModify luma = server.clientBuilder()
                        .submissionRateLimit(1, Duration.ofDays(1))
                        .build()) {
            luma.modify(REQUEST);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> luma.modify(REQUEST))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("was not sent")
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @Test
    void closeEndsAllThatWait() {
        LumaModify luma = clientWithoutNetwork().build();
        List<CompletableFuture<String>> submissions = submit(luma, LIMIT + 2);
        time.onSleep = luma::close;
        assertThatThrownBy(() -> luma.modify(REQUEST))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("closed");
        for (CompletableFuture<String> waiting : submissions.subList(LIMIT, LIMIT + 2)) {
            assertThatThrownBy(waiting::join)
                    .hasCauseInstanceOf(TransportException.class)
                    .hasMessageContaining("closed");
        }
        assertThat(time.scheduledTasks()).isZero();
        assertThat(prompts).hasSize(LIMIT);
    }

    @Test
    void rejectionPausesAllSubmissions() {
        try (ScriptedServer server = new ScriptedServer(rejected(25), response(200, CREATED));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            CompletableFuture<String> next = luma.modifyAsync(REQUEST);
            time.advance(Duration.ofSeconds(25).minusNanos(1));
            assertThat(server.createRequests()).isEqualTo(1);
            time.advance(Duration.ofNanos(1));
            assertThat(next).isCompletedWithValue(TASK_ID);
        }
    }

    @Test
    void rejectionWithoutATimePausesForOneWindow() {
        try (ScriptedServer server = new ScriptedServer(response(200, envelope(429)), response(200, CREATED));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            CompletableFuture<String> next = luma.modifyAsync(REQUEST);
            time.advance(WINDOW.minusNanos(1));
            assertThat(next).isNotDone();
            time.advance(Duration.ofNanos(1));
            assertThat(next).isCompletedWithValue(TASK_ID);
        }
    }

    @Test
    void pauseHasAMaximumAndItsTimeoutNamesIt() {
        try (ScriptedServer server = new ScriptedServer(rejected(999_999_999), response(200, CREATED));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            CallOptions oneMinute = CallOptions.defaults().withQueueTimeout(Duration.ofMinutes(1));
            CompletableFuture<String> first = luma.modifyAsync(REQUEST, oneMinute);
            CompletableFuture<String> next = luma.modifyAsync(REQUEST);
            time.advance(Duration.ofMinutes(5));
            assertThatThrownBy(first::join).hasMessageContaining("429").hasMessageContaining("pause for another PT4M");
            assertThat(next).isCompletedWithValue(TASK_ID);
        }
    }

    @Test
    void retryTakesAPermitAndKeepsItsPlace() {
        AtomicInteger requests = new AtomicInteger();
        List<Integer> order = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer(request -> {
                    order.add(Integer.valueOf(Objects.requireNonNull(request.getBody())
                            .utf8()
                            .replaceAll(".*submission (\\d+).*", "$1")));
                    return requests.getAndIncrement() == 0 ? rejected(2) : response(200, CREATED);
                });
                LumaModify luma = server.clientBuilder(time)
                        .retryRejectedSubmissions()
                        .submissionRateLimit(1, Duration.ofSeconds(5))
                        .build()) {
            List<CompletableFuture<String>> submissions = submit(luma, 3);
            time.advance(Duration.ofSeconds(4));
            assertThat(order).containsExactly(0);
            time.advance(Duration.ofSeconds(20));
            assertThat(order).containsExactly(0, 0, 1, 2);
            assertThat(submissions).allMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void failureOfTheLimiterFailsTheSubmissionAndSendsNothing() {
        RateLimiter broken = () -> {
            throw new IllegalStateException("the limiter is unavailable");
        };
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma =
                        server.clientBuilder(time).submissionRateLimiter(broken).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("the limiter is unavailable");
            assertThat(luma.modifyAsync(REQUEST)).isCompletedExceptionally();
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void limiterOfTheApplicationIsAskedForTheFirstSubmissionOnly() {
        AtomicInteger questions = new AtomicInteger();
        AtomicInteger permits = new AtomicInteger();
        RateLimiter limiter = () -> {
            questions.incrementAndGet();
            return permits.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? Duration.ZERO : Duration.ofSeconds(1);
        };
        try (LumaModify luma =
                clientWithoutNetwork().submissionRateLimiter(limiter).build()) {
            List<CompletableFuture<String>> submissions = submit(luma, LIMIT);
            assertThat(questions).hasValue(1);
            permits.set(LIMIT);
            time.advance(Duration.ofSeconds(1));
            assertThat(submissions).allMatch(submission -> TASK_ID.equals(submission.getNow("")));
            assertThat(questions).hasValue(LIMIT + 1);
        }
    }

    @Test
    void limitCanBeSwitchedOff() {
        try (ScriptedServer server = new ScriptedServer(rejected(60));
                LumaModify luma = server.clientBuilder(time)
                        .submissionRateLimiter(RateLimiter.UNLIMITED)
                        .build()) {
            assertThat(submit(luma, LIMIT + 1)).allMatch(CompletableFuture::isCompletedExceptionally);
            assertThat(server.createRequests()).isEqualTo(LIMIT + 1);
        }
    }

    @Test
    void submissionThatWasNotSentReturnsItsPermit() {
        try (ScriptedServer server = new ScriptedServer(this::limited);
                LumaModify luma = server.clientBuilder(time)
                        .submissionRateLimit(1, WINDOW)
                        .callFactory(request -> {
                            throw new IllegalStateException("no call");
                        })
                        .build()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> luma.modify(REQUEST))
                        .isInstanceOf(TransportException.class)
                        .hasMessageContaining("no call");
                assertThat(luma.modifyAsync(REQUEST)).isCompletedExceptionally();
            }
            assertThat(time.scheduledTasks()).isZero();
        }
    }

    @Test
    void blockingSubmissionInAContinuationGetsItsTurn() {
        CountDownLatch ended = new CountDownLatch(2);
        try (ScriptedServer server = new ScriptedServer(this::limited);
                LumaModify luma = server.clientBuilder()
                        .submissionRateLimit(1, Duration.ofMillis(20))
                        .executor(Runnable::run)
                        .build()) {
            server.onRequest = ended::countDown;
            CompletableFuture<String> first = luma.modifyAsync(REQUEST);
            CompletableFuture<String> second = first.thenApply(id -> luma.modify(REQUEST));
            CompletableFuture<String> third = luma.modifyAsync(REQUEST).thenApply(id -> luma.modify(REQUEST));
            assertThat(second.join()).isEqualTo(TASK_ID);
            assertThat(third.join()).isEqualTo(TASK_ID);
            assertThat(ended.getCount()).isZero();
        }
    }
}
