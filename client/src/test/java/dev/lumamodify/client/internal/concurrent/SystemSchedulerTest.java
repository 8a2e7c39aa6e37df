package dev.lumamodify.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void anInterruptEndsASleepAndStillShows() {
        Thread.currentThread().interrupt();
        assertThat(new SystemScheduler().sleep(LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closingEndsASleepWithoutAnInterrupt() {
        SystemScheduler timer = new SystemScheduler();
        timer.close();
        assertThat(timer.sleep(LONG)).isFalse();
        assertThat(Thread.interrupted()).isFalse();
        timer.after(Duration.ZERO, () -> {}).run();
    }

    @Test
    void aSleepComesToItsEnd() {
        assertThat(new SystemScheduler().sleep(Duration.ZERO)).isTrue();
    }
}
