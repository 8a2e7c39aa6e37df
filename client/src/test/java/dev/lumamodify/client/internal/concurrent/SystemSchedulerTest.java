package dev.lumamodify.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {
    private static final Duration ONE_DAY = Duration.ofDays(1);

    @Test
    void interruptEndsASleep() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new SystemScheduler(Runnable::run).sleep(ONE_DAY))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void closeEndsASleepWithoutAnInterrupt() throws InterruptedException {
        SystemScheduler scheduler = new SystemScheduler(Runnable::run);
        scheduler.close();
        scheduler.sleep(ONE_DAY);
        assertThat(Thread.interrupted()).isFalse();
        scheduler.schedule(Duration.ZERO, () -> {}).run();
    }

    @Test
    void sleepEndsAfterTheDuration() {
        assertThatCode(() -> new SystemScheduler(Runnable::run).sleep(Duration.ZERO))
                .doesNotThrowAnyException();
    }
}
