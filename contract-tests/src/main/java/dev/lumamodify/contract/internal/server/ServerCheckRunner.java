package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Concurrently;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs checks against a server: first the first phase of each, then, after the tasks have ended, the second phases. */
public final class ServerCheckRunner {
    private final ServerTestContext context;
    private final Predicate<Check<?>> selected;
    private final Consumer<CheckResult> listener;

    /** The first failure of each premise so far. */
    private final Map<String, CheckResult> causes = new HashMap<>();

    private final List<CheckResult> results = new ArrayList<>();

    /**
     * What one phase of a check led to.
     *
     * @param result null if the check has a further phase, or is not selected
     * @param next the next phase, or null
     */
    private record Phase(
            Check<?> check,
            @Nullable CheckResult result,
            @Nullable Runnable next,
            Duration duration) {}

    private ServerCheckRunner(ServerTestContext context, Predicate<Check<?>> selected, Consumer<CheckResult> listener) {
        this.context = context;
        this.selected = selected;
        this.listener = listener;
    }

    /** Runs the selected checks one after the other. */
    public static List<CheckResult> run(
            List<Check<ServerTestContext>> checks,
            ServerTestContext context,
            Predicate<Check<?>> selected,
            Consumer<CheckResult> listener) {
        return run(checks, context, 1, selected, listener);
    }

    /**
     * Runs the selected checks and returns their results: those of checks with one phase, then those with two, each in
     * the order of the checks.
     *
     * @param parallel how many first phases run at the same time; on a manual clock, one. A check that must be alone
     *     starts after all checks before it, and ends before the next one starts
     * @param selected is evaluated before each phase; a check that is not selected then has no result
     * @param listener receives each result, in this order, when it and those before it are known
     */
    public static List<CheckResult> run(
            List<Check<ServerTestContext>> checks,
            ServerTestContext context,
            int parallel,
            Predicate<Check<?>> selected,
            Consumer<CheckResult> listener) {
        ServerCheckRunner runner = new ServerCheckRunner(context, selected, listener);
        runner.run(checks, context.clock().isRealTime() ? parallel : 1);
        return runner.results;
    }

    private void run(List<Check<ServerTestContext>> checks, int parallel) {
        List<Phase> open = new ArrayList<>();
        for (int start = 0, end; start < checks.size(); start = end) {
            end = start + 1;
            while (end < checks.size() && !isAlone(checks.get(start)) && !isAlone(checks.get(end))) {
                end++;
            }
            Concurrently.inOrder(parallel, checks.subList(start, end), this::firstPhase, phase -> {
                if (phase.next() != null) {
                    open.add(phase);
                } else if (phase.result() != null) {
                    publish(phase.result());
                }
            });
        }
        if (open.stream().map(Phase::check).anyMatch(selected)) {
            context.poller().awaitAll(parallel);
        }
        for (Phase first : open) {
            Phase second = phase(first.check(), () -> {
                if (first.next() != null) {
                    first.next().run();
                }
                return null;
            });
            if (second.result() != null) {
                publish(second.result().withDuration(first.duration().plus(second.duration())));
            }
        }
    }

    private static boolean isAlone(Check<ServerTestContext> check) {
        return check.requirements().contains(ServerRequirement.ALONE);
    }

    private Phase firstPhase(Check<ServerTestContext> check) {
        return phase(check, () -> {
            check.assertRequirements(context);
            context.time().assertLeft();
            return check.code().apply(context);
        });
    }

    /** Runs one phase. {@code code} returns the next one, or null. */
    private Phase phase(Check<?> check, Supplier<@Nullable Runnable> code) {
        if (!selected.test(check)) {
            return new Phase(check, null, null, Duration.ZERO);
        }
        @Nullable CheckResult result = null;
        @Nullable Runnable next = null;
        long started = System.nanoTime();
        try {
            next = code.get();
            result = next == null ? CheckResult.passed(check) : null;
        } catch (CheckFailure failure) {
            result = CheckResult.failed(check, failure);
        } catch (CheckSkipped reason) {
            result = CheckResult.skipped(check, reason);
        } catch (RuntimeException | StackOverflowError e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            result = CheckResult.error(check, e);
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - started);
        return new Phase(check, result == null ? null : result.withDuration(duration), next, duration);
    }

    private void publish(CheckResult result) {
        CheckResult published = withCause(result);
        results.add(published);
        listener.accept(published);
    }

    /**
     * Returns the result; if a premise failed that made an earlier check fail, that of a skipped check. A recommended
     * check does not hide the failure of a required one.
     */
    private CheckResult withCause(CheckResult result) {
        CheckFailure failure = result.failure();
        if (failure == null || failure.premise() == null) {
            return result;
        }
        CheckResult cause = causes.get(failure.premise());
        if (cause != null && (!cause.check().isRecommended() || result.check().isRecommended())) {
            return CheckResult.skippedBecauseOf(cause, result);
        }
        causes.put(failure.premise(), result);
        return result;
    }
}
