package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run fits the speed of its target.
 *
 * @param latency how long the target takes to respond
 * @param parallel how many checks run at the same time
 * @param samples how many inputs a check generates
 */
public record Pace(Duration latency, int parallel, int samples) {
    /** A target that responds faster needs no checks at the same time. */
    private static final Duration FAST = Duration.ofMillis(50);

    private static final int PROBES = 3;
    private static final int MAX_PARALLEL = 8;

    /** How many requests the checks send for each sample. */
    private static final double REQUESTS_PER_SAMPLE = 1.75;

    /** The part of the time budget that samples may take. */
    private static final double SAMPLES_PART = 0.05;

    /**
     * Sends a few requests, and returns what fits their latency, the stated rate limit and the time budget.
     *
     * @param creates whether to create a task, too
     * @param parallel the value of {@code --parallel}; null if it is not stated
     * @param samples the value of {@code --samples}; null if it is not stated
     */
    public static Pace measure(
            ServerTestContext context, boolean creates, @Nullable Integer parallel, @Nullable Integer samples) {
        return of(
                context.target().rateLimit(),
                context.settings(),
                latency(context, creates && context.mayCreateTasks()),
                parallel,
                samples);
    }

    static Pace of(
            Target.@Nullable RateLimit limit,
            RunSettings settings,
            Duration latency,
            @Nullable Integer parallel,
            @Nullable Integer samples) {
        int atOnce = parallel != null
                ? parallel
                : (int) Math.min(
                        Math.min(MAX_PARALLEL, limit == null ? MAX_PARALLEL : limit.creates()),
                        1 + latency.dividedBy(FAST));
        Duration budget = settings.timeBudget();
        int most = settings.samples();
        if (samples == null && budget != null) {
            double seconds = Math.max(
                    latency.toNanos() / 1e9 / atOnce,
                    limit == null ? 0 : limit.window().toNanos() / 1e9 / limit.creates());
            double affordable = budget.toNanos() / 1e9 * SAMPLES_PART / (REQUESTS_PER_SAMPLE * seconds);
            most = (int) Math.min(most, Math.max(1, affordable));
        }
        return new Pace(latency, atOnce, samples != null ? samples : most);
    }

    /** Returns the latency of reads or of a create request, whichever is longer. */
    private static Duration latency(ServerTestContext context, boolean creates) {
        Duration latency = Duration.ofDays(1);
        for (int i = 0; i < PROBES; i++) {
            Response read = context.client().send(context.readRequest("none"));
            latency = read.latency().compareTo(latency) < 0 ? read.latency() : latency;
        }
        try {
            // The task serves checks, too.
            Duration create =
                    creates ? TaskFixtures.minimal(context).createResponse().latency() : Duration.ZERO;
            return create.compareTo(latency) > 0 ? create : latency;
        } catch (CheckFailure | CheckSkipped e) {
            // The checks that need the task report it.
            return latency;
        }
    }
}
