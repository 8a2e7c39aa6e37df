package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.server.Target.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final RunSettings SETTINGS = new RunSettings(1, 40, false, Duration.ofMinutes(5), false, null);

    private static Pace pace(long latencyMillis, @Nullable RateLimit limit) {
        return Pace.of(limit, SETTINGS, Duration.ofMillis(latencyMillis), null, null);
    }

    @Test
    void fastTargetGetsOneCheckAtATimeAndAllSamples() {
        Pace pace = pace(5, null);

        assertThat(pace.parallel()).isEqualTo(1);
        assertThat(pace.samples()).isEqualTo(40);
    }

    @Test
    void slowTargetGetsMoreChecksAtATimeAndFewerSamples() {
        Pace pace = pace(3000, null);

        assertThat(pace.parallel()).isEqualTo(8);
        assertThat(pace.samples()).isBetween(1, 39);
        assertThat(pace(60_000, null).samples()).isEqualTo(1);
    }

    @Test
    void samplesAndChecksAtATimeFitTheRateLimit() {
        Pace pace = pace(3000, new RateLimit(2, Duration.ofSeconds(10)));

        assertThat(pace.parallel()).isEqualTo(2);
        assertThat(pace.samples()).isLessThan(pace(3000, null).samples());
    }

    @Test
    void statedNumbersAreUsed() {
        Pace pace = Pace.of(null, SETTINGS, Duration.ofSeconds(3), 3, 100);

        assertThat(pace.parallel()).isEqualTo(3);
        assertThat(pace.samples()).isEqualTo(100);
    }
}
