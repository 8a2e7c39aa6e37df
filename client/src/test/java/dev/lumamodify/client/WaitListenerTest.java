package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitListenerTest {
    private static final WaitOptions FAST = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofMillis(10));

    private final FakeScheduler time = new FakeScheduler();

    private static VerifiedCallback callback(String taskId) {
        return VerifiedCallback.forTesting(taskId, Instant.EPOCH, null);
    }

    /** Both listeners are called at the same time, and each handles the callback of the other wait. */
    @Test
    void listenersThatHandleEachOthersCallbacksDoNotDeadlock() {
        String other = "another-task";
        CyclicBarrier bothListeners = new CyclicBarrier(2);
        try (ScriptedServer server = new ScriptedServer(WaitListenerTest::ended);
                LumaModify luma = server.clientBuilder().build()) {
            CompletableFuture<TaskRecord> one =
                    luma.awaitCompletionAsync(TASK_ID, FAST.withListener(handling(luma, other, bothListeners)));
            CompletableFuture<TaskRecord> two =
                    luma.awaitCompletionAsync(other, FAST.withListener(handling(luma, TASK_ID, bothListeners)));
            assertThat(one.join().successFlag()).isEqualTo(TaskStatus.SUCCESS);
            assertThat(two.join().successFlag()).isEqualTo(TaskStatus.SUCCESS);
        }
    }

    private static Consumer<TaskRecord> handling(LumaModify luma, String taskId, CyclicBarrier barrier) {
        AtomicBoolean called = new AtomicBoolean();
        return change -> {
            if (called.compareAndSet(false, true)) {
                try {
                    barrier.await();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                luma.handleCallback(callback(taskId));
            }
        };
    }

    private static MockResponse ended(RecordedRequest request) {
        return taskWithStatus(1, request.getUrl().queryParameter("taskId"));
    }

    @Test
    void blockedListenerDoesNotBlockACallback() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = server.clientBuilder().build()) {
            CompletableFuture<TaskRecord> wait =
                    luma.awaitCompletionAsync(TASK_ID, FAST.withListener(blocking(called, released)));
            called.await();
            assertThat(luma.handleCallback(callback(TASK_ID)).successFlag()).isEqualTo(TaskStatus.GENERATING);
            assertThat(wait).isNotDone();
            released.countDown();
        }
    }

    @Test
    void blockedListenerHoldsTheResultUntilTheTimeoutOnly() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(1));
                LumaModify luma =
                        server.clientBuilder().scheduler(time).random(() -> 0.5).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(
                    TASK_ID, FAST.withTimeout(Duration.ofSeconds(5)).withListener(blocking(called, released)));
            time.advance(Duration.ZERO);
            called.await();
            assertThat(wait).isNotDone();
            time.advance(Duration.ofSeconds(5));
            assertThat(wait.join().successFlag()).isEqualTo(TaskStatus.SUCCESS);
            released.countDown();
            assertThat(time.scheduledTasks()).isZero();
        }
    }

    private static Consumer<TaskRecord> blocking(CountDownLatch called, CountDownLatch released) {
        return change -> {
            called.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
    }

    @Test
    void changesAreReceivedBeforeTheFutureCompletes() {
        List<Object> events = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0), taskWithStatus(1));
                LumaModify luma = server.clientBuilder(time).build()) {
            CompletableFuture<TaskRecord> wait =
                    luma.awaitCompletionAsync(TASK_ID, FAST.withListener(change -> events.add(change.successFlag())));
            CompletableFuture<Boolean> unused = wait.thenApply(task -> events.add("completed"));
            time.advance(Duration.ofSeconds(1));
            assertThat(events).containsExactly(TaskStatus.GENERATING, TaskStatus.SUCCESS, "completed");
        }
    }

    @Test
    void earlyCallbacksDoNotChangeTheTimesOfThePolls() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = server.clientBuilder(time).build()) {
            CompletableFuture<TaskRecord> unused = luma.awaitCompletionAsync(TASK_ID);
            for (int i = 0; i < 10; i++) {
                luma.handleCallback(callback(TASK_ID));
            }
            assertThat(server.requests).hasSize(10);
            time.advance(Duration.ofSeconds(10));
            assertThat(server.requests).hasSize(11);
            time.advance(Duration.ofSeconds(10));
            assertThat(server.requests).hasSize(12);
            time.advance(Duration.ofSeconds(15));
            assertThat(server.requests).hasSize(13);
        }
    }
}
