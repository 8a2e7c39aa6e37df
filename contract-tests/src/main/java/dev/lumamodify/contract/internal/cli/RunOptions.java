package dev.lumamodify.contract.internal.cli;

import dev.lumamodify.contract.internal.server.RunSettings;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that limit a run. */
final class RunOptions {
    @Option(
            names = "--read-only",
            description =
                    "Sends nothing that can create a task or cost credits. Default for a server on another machine")
    boolean readOnly;

    @Option(
            names = "--max-tasks",
            paramLabel = "N",
            description = "The maximum number of tasks to create. Required to create any on another machine.")
    @Nullable
    Integer maxTasks;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "40",
            description = "How many random inputs a check uses, besides the fixed ones. Default: ${DEFAULT-VALUE}")
    int samples = 40;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Repeats the random inputs of an earlier run. Default: a new seed")
    long seed = new Random().nextInt(1_000_000);

    @Option(names = "--fast", description = "Skips the checks that take 10 seconds or more, and most random inputs.")
    boolean fast;

    @Option(
            names = "--time-budget",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "Starts no further check and no further sample after this time; what is left out is skipped."
                    + " Default: ${DEFAULT-VALUE}")
    Duration timeBudget = Duration.ofMinutes(5);

    RunSettings settings() {
        return new RunSettings(seed, samples, fast, timeBudget, readOnly, maxTasks);
    }
}
