package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CONNECTION_CLOSED;
import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.STALLED;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class TaskPollerTest {
    private final FakeScheduler time = new FakeScheduler();

    @Test
    void waitPollsUntilTheTaskHasEnded() {
        try (ScriptedServer server = new ScriptedServer(
                        taskWithStatus(0), taskWithStatus(0), response(503, ""), CONNECTION_CLOSED, taskWithStatus(4));
                LumaModify luma = server.clientBuilder(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID);
            assertThat(server.requests).isEmpty();
            time.advance(Duration.ofSeconds(9));
            assertThat(server.requests).isEmpty();
            time.advance(Duration.ofSeconds(1));
            assertThat(server.requests).hasSize(1);
            time.advance(Duration.ofMinutes(2));
            assertThat(wait.join().successFlag()).isEqualTo(TaskStatus.CALLBACK_FAILED);
            assertThat(server.requests).hasSize(5);
            assertThat(time.scheduledTasks()).isZero();
        }
    }

    @Test
    void waitEndsAtTheTimeout() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = server.clientBuilder(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID);
            time.advance(Duration.ofMinutes(30).minusNanos(1));
            assertThat(wait).isNotDone();
            int before = server.requests.size();
            time.advance(Duration.ofNanos(1));
            assertThatThrownBy(wait::join).hasCauseInstanceOf(WaitTimeoutException.class);
            assertThat(server.requests).hasSize(before + 1).hasSizeBetween(60, 65);
        }
    }

    @Test
    void unknownNewTaskIsPolledAgain() {
        try (ScriptedServer server = new ScriptedServer(
                        response(200, envelope(422)), response(200, envelope(422)), taskWithStatus(1));
                LumaModify luma = server.clientBuilder(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID);
            time.advance(Duration.ofMinutes(1));
            assertThat(wait.join().taskId()).isEqualTo(TASK_ID);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void cancelRemovesTheScheduledPoll() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = server.clientBuilder(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID);
            wait.cancel(false);
            assertThat(time.scheduledTasks()).isZero();
            time.advance(Duration.ofHours(1));
            assertThat(server.requests).isEmpty();
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
            try (LumaModify luma = server.clientBuilder()
                    .callFactory(http)
                    .scheduler(time)
                    .random(() -> 0.5)
                    .build()) {
                CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID);
                time.advance(Duration.ofSeconds(10));
                requested.await();
                wait.cancel(false);
                ended.await();
                assertThat(http.dispatcher().runningCallsCount()).isZero();
                assertThat(time.scheduledTasks()).isZero();
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @Test
    void interruptEndsTheCallInProgress() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        OkHttpClient http = new OkHttpClient();
        http.dispatcher().setIdleCallback(ended::countDown);
        Thread waiter = Thread.currentThread();
        try (ScriptedServer server = new ScriptedServer(STALLED)) {
            server.onStall = waiter::interrupt;
            try (LumaModify luma = server.clientBuilder().callFactory(http).build()) {
                WaitOptions options = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofSeconds(1));
                WaitInterruptedException e = catchThrowableOfType(
                        WaitInterruptedException.class, () -> luma.awaitCompletion(TASK_ID, options));
                assertThat(Thread.interrupted()).isTrue();
                assertThat(e.taskId()).contains(TASK_ID);
                ended.await();
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @Test
    void closeEndsAllWaits() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0))) {
            LumaModify luma = server.clientBuilder(time).build();
            List<CompletableFuture<TaskRecord>> waits = List.of(
                    luma.awaitCompletionAsync(TASK_ID),
                    luma.awaitCompletionAsync(TASK_ID),
                    luma.awaitCompletionAsync("other"));
            luma.close();
            assertThat(waits)
                    .allSatisfy(wait -> assertThatThrownBy(wait::join)
                            .isInstanceOf(CompletionException.class)
                            .hasCauseInstanceOf(WaitInterruptedException.class));
            assertThat(time.scheduledTasks()).isZero();
            assertThatThrownBy(() -> luma.awaitCompletionAsync(TASK_ID)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> luma.modifyAsync(REQUEST)).isInstanceOf(IllegalStateException.class);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void tenThousandWaitsUseOneThread() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = server.clientBuilder().build()) {
            List<CompletableFuture<TaskRecord>> waits = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                waits.add(luma.awaitCompletionAsync(TASK_ID));
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("luma-modify-timer"))
                    .hasSize(1)
                    .allMatch(Thread::isDaemon);
            assertThat(waits).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void failureAfterTheSubmissionHasTheTaskId() {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED), response(200, envelope(401)));
                LumaModify luma = server.clientBuilder().build()) {
            WaitOptions options = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofSeconds(1));
            ApiException e =
                    catchThrowableOfType(ApiException.class, () -> luma.modifyAndAwaitCompletion(REQUEST, options));
            assertThat(e.taskId()).contains(TASK_ID);
            assertThat(e.code()).isEqualTo(ResultCode.UNAUTHORIZED);
            assertThat(server.createRequests()).isEqualTo(1);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void closeAfterTheSubmissionThrowsTheTaskId() {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED))) {
            LumaModify luma = server.clientBuilder(time).build();
            server.onRequest = luma::close;
            WaitInterruptedException e =
                    catchThrowableOfType(WaitInterruptedException.class, () -> luma.modifyAndAwaitCompletion(REQUEST));
            assertThat(e.taskId()).contains(TASK_ID);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void modifyAndAwaitCompletionReturnsTheResults() {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED), taskWithStatus(0), taskWithStatus(1));
                LumaModify luma = server.clientBuilder().build()) {
            List<TaskStatus> seen = new ArrayList<>();
            WaitOptions fast = WaitOptions.defaults()
                    .withPolling(Duration.ZERO, Duration.ofMillis(1))
                    .withListener(change -> seen.add(change.successFlag()));
            assertThat(luma.modifyAndAwaitCompletion(REQUEST, fast).response()).isNotNull();
            assertThat(seen).containsExactly(TaskStatus.GENERATING, TaskStatus.SUCCESS);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void failingCallFactoryIsAFailedPoll() {
        try (LumaModify luma = LumaModify.builder()
                .apiKey(ScriptedServer.KEY)
                .callFactory(request -> {
                    throw new IllegalStateException("no call");
                })
                .scheduler(time)
                .executor(Runnable::run)
                .random(() -> 0.5)
                .build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID);
            time.advance(Duration.ofMinutes(30));
            assertThatThrownBy(wait::join).hasCauseInstanceOf(WaitTimeoutException.class);
        }
    }

    @Test
    void responseConsumedByAnInterceptorIsAFailedPoll() {
        OkHttpClient http = DirectExecutorService.http()
                .newBuilder()
                .addInterceptor(AtMostOnceTest::consumeBody)
                .build();
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(1));
                LumaModify luma = server.clientBuilder(time).callFactory(http).build()) {
            CompletableFuture<TaskRecord> wait =
                    luma.awaitCompletionAsync(TASK_ID, WaitOptions.defaults().withTimeout(Duration.ofSeconds(15)));
            time.advance(Duration.ofSeconds(15));
            assertThatThrownBy(wait::join).hasCauseInstanceOf(WaitTimeoutException.class);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void emptyTaskIdIsRejected() {
        try (LumaModify luma = LumaModify.builder()
                .apiKey(ScriptedServer.KEY)
                .scheduler(time)
                .random(() -> 0)
                .build()) {
            assertThatThrownBy(() -> luma.awaitCompletionAsync(""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("taskId");
            assertThat(time.scheduledTasks()).isZero();
        }
    }
}
