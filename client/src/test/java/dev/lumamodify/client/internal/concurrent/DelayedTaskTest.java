package dev.lumamodify.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DelayedTaskTest {
    private static final Duration DELAY = Duration.ofSeconds(1);

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger cancellations = new AtomicInteger();
    private final DelayedTask task = new DelayedTask(runs::incrementAndGet);
    private Runnable scheduled = () -> {};
    private Runnable whileScheduling = () -> {};

    private final TimerScheduler scheduler = (delay, task) -> {
        assertThat(delay).isEqualTo(DELAY);
        scheduled = task;
        whileScheduling.run();
        return cancellations::incrementAndGet;
    };

    @Test
    void scheduledTaskRunsOnce() {
        task.schedule(scheduler, DELAY);
        scheduled.run();
        scheduled.run();
        assertThat(runs).hasValue(1);
        assertThat(task.cancel()).isFalse();
    }

    @Test
    void cancelledTaskIsRemovedAndNeverRuns() {
        task.schedule(scheduler, DELAY);
        assertThat(task.cancel()).isTrue();
        assertThat(task.cancel()).isFalse();
        scheduled.run();
        assertThat(runs).hasValue(0);
        assertThat(cancellations).hasValue(1);
    }

    @Test
    void taskThatIsCancelledBeforeIsNotScheduled() {
        task.cancel();
        whileScheduling = () -> {
            throw new AssertionError("scheduled");
        };
        task.schedule(scheduler, DELAY);
        assertThat(runs).hasValue(0);
    }

    @Test
    void taskThatIsCancelledWhileItIsScheduledIsRemoved() {
        whileScheduling = task::cancel;
        task.schedule(scheduler, DELAY);
        scheduled.run();
        assertThat(cancellations).hasValue(1);
        assertThat(runs).hasValue(0);
    }

    @Test
    void taskCanRunBeforeScheduleReturns() {
        whileScheduling = () -> scheduled.run();
        task.schedule(scheduler, DELAY);
        assertThat(runs).hasValue(1);
    }

    @Test
    void failureOfTheSchedulerIsThrown() {
        whileScheduling = () -> {
            throw new IllegalStateException("no timer");
        };
        assertThatThrownBy(() -> task.schedule(scheduler, DELAY)).hasMessage("no timer");
    }
}
