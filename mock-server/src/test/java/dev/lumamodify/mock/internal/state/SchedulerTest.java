package dev.lumamodify.mock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SchedulerTest {
    private final Scheduler scheduler = new Scheduler(new LiveSettings(new Settings()), false);

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void runsTheEventsAfterOneThatThrows() {
        CompletableFuture<Void> ran = new CompletableFuture<>();
        scheduler.schedule(Duration.ZERO, "event", () -> {
            throw new OutOfMemoryError("simulated");
        });
        scheduler.schedule(Duration.ZERO, "event", () -> {
            throw new StackOverflowError("simulated");
        });
        scheduler.schedule(Duration.ZERO, "event", () -> {
            throw new IllegalStateException("simulated");
        });
        scheduler.schedule(Duration.ZERO, "event", () -> Thread.currentThread().interrupt());
        scheduler.schedule(Duration.ofMillis(1), "event", () -> ran.complete(null));

        ran.join();

        assertThat(scheduler.isRunning()).isTrue();
    }

    @Test
    void isNotRunningWhileAnEventBlocksOthers() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        CompletableFuture<Void> ran = new CompletableFuture<>();
        scheduler.schedule(Duration.ZERO, "event", () -> {
            started.countDown();
            await(proceed);
        });
        started.await();
        assertThat(scheduler.isRunning()).isTrue();

        scheduler.schedule(Duration.ofSeconds(-6), "event", () -> ran.complete(null));
        assertThat(scheduler.isRunning()).isFalse();

        proceed.countDown();
        ran.join();
        assertThat(scheduler.isRunning()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
