package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.STALLED;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every future ends at its timeout, whatever the HTTP client and the code of the application do. */
@Timeout(60)
class CallTimeoutTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final CallOptions CALL = CallOptions.defaults().withTimeout(TIMEOUT);
    private static final WaitOptions WAIT = WaitOptions.defaults()
            .withPolling(Duration.ZERO, Duration.ofSeconds(1))
            .withTimeout(TIMEOUT);

    private final FakeScheduler time = new FakeScheduler();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
    }

    /** Blocks until the test has ended. */
    private void block() {
        reached.countDown();
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                // A blocked thread that ignores interrupts.
            }
        }
    }

    private LumaModify client(ScriptedServer server, OkHttpClient http) {
        return server.clientBuilder()
                .callFactory(http)
                .scheduler(time)
                .random(() -> 0.5)
                .build();
    }

    private OkHttpClient blocking(boolean afterTheResponse) {
        return new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    if (afterTheResponse) {
                        Response response = chain.proceed(chain.request());
                        block();
                        return response;
                    }
                    block();
                    return chain.proceed(chain.request());
                })
                .build();
    }

    @Test
    void timeoutEndsASubmissionThatABlockedInterceptorHolds() throws InterruptedException {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = client(server, blocking(false))) {
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST, CALL);
            reached.await();
            time.advance(TIMEOUT.minusNanos(1));
            assertThat(submission).isNotDone();
            time.advance(Duration.ofNanos(1));
            assertThatThrownBy(submission::join)
                    .hasCauseInstanceOf(TransportException.class)
                    .hasMessageContaining("timeout");
            assertThat(time.scheduledTasks()).isZero();
        }
    }

    /** The exception states that it is safe to submit again, so the first submission must never be sent. */
    @Test
    void submissionThatEndedUnsentIsNeverSent() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    try {
                        return ignoringCancel(chain);
                    } finally {
                        ended.countDown();
                    }
                })
                .build();
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = client(server, http)) {
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST, CALL);
            reached.await();
            time.advance(TIMEOUT);
            assertThatThrownBy(submission::join).hasCauseInstanceOf(TransportException.class);
            released.countDown();
            ended.await();
            assertThat(server.createRequests()).isZero();
        }
    }

    /** Sends the request with another call, which the client cannot cancel. */
    private Response ignoringCancel(Interceptor.Chain chain) throws IOException {
        block();
        return new OkHttpClient().newCall(chain.request()).execute();
    }

    @Test
    void timeoutAfterTheResponseHasAnUnknownOutcome() throws InterruptedException {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = client(server, blocking(true))) {
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST, CALL);
            reached.await();
            time.advance(TIMEOUT);
            assertThatThrownBy(submission::join).hasCauseInstanceOf(SubmissionOutcomeUnknownException.class);
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @Test
    void timeoutEndsASubmissionWhoseCallFactoryBlocks() throws InterruptedException {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder()
                        .callFactory(request -> {
                            block();
                            return new OkHttpClient().newCall(request);
                        })
                        .scheduler(time)
                        .build()) {
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST, CALL);
            reached.await();
            time.advance(TIMEOUT);
            assertThatThrownBy(submission::join).hasCauseInstanceOf(TransportException.class);
            released.countDown();
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void timeoutEndsASubmissionWhoseCancellationBlocks() throws InterruptedException {
        CountDownLatch stalled = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(STALLED);
                LumaModify luma = client(server, FailingListener.http("canceled", this::block))) {
            server.onStall = stalled::countDown;
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST, CALL);
            stalled.await();
            time.advance(TIMEOUT);
            assertThatThrownBy(submission::join).hasCauseInstanceOf(SubmissionOutcomeUnknownException.class);
        }
    }

    @Test
    void timeoutEndsAWaitWhosePollIsBlocked() throws InterruptedException {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(1));
                LumaModify luma = client(server, blocking(false))) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID, WAIT);
            time.advance(Duration.ZERO);
            reached.await();
            time.advance(TIMEOUT.minusNanos(1));
            assertThat(wait).isNotDone();
            time.advance(Duration.ofNanos(1));
            assertThatThrownBy(wait::join).hasCauseInstanceOf(WaitTimeoutException.class);
            assertThat(time.scheduledTasks()).isZero();
        }
    }

    @Test
    void lastPollAtTheTimeoutTakesHalfASecondAtMost() throws InterruptedException {
        WaitOptions onePoll = WAIT.withPolling(TIMEOUT, TIMEOUT);
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(1));
                LumaModify luma = client(server, blocking(false))) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID, onePoll);
            time.advance(TIMEOUT);
            reached.await();
            time.advance(Duration.ofMillis(499));
            assertThat(wait).isNotDone();
            time.advance(Duration.ofMillis(1));
            assertThatThrownBy(wait::join).hasCauseInstanceOf(WaitTimeoutException.class);
        }
    }

    @Test
    void blockedPollsDoNotDelayOtherWaits() {
        CountDownLatch blocked = new CountDownLatch(64);
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    if (chain.request().url().queryParameter("taskId").equals("blocked")) {
                        blocked.countDown();
                        block();
                    }
                    return chain.proceed(chain.request());
                })
                .build();
        WaitOptions shortPolls = WAIT.withCallOptions(CALL.withTimeout(Duration.ofMillis(100)));
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(1));
                LumaModify luma = server.clientBuilder().callFactory(http).build()) {
            for (int i = 0; i < 64; i++) {
                CompletableFuture<TaskRecord> unused = luma.awaitCompletionAsync("blocked", shortPolls);
            }
            assertThat(luma.awaitCompletion(TASK_ID, WAIT.withTimeout(Duration.ofSeconds(30)))
                            .taskId())
                    .isEqualTo(TASK_ID);
        }
    }

    static Stream<Named<Executor>> faultyExecutors() {
        return Stream.of(
                Named.of("drops tasks", task -> {}),
                Named.of("rejects tasks", task -> {
                    throw new RejectedExecutionException();
                }),
                Named.of("runs tasks on the calling thread", Runnable::run),
                Named.of("runs tasks and then fails", task -> {
                    task.run();
                    throw new AssertionError();
                }));
    }

    @ParameterizedTest
    @MethodSource("faultyExecutors")
    void faultyExecutorDoesNotStopAFuture(Executor executor) {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED), taskWithStatus(1));
                LumaModify luma = server.clientBuilder().executor(executor).build()) {
            assertThat(luma.modifyAsync(REQUEST).join()).isEqualTo(TASK_ID);
            assertThat(luma.awaitCompletion(TASK_ID, WAIT).taskId()).isEqualTo(TASK_ID);
        }
    }

    static Stream<Arguments> listenersThatThrow() {
        return Stream.concat(FailingListener.EVENTS.stream(), Stream.of("callFailed", "canceled"))
                .flatMap(event -> Stream.of(
                        Arguments.of(event, new IllegalStateException("a listener failed")),
                        Arguments.of(event, new NoSuchMethodError("a listener failed"))));
    }

    @ParameterizedTest
    @MethodSource("listenersThatThrow")
    void listenerThatThrowsDoesNotStopAFuture(String event, Throwable failure) {
        OkHttpClient http = FailingListener.http(event, () -> sneakyThrow(failure));
        try (ScriptedServer server = new ScriptedServer(STALLED, response(200, CREATED), STALLED, taskWithStatus(1));
                LumaModify luma = server.clientBuilder()
                        .callFactory(http)
                        .timeout(Duration.ofMillis(100))
                        .build()) {
            for (int i = 0; i < 2; i++) {
                CompletableFuture<String> submission = luma.modifyAsync(REQUEST, CALL);
                assertThat(submission.handle((id, thrown) -> "ended")).succeedsWithin(TIMEOUT.plusSeconds(1));
            }
            for (int i = 0; i < 2; i++) {
                CompletableFuture<TaskRecord> wait =
                        luma.awaitCompletionAsync(TASK_ID, WAIT.withTimeout(Duration.ofMillis(300)));
                assertThat(wait.handle((task, thrown) -> "ended")).succeedsWithin(TIMEOUT.plusSeconds(1));
            }
            assertThat(server.createRequests()).isLessThanOrEqualTo(2);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }

    static Stream<Named<RuntimeException>> schedulerFailures() {
        return Stream.of(
                Named.of("rejection", new RejectedExecutionException()),
                Named.of("other", new IllegalStateException()));
    }

    @ParameterizedTest
    @MethodSource("schedulerFailures")
    void schedulerThatThrowsEndsFuturesAtOnce(RuntimeException failure) {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder()
                        .scheduler(new FailingScheduler(failure))
                        .build()) {
            assertThatThrownBy(() -> luma.modifyAsync(REQUEST).join()).hasCauseInstanceOf(TransportException.class);
            assertThatThrownBy(() -> luma.awaitCompletionAsync(TASK_ID, WAIT).join())
                    .hasCauseInstanceOf(TransportException.class)
                    .hasRootCause(failure);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void closedClientKeepsTheTimeoutsOfItsCalls() throws InterruptedException {
        CountDownLatch stalled = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(STALLED)) {
            server.onStall = stalled::countDown;
            LumaModify luma =
                    server.clientBuilder().callFactory(new OkHttpClient()).build();
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST, CALL);
            stalled.await();
            luma.close();
            assertThat(submission).isNotDone();
            assertThatThrownBy(submission::join).hasCauseInstanceOf(SubmissionOutcomeUnknownException.class);
        }
    }

    private record FailingScheduler(RuntimeException failure) implements Scheduler {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) {
            throw failure;
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            throw failure;
        }
    }
}
