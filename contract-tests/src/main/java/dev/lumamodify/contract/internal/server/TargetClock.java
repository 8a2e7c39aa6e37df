package dev.lumamodify.contract.internal.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time as the server under test has it: the machine's, or that of an embedded mock whose clock is moved by hand. */
public interface TargetClock {
    /** What the server's clock says. */
    Instant now();

    /** Lets time go by. */
    void pass(Duration time);

    /** Whether this is the machine's time, which goes by on its own. */
    default boolean real() {
        return false;
    }

    /** The machine's time. */
    static TargetClock machine() {
        return new TargetClock() {
            @Override
            public boolean real() {
                return true;
            }

            @Override
            public Instant now() {
                return Clock.systemUTC().instant();
            }

            @Override
            public void pass(Duration time) {
                try {
                    Thread.sleep(time.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Interrupted", e);
                }
            }
        };
    }
}
