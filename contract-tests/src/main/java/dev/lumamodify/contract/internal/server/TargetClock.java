package dev.lumamodify.contract.internal.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The clock of the server under test: that of the machine, or the manual clock of an embedded mock server. */
public interface TargetClock {
    Instant now();

    /** Waits until this much time has passed on the server. */
    void sleep(Duration duration);

    /** Returns whether time passes without calls of {@link #sleep}, as on the machine's clock. */
    default boolean isRealTime() {
        return false;
    }

    /** Returns the clock of the machine. */
    static TargetClock system() {
        return new TargetClock() {
            @Override
            public boolean isRealTime() {
                return true;
            }

            @Override
            public Instant now() {
                return Clock.systemUTC().instant();
            }

            @Override
            public void sleep(Duration duration) {
                try {
                    Thread.sleep(duration.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Interrupted", e);
                }
            }
        };
    }
}
