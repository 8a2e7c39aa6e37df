package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.server.checks.AuthChecks;
import dev.lumamodify.contract.internal.server.checks.BillingChecks;
import dev.lumamodify.contract.internal.server.checks.CallbackChecks;
import dev.lumamodify.contract.internal.server.checks.CallbackRetryChecks;
import dev.lumamodify.contract.internal.server.checks.EnvelopeChecks;
import dev.lumamodify.contract.internal.server.checks.LifecycleChecks;
import dev.lumamodify.contract.internal.server.checks.RateLimitChecks;
import dev.lumamodify.contract.internal.server.checks.RequestChecks;
import dev.lumamodify.contract.internal.server.checks.TaskChecks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;

/** Holds a server to the laws. */
public final class Suite {
    private Suite() {}

    /** Every law for a server, in the order in which they are started. */
    public static List<Check> laws() {
        return Stream.of(
                        List.of(BillingChecks.books()),
                        LifecycleChecks.all(),
                        CallbackChecks.all(),
                        CallbackRetryChecks.all(),
                        LifecycleModel.laws(),
                        RequestChecks.all(),
                        AuthChecks.all(),
                        TaskChecks.all(),
                        BillingChecks.all(),
                        RateLimitChecks.all(),
                        EnvelopeChecks.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Checks the laws that {@code wanted} lets through, and tells {@code progress} each verdict as it falls. */
    public static List<CheckResult> run(
            ServerTestContext trial, Predicate<Check> wanted, Consumer<CheckResult> progress) {
        Map<Check, CheckResult> verdicts = new LinkedHashMap<>();
        Map<Check, Runnable> rest = new LinkedHashMap<>();
        Map<Check, Duration> spent = new HashMap<>();
        JqwikSession.run(() -> {
            for (Check law : laws()) {
                if (!wanted.test(law)) {
                    continue;
                }
                verdict(law, progress, verdicts, spent, () -> {
                    List<String> lacks = law.lacks(trial.target(), trial.pace());
                    if (!lacks.isEmpty()) {
                        throw new CheckSkipped("needs " + String.join(", ", lacks));
                    }
                    if (trial.overdue()) {
                        throw new CheckSkipped("the time budget was over");
                    }
                    Runnable second = law.start().apply(trial);
                    if (second != null) {
                        rest.put(law, second);
                    }
                    return second == null;
                });
            }
            if (rest.keySet().stream().anyMatch(wanted)) {
                trial.watch().settle();
            }
            rest.forEach((law, second) -> verdict(law, progress, verdicts, spent, () -> {
                second.run();
                return true;
            }));
        });
        return List.copyOf(verdicts.values());
    }

    private static void verdict(
            Check law,
            Consumer<CheckResult> progress,
            Map<Check, CheckResult> verdicts,
            Map<Check, Duration> spent,
            Supplier<Boolean> check) {
        @Nullable CheckResult verdict = null;
        long started = System.nanoTime();
        try {
            if (check.get()) {
                verdict = CheckResult.passed(law);
            }
        } catch (CheckFailure broken) {
            verdict = CheckResult.broken(law, broken);
        } catch (CheckSkipped notChecked) {
            verdict = CheckResult.notChecked(law, String.valueOf(notChecked.getMessage()));
        }
        Duration took = spent.merge(law, Duration.ofNanos(System.nanoTime() - started), Duration::plus);
        if (verdict != null) {
            verdict = verdict.after(took);
            verdicts.put(law, verdict);
            progress.accept(verdict);
        }
    }

    public static List<CheckResult> in(List<CheckResult> verdicts, CheckResult.Outcome outcome) {
        return new ArrayList<>(
                verdicts.stream().filter(v -> v.outcome() == outcome).toList());
    }
}
