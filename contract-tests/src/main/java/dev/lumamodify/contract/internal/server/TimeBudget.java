package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckSkipped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time in which a run must end. Starts with its creation. Thread-safe. */
public final class TimeBudget {
    private final @Nullable Duration total;
    private final long started = System.nanoTime();

    /**
     * Creates a budget.
     *
     * @param total null if there is no limit
     */
    TimeBudget(@Nullable Duration total) {
        this.total = total;
    }

    /** Returns what is left, which may be negative; null if there is no limit. */
    public @Nullable Duration left() {
        return total == null ? null : total.minusNanos(System.nanoTime() - started);
    }

    boolean isUsedUp() {
        Duration left = left();
        return left != null && left.isNegative();
    }

    /** Throws {@link CheckSkipped} if nothing is left. */
    void assertLeft() {
        if (isUsedUp()) {
            throw new CheckSkipped("the time budget is used up");
        }
    }

    /** Throws {@link CheckSkipped} if less than this is left. */
    void assertLeft(Duration needed) {
        Duration left = left();
        if (left != null && left.compareTo(needed) < 0) {
            throw new CheckSkipped("needs " + needed.toSeconds() + " seconds, but the time budget has "
                    + Math.max(0, left.toSeconds()) + " left");
        }
    }
}
