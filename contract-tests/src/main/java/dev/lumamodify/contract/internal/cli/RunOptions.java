package dev.lumamodify.contract.internal.cli;

import dev.lumamodify.contract.internal.server.RunSettings;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that limit a run. */
final class RunOptions {
    private static final int MAX_SAMPLES = 40;

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
            description =
                    "How many random inputs a check uses, besides the fixed ones. Default: up to 40, as the latency"
                            + " of the server and --rate-limit allow")
    @Nullable
    Integer samples;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "How many checks run at the same time. Default: 1 to 8, by the latency of the server")
    @Nullable
    Integer parallel;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Repeats the random inputs of an earlier run. Default: a new seed")
    long seed = new Random().nextInt(1_000_000);

    @Option(
            names = "--fast",
            description = "Skips the checks that wait for the last retry of a callback, and most random inputs.")
    boolean fast;

    @Option(
            names = "--time-budget",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "The run ends after this time; what is left out is skipped. Default: ${DEFAULT-VALUE}")
    Duration timeBudget = Duration.ofMinutes(5);

    /**
     * Returns the settings. Throws a {@link ParameterException} if one is invalid.
     */
    RunSettings settings(CommandLine command) {
        if (parallel != null && parallel < 1) {
            throw new ParameterException(command, "--parallel must be at least 1");
        }
        return new RunSettings(seed, samples == null ? MAX_SAMPLES : samples, fast, timeBudget, readOnly, maxTasks);
    }
}
