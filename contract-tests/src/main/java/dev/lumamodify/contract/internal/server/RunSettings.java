package dev.lumamodify.contract.internal.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run checks its target.
 *
 * @param seed makes the generated inputs reproducible
 * @param samples how many inputs a check generates
 * @param fast whether to skip checks that take long, and most generated inputs
 * @param timeBudget the time after which no further check starts, or null
 * @param readOnly whether to send nothing that can create a task
 * @param maxTasks how many tasks may be created; null for no limit on this machine, and none on others
 */
public record RunSettings(
        long seed,
        int samples,
        boolean fast,
        @Nullable Duration timeBudget,
        boolean readOnly,
        @Nullable Integer maxTasks) {

    /** Returns whether tasks may be created on the target. */
    boolean allowsCreates(Target target) {
        return !readOnly && (maxTasks != null ? maxTasks > 0 : target.isLoopback());
    }
}
