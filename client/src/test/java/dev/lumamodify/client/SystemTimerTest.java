package dev.lumamodify.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SystemTimerTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void anInterruptEndsASleepAndStillShows() {
        Thread.currentThread().interrupt();
        assertThat(new SystemTimer().sleep(LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closingEndsASleepWithoutAnInterrupt() {
        SystemTimer timer = new SystemTimer();
        timer.close();
        assertThat(timer.sleep(LONG)).isFalse();
        assertThat(Thread.interrupted()).isFalse();
        timer.after(Duration.ZERO, () -> {}).run();
    }

    @Test
    void aSleepComesToItsEnd() {
        assertThat(new SystemTimer().sleep(Duration.ZERO)).isTrue();
    }
}
