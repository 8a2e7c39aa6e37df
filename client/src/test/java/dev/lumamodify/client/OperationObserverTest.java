package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.STALLED;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.CompletedOperation;
import dev.lumamodify.client.spi.CompletedOperation.Outcome;
import dev.lumamodify.client.spi.OperationObserver;
import dev.lumamodify.client.spi.RateLimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OperationObserverTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeScheduler time = new FakeScheduler();
    private final List<CompletedOperation> operations = new CopyOnWriteArrayList<>();

    private LumaModify observed(ScriptedServer server) {
        return server.clientBuilder(time).observer(operations::add).build();
    }

    private CompletedOperation only() {
        assertThat(operations).hasSize(1);
        return operations.get(0);
    }

    private void assertEnd(
            String operation, Outcome outcome, @Nullable ResultCode code, @Nullable Integer status, int attempts) {
        assertThat(only())
                .extracting(
                        CompletedOperation::operation,
                        CompletedOperation::outcome,
                        CompletedOperation::code,
                        CompletedOperation::httpStatus,
                        CompletedOperation::attempts)
                .containsExactly(operation, outcome, code, status, attempts);
        assertThat(only().failure() == null).isEqualTo(outcome == Outcome.SUCCESS);
    }

    @Test
    void blockingSubmissionIsReported() {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = observed(server)) {
            luma.modify(REQUEST);
            assertEnd("generate", Outcome.SUCCESS, ResultCode.SUCCESS, 200, 1);
            assertThat(only().taskId()).isEqualTo(TASK_ID);
            assertThat(only().duration()).isZero();
        }
    }

    @Test
    void errorInsideHttp200IsAnError() {
        try (ScriptedServer server = new ScriptedServer(response(200, envelope(402)));
                LumaModify luma = observed(server)) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(ApiException.class);
            assertEnd("generate", Outcome.API_ERROR, ResultCode.INSUFFICIENT_CREDITS, 200, 1);
            assertThat(only().taskId()).isNull();
        }
    }

    @Test
    void retriesAreAttemptsOfOneOperation() {
        try (ScriptedServer server = new ScriptedServer(
                        response(503, "busy"),
                        responseBuilder(200, envelope(429))
                                .addHeader("Retry-After", "7")
                                .build(),
                        taskWithStatus(0));
                LumaModify luma = observed(server)) {
            luma.handleCallback(VerifiedCallback.forTesting(TASK_ID, Instant.EPOCH, null));
            assertEnd("recordInfo", Outcome.SUCCESS, ResultCode.SUCCESS, 200, 3);
            assertThat(only().taskId()).isEqualTo(TASK_ID);
            assertThat(only().duration())
                    .isEqualTo(time.sleeps.get(0).plusSeconds(7))
                    .isGreaterThan(Duration.ofSeconds(7));
        }
    }

    @Test
    void lastAttemptWithoutResponseHasNoStatus() {
        try (ScriptedServer server = new ScriptedServer(response(503, "busy"), ScriptedServer.CONNECTION_CLOSED);
                LumaModify luma = server.clientBuilder(time)
                        .maxRetries(1)
                        .observer(operations::add)
                        .build()) {
            assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(TransportException.class);
            assertEnd("recordInfo", Outcome.TRANSPORT_FAILURE, null, null, 2);
        }
    }

    @Test
    void asynchronousSubmissionWithRetriesIsReported() {
        try (ScriptedServer server = new ScriptedServer(response(429, ""), response(200, CREATED));
                LumaModify luma = server.clientBuilder(time)
                        .retryRejectedSubmissions()
                        .observer(operations::add)
                        .build()) {
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
            assertThat(operations).isEmpty();
            time.advance(Duration.ofSeconds(10));
            assertThat(submission).isCompletedWithValue(TASK_ID);
            assertEnd("generate", Outcome.SUCCESS, ResultCode.SUCCESS, 200, 2);
            assertThat(only().taskId()).isEqualTo(TASK_ID);
        }
    }

    @Test
    void unknownOutcomeIsReported() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.CONNECTION_CLOSED);
                LumaModify luma = observed(server)) {
            assertThat(luma.modifyAsync(REQUEST)).isNotNull();
            assertEnd("generate", Outcome.SUBMISSION_OUTCOME_UNKNOWN, null, null, 1);
        }
    }

    @Test
    void pollsAreAttemptsOfTheWait() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0), taskWithStatus(3));
                LumaModify luma = observed(server)) {
            assertThat(luma.awaitCompletionAsync(TASK_ID)).isNotNull();
            time.advance(Duration.ofMinutes(1));
            assertEnd("awaitCompletion", Outcome.TASK_FAILED, ResultCode.SUCCESS, 200, 2);
            assertThat(only().taskId()).isEqualTo(TASK_ID);
            assertThat(only().duration()).isEqualTo(Duration.ofSeconds(20));
        }
    }

    @Test
    void waitThatTimesOutIsReported() {
        try (ScriptedServer server = new ScriptedServer(response(200, envelope(500)));
                LumaModify luma = observed(server)) {
            assertThat(luma.awaitCompletionAsync(TASK_ID, WaitOptions.defaults().withTimeout(SECOND)))
                    .isNotNull();
            time.advance(SECOND);
            assertEnd("awaitCompletion", Outcome.WAIT_TIMEOUT, ResultCode.SERVER_ERROR, 200, 1);
        }
    }

    @Test
    void closeInterruptsTheWait() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0))) {
            LumaModify luma = observed(server);
            assertThat(luma.awaitCompletionAsync(TASK_ID)).isNotNull();
            luma.close();
            luma.close();
            assertEnd("awaitCompletion", Outcome.WAIT_INTERRUPTED, null, null, 0);
        }
    }

    @Test
    void interruptEndsTheBlockingWait() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = observed(server)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> luma.awaitCompletion(TASK_ID)).isInstanceOf(WaitInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertEnd("awaitCompletion", Outcome.WAIT_INTERRUPTED, null, null, 0);
        }
    }

    @Test
    void futureThatTheApplicationEndsIsCancelled() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = observed(server)) {
            luma.awaitCompletionAsync(TASK_ID).cancel(true);
            luma.awaitCompletionAsync(TASK_ID).complete(ResultFiles.task("https://example.com/x"));
            luma.awaitCompletionAsync(TASK_ID).completeExceptionally(new IOException());
            assertThat(luma.awaitCompletionAsync(TASK_ID)
                            .completeAsync(() -> ResultFiles.task("https://example.com/x"), Runnable::run))
                    .isDone();
            assertThat(operations).hasSize(4).allMatch(operation -> operation.outcome() == Outcome.CANCELLED);
        }
    }

    @Test
    void timeoutOfACallIsReported() {
        List<Runnable> tasks = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder(time)
                        .executor(tasks::add)
                        .timeout(Duration.ofMillis(1))
                        .observer(operations::add)
                        .build()) {
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
            time.advance(Duration.ofMillis(1));
            assertThat(tasks).hasSize(2);
            tasks.get(1).run();
            assertThatThrownBy(submission::join).hasCauseInstanceOf(TransportException.class);
            assertThat(operations).isEmpty();
            tasks.get(2).run();
            assertEnd("generate", Outcome.TRANSPORT_FAILURE, null, null, 1);
            assertThat(only().duration()).isEqualTo(Duration.ofMillis(1));
        }
    }

    @Test
    void errorIsReported() {
        Error error = new NoSuchMethodError("an incompatible library");
        try (ScriptedServer server = new ScriptedServer();
                LumaModify luma = server.clientBuilder(time)
                        .callFactory(request -> {
                            throw error;
                        })
                        .observer(operations::add)
                        .build()) {
            assertThat(catchThrowable(() -> luma.modify(REQUEST))).isSameAs(error);
            assertThat(catchThrowable(() -> luma.getTask(TASK_ID))).isSameAs(error);
            assertThat(luma.modifyAsync(REQUEST)).isNotNull();
            assertThat(luma.awaitCompletionAsync(TASK_ID)).isNotNull();
            time.advance(Duration.ofSeconds(10));
            assertThat(operations)
                    .extracting(CompletedOperation::operation)
                    .containsExactly("generate", "recordInfo", "generate", "awaitCompletion");
            assertThat(operations).allMatch(end -> end.outcome() == Outcome.ERROR && end.failure() == error);
        }
    }

    @Test
    void downloadIsOneOperation(@TempDir Path folder) {
        MockResponse video = ResultFiles.file("a video").build();
        try (ScriptedServer server = new ScriptedServer(response(503, ""), video, video, response(400, ""));
                LumaModify luma = observed(server)) {
            TaskRecord task = ResultFiles.task(server.url() + "/a.mp4", server.url() + "/b.mp4");
            luma.download(task, folder);
            assertEnd("download", Outcome.SUCCESS, null, 200, 3);
            operations.clear();
            assertThatThrownBy(() -> luma.download(task, folder)).isInstanceOf(DownloadException.class);
            assertEnd("download", Outcome.DOWNLOAD_FAILED, null, null, 0);
            operations.clear();
            assertThatThrownBy(() -> luma.download(ResultFiles.task(server.url() + "/c.mp4"), folder))
                    .isInstanceOf(DownloadException.class);
            assertEnd("download", Outcome.DOWNLOAD_FAILED, null, 400, 1);
            assertThat(Files.exists(folder.resolve("c.mp4"))).isFalse();
        }
    }

    @Test
    void rejectedArgumentsAreNoOperation(@TempDir Path folder) {
        try (ScriptedServer server = new ScriptedServer();
                LumaModify luma = observed(server)) {
            ModifyRequest invalid = new ModifyRequest("", "x", null, null);
            assertThat(catchThrowable(() -> luma.modify(invalid))).isInstanceOf(IllegalArgumentException.class);
            assertThat(catchThrowable(() -> luma.modifyAsync(invalid))).isInstanceOf(IllegalArgumentException.class);
            assertThat(catchThrowable(() -> luma.getTask(""))).isInstanceOf(IllegalArgumentException.class);
            assertThat(catchThrowable(() -> luma.awaitCompletion(""))).isInstanceOf(IllegalArgumentException.class);
            assertThat(catchThrowable(() -> luma.download(ResultFiles.task(), folder)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(operations).isEmpty();
        }
    }

    @Test
    void startAndEndAreReportedInPairs() {
        List<String> events = new CopyOnWriteArrayList<>();
        OperationObserver observer = new OperationObserver() {
            @Override
            public OperationObserver onStart(String operation) {
                events.add("start " + operation);
                return end -> events.add("end " + operation);
            }

            @Override
            public void onEnd(CompletedOperation operation) {
                events.add("unpaired");
            }
        };
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder(time).observer(observer).build()) {
            luma.modify(REQUEST);
            luma.awaitCompletionAsync(TASK_ID).cancel(false);
        }
        assertThat(events)
                .containsExactly("start generate", "end generate", "start awaitCompletion", "end awaitCompletion");
    }

    @Test
    void observerThatThrowsChangesNothing() {
        OperationObserver observer = new OperationObserver() {
            @Override
            public OperationObserver onStart(String operation) {
                throw new AssertionError("start");
            }

            @Override
            public void onEnd(CompletedOperation operation) {
                operations.add(operation);
                throw new AssertionError("end");
            }
        };
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED), response(200, CREATED));
                LumaModify luma = server.clientBuilder(time).observer(observer).build()) {
            assertThat(luma.modify(REQUEST)).isEqualTo(TASK_ID);
            assertThat(luma.modifyAsync(REQUEST)).isCompletedWithValue(TASK_ID);
            assertThat(operations).hasSize(2);
        }
    }

    /** More submissions than the client runs at the same time. */
    @Test
    void observerThatBlocksDelaysNoFuture() throws InterruptedException {
        int submissions = 150;
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(submissions);
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder()
                        .submissionRateLimiter(RateLimiter.UNLIMITED)
                        .observer(end -> {
                            awaitUninterruptibly(release);
                            ends.countDown();
                        })
                        .build()) {
            List<CompletableFuture<String>> futures = IntStream.range(0, submissions)
                    .mapToObj(i -> luma.modifyAsync(REQUEST))
                    .toList();
            futures.forEach(future -> assertThat(future.join()).isEqualTo(TASK_ID));
            assertThat(ends.getCount()).isEqualTo(submissions);
            release.countDown();
            ends.await();
        }
    }

    @Test
    void everyOperationIsReportedOnceDespiteCancellations() throws InterruptedException {
        int submissions = 500;
        CountDownLatch ends = new CountDownLatch(submissions);
        try (ScriptedServer server = new ScriptedServer(
                request -> ThreadLocalRandom.current().nextInt(10) == 0 ? STALLED : response(200, CREATED))) {
            LumaModify luma = server.clientBuilder()
                    .submissionRateLimiter(RateLimiter.UNLIMITED)
                    .observer(end -> {
                        operations.add(end);
                        ends.countDown();
                    })
                    .build();
            for (int i = 0; i < submissions; i++) {
                CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
                if (i % 2 == 0) {
                    submission.cancel(false);
                } else {
                    CompletableFuture<Void> unused = submission.thenRun(() -> submission.cancel(false));
                }
            }
            luma.close();
            ends.await();
            assertThat(operations).hasSize(submissions);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
