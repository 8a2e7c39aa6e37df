package dev.lumamodify.client;

import static dev.lumamodify.client.FaultyServer.ACCEPTED;
import static dev.lumamodify.client.FaultyServer.CLOSED;
import static dev.lumamodify.client.FaultyServer.REQUEST;
import static dev.lumamodify.client.FaultyServer.STALLED;
import static dev.lumamodify.client.FaultyServer.TASK;
import static dev.lumamodify.client.FaultyServer.answer;
import static dev.lumamodify.client.FaultyServer.envelope;
import static dev.lumamodify.client.FaultyServer.flag;
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
    void aWaitLooksUntilTheTaskHasEnded() {
        try (FaultyServer server = new FaultyServer(flag(0), flag(0), answer(503, ""), CLOSED, flag(4));
                LumaModify luma = server.client(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK);
            assertThat(server.requests).isEmpty();
            time.advance(Duration.ofSeconds(9));
            assertThat(server.requests).isEmpty();
            time.advance(Duration.ofSeconds(1));
            assertThat(server.requests).hasSize(1);
            time.advance(Duration.ofMinutes(2));
            assertThat(wait.join().successFlag()).isEqualTo(TaskStatus.CALLBACK_FAILED);
            assertThat(server.requests).hasSize(5);
            assertThat(time.scheduled()).isZero();
        }
    }

    @Test
    void theDeadlineIsTheOnlyLimit() {
        try (FaultyServer server = new FaultyServer(flag(0));
                LumaModify luma = server.client(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK);
            time.advance(Duration.ofMinutes(30).minusNanos(1));
            assertThat(wait).isNotDone();
            int before = server.requests.size();
            time.advance(Duration.ofNanos(1));
            assertThatThrownBy(wait::join).hasCauseInstanceOf(WaitTimeoutException.class);
            assertThat(server.requests).hasSize(before + 1).hasSizeBetween(60, 65);
        }
    }

    @Test
    void aNewTaskMayBeUnreadableForAMoment() {
        try (FaultyServer server = new FaultyServer(answer(200, envelope(422)), answer(200, envelope(422)), flag(1));
                LumaModify luma = server.client(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK);
            time.advance(Duration.ofMinutes(1));
            assertThat(wait.join().taskId()).isEqualTo(TASK);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void cancellingStopsTheTimer() {
        try (FaultyServer server = new FaultyServer(flag(0));
                LumaModify luma = server.client(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK);
            wait.cancel(false);
            assertThat(time.scheduled()).isZero();
            time.advance(Duration.ofHours(1));
            assertThat(server.requests).isEmpty();
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
            try (LumaModify luma =
                    server.client().callFactory(http).scheduler(time, () -> 0.5).build()) {
                CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK);
                time.advance(Duration.ofSeconds(10));
                asked.await();
                wait.cancel(false);
                over.await();
                assertThat(http.dispatcher().runningCallsCount()).isZero();
                assertThat(time.scheduled()).isZero();
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @Test
    void anInterruptStopsTheCallInFlight() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        OkHttpClient http = new OkHttpClient();
        http.dispatcher().setIdleCallback(over::countDown);
        Thread waiter = Thread.currentThread();
        try (FaultyServer server = new FaultyServer(STALLED)) {
            server.whenStalled = waiter::interrupt;
            try (LumaModify luma = server.client().callFactory(http).build()) {
                WaitOptions now = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofSeconds(1));
                WaitInterruptedException e =
                        catchThrowableOfType(WaitInterruptedException.class, () -> luma.awaitCompletion(TASK, now));
                assertThat(Thread.interrupted()).isTrue();
                assertThat(e.taskId()).contains(TASK);
                over.await();
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @Test
    void closingEndsEveryWait() {
        try (FaultyServer server = new FaultyServer(flag(0))) {
            LumaModify luma = server.client(time).build();
            List<CompletableFuture<TaskRecord>> waits = List.of(
                    luma.awaitCompletionAsync(TASK),
                    luma.awaitCompletionAsync(TASK),
                    luma.awaitCompletionAsync("other"));
            luma.close();
            assertThat(waits)
                    .allSatisfy(wait -> assertThatThrownBy(wait::join)
                            .isInstanceOf(CompletionException.class)
                            .hasCauseInstanceOf(WaitInterruptedException.class));
            assertThat(time.scheduled()).isZero();
            assertThatThrownBy(() -> luma.awaitCompletionAsync(TASK)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> luma.getTask(TASK)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> luma.modifyAsync(REQUEST)).isInstanceOf(IllegalStateException.class);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void tenThousandWaitsUseOneTimerThread() {
        try (FaultyServer server = new FaultyServer(flag(0));
                LumaModify luma = server.client().build()) {
            List<CompletableFuture<TaskRecord>> waits = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                waits.add(luma.awaitCompletionAsync(TASK));
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("luma-modify-timer"))
                    .hasSize(1)
                    .allMatch(Thread::isDaemon);
            assertThat(waits).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void everyFailureAfterTheSubmitCarriesTheTaskId() {
        try (FaultyServer server = new FaultyServer(answer(200, ACCEPTED), answer(200, envelope(401)));
                LumaModify luma = server.client().build()) {
            WaitOptions now = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofSeconds(1));
            ApiException e =
                    catchThrowableOfType(ApiException.class, () -> luma.modifyAndAwaitCompletion(REQUEST, now));
            assertThat(e.taskId()).contains(TASK);
            assertThat(e.code()).isEqualTo(ResultCode.UNAUTHORIZED);
            assertThat(server.creates()).isEqualTo(1);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aClientThatIsClosedInBetweenTellsTheTaskId() {
        try (FaultyServer server = new FaultyServer(answer(200, ACCEPTED))) {
            LumaModify luma = server.client(time).build();
            server.whenAsked = luma::close;
            WaitInterruptedException e =
                    catchThrowableOfType(WaitInterruptedException.class, () -> luma.modifyAndAwaitCompletion(REQUEST));
            assertThat(e.taskId()).contains(TASK);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void submittingAndWaitingEndsWithTheResults() {
        try (FaultyServer server = new FaultyServer(answer(200, ACCEPTED), flag(0), flag(1));
                LumaModify luma = server.client().build()) {
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
    void aCallThatCannotBeMadeIsAFailedLook() {
        try (LumaModify luma = LumaModify.builder()
                .apiKey(FaultyServer.KEY)
                .callFactory(request -> {
                    throw new AssertionError("rude");
                })
                .scheduler(time, () -> 0.5)
                .build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK);
            time.advance(Duration.ofMinutes(30));
            assertThatThrownBy(wait::join).hasCauseInstanceOf(WaitTimeoutException.class);
        }
    }

    @Test
    void anAnswerThatSomebodyElseHasReadIsAFailedLook() {
        OkHttpClient http = DirectExecutorService.http()
                .newBuilder()
                .addInterceptor(AtMostOnceTest::read)
                .build();
        try (FaultyServer server = new FaultyServer(flag(1));
                LumaModify luma = server.client(time).callFactory(http).build()) {
            CompletableFuture<TaskRecord> wait =
                    luma.awaitCompletionAsync(TASK, WaitOptions.defaults().withTimeout(Duration.ofSeconds(15)));
            time.advance(Duration.ofSeconds(15));
            assertThatThrownBy(wait::join).hasCauseInstanceOf(WaitTimeoutException.class);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aWaitNeedsATaskId() {
        try (LumaModify luma = LumaModify.builder()
                .apiKey(FaultyServer.KEY)
                .scheduler(time, () -> 0)
                .build()) {
            assertThatThrownBy(() -> luma.awaitCompletionAsync(""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("taskId");
            assertThat(time.scheduled()).isZero();
        }
    }
}
