package dev.lumamodify.client;

import static dev.lumamodify.client.RudeServer.ACCEPTED;
import static dev.lumamodify.client.RudeServer.CLOSED;
import static dev.lumamodify.client.RudeServer.REQUEST;
import static dev.lumamodify.client.RudeServer.STALLED;
import static dev.lumamodify.client.RudeServer.TASK;
import static dev.lumamodify.client.RudeServer.answer;
import static dev.lumamodify.client.RudeServer.envelope;
import static dev.lumamodify.client.RudeServer.flag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class WaitsTest {
    private final FakeTime time = new FakeTime();

    @Test
    void aWaitLooksUntilTheTaskHasEnded() {
        try (RudeServer server = new RudeServer(flag(0), flag(0), answer(503, ""), CLOSED, flag(4));
                LumaModify luma = server.client(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitAsync(TASK);
            assertThat(server.requests).isEmpty();
            time.advance(Duration.ofSeconds(9));
            assertThat(server.requests).isEmpty();
            time.advance(Duration.ofSeconds(1));
            assertThat(server.requests).hasSize(1);
            time.advance(Duration.ofMinutes(2));
            assertThat(wait.join().successFlag()).isEqualTo(SuccessFlag.CALLBACK_FAILED);
            assertThat(server.requests).hasSize(5);
            assertThat(time.scheduled()).isZero();
        }
    }

    @Test
    void theDeadlineIsTheOnlyLimit() {
        try (RudeServer server = new RudeServer(flag(0));
                LumaModify luma = server.client(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitAsync(TASK);
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
        try (RudeServer server = new RudeServer(answer(200, envelope(422)), answer(200, envelope(422)), flag(1));
                LumaModify luma = server.client(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitAsync(TASK);
            time.advance(Duration.ofMinutes(1));
            assertThat(wait.join().taskId()).isEqualTo(TASK);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void cancellingStopsTheTimer() {
        try (RudeServer server = new RudeServer(flag(0));
                LumaModify luma = server.client(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitAsync(TASK);
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
        try (RudeServer server = new RudeServer(STALLED)) {
            server.whenStalled = asked::countDown;
            try (LumaModify luma =
                    server.client().callFactory(http).time(time, () -> 0.5).build()) {
                CompletableFuture<TaskRecord> wait = luma.awaitAsync(TASK);
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
        try (RudeServer server = new RudeServer(STALLED)) {
            server.whenStalled = waiter::interrupt;
            try (LumaModify luma = server.client().callFactory(http).build()) {
                WaitOptions now = WaitOptions.defaults().withLooks(Duration.ZERO, Duration.ofSeconds(1));
                WaitInterruptedException e =
                        catchThrowableOfType(WaitInterruptedException.class, () -> luma.await(TASK, now));
                assertThat(Thread.interrupted()).isTrue();
                assertThat(e.taskId()).contains(TASK);
                over.await();
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @Test
    void closingEndsEveryWait() {
        try (RudeServer server = new RudeServer(flag(0))) {
            LumaModify luma = server.client(time).build();
            List<CompletableFuture<TaskRecord>> waits =
                    List.of(luma.awaitAsync(TASK), luma.awaitAsync(TASK), luma.awaitAsync("other"));
            luma.close();
            assertThat(waits)
                    .allSatisfy(wait -> assertThatThrownBy(wait::join)
                            .isInstanceOf(CompletionException.class)
                            .hasCauseInstanceOf(WaitInterruptedException.class));
            assertThat(time.scheduled()).isZero();
            assertThatThrownBy(() -> luma.awaitAsync(TASK)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> luma.task(TASK)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> luma.modifyAsync(REQUEST)).isInstanceOf(IllegalStateException.class);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void tenThousandWaitsUseOneTimerThread() {
        try (RudeServer server = new RudeServer(flag(0));
                LumaModify luma = server.client().build()) {
            List<CompletableFuture<TaskRecord>> waits = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                waits.add(luma.awaitAsync(TASK));
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
        try (RudeServer server = new RudeServer(answer(200, ACCEPTED), answer(200, envelope(401)));
                LumaModify luma = server.client().build()) {
            WaitOptions now = WaitOptions.defaults().withLooks(Duration.ZERO, Duration.ofSeconds(1));
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.modifyAndAwait(REQUEST, now));
            assertThat(e.taskId()).contains(TASK);
            assertThat(e.code()).isEqualTo(Code.UNAUTHORIZED);
            assertThat(server.creates()).isEqualTo(1);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aClientThatIsClosedInBetweenTellsTheTaskId() {
        try (RudeServer server = new RudeServer(answer(200, ACCEPTED))) {
            LumaModify luma = server.client(time).build();
            server.whenAsked = luma::close;
            WaitInterruptedException e =
                    catchThrowableOfType(WaitInterruptedException.class, () -> luma.modifyAndAwait(REQUEST));
            assertThat(e.taskId()).contains(TASK);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void submittingAndWaitingEndsWithTheResults() {
        try (RudeServer server = new RudeServer(answer(200, ACCEPTED), flag(0), flag(1));
                LumaModify luma = server.client().build()) {
            List<SuccessFlag> seen = new ArrayList<>();
            WaitOptions fast = WaitOptions.defaults()
                    .withLooks(Duration.ZERO, Duration.ofMillis(1))
                    .withListener(change -> seen.add(change.successFlag()));
            assertThat(luma.modifyAndAwait(REQUEST, fast).response()).isNotNull();
            assertThat(seen).containsExactly(SuccessFlag.GENERATING, SuccessFlag.SUCCESS);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void aCallThatCannotBeMadeIsAFailedLook() {
        try (LumaModify luma = LumaModify.builder()
                .apiKey(RudeServer.KEY)
                .callFactory(request -> {
                    throw new AssertionError("rude");
                })
                .time(time, () -> 0.5)
                .build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitAsync(TASK);
            time.advance(Duration.ofMinutes(30));
            assertThatThrownBy(wait::join).hasCauseInstanceOf(WaitTimeoutException.class);
        }
    }

    @Test
    void anAnswerThatSomebodyElseHasReadIsAFailedLook() {
        OkHttpClient http =
                Inline.http().newBuilder().addInterceptor(AtMostOnceTest::read).build();
        try (RudeServer server = new RudeServer(flag(1));
                LumaModify luma = server.client(time).callFactory(http).build()) {
            CompletableFuture<TaskRecord> wait =
                    luma.awaitAsync(TASK, WaitOptions.defaults().withDeadline(Duration.ofSeconds(15)));
            time.advance(Duration.ofSeconds(15));
            assertThatThrownBy(wait::join).hasCauseInstanceOf(WaitTimeoutException.class);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aWaitNeedsATaskId() {
        try (LumaModify luma =
                LumaModify.builder().apiKey(RudeServer.KEY).time(time, () -> 0).build()) {
            assertThatThrownBy(() -> luma.awaitAsync(""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("taskId");
            assertThat(time.scheduled()).isZero();
        }
    }
}
