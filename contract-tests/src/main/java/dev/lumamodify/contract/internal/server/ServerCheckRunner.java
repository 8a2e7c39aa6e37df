package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;

/** Runs checks against a server: first the first phase of each, then, after the tasks have ended, the second phases. */
public final class ServerCheckRunner {
    private final ServerTestContext context;
    private final Predicate<Check<?>> selected;
    private final Consumer<CheckResult> listener;
    private final Map<Check<?>, CheckResult> results = new LinkedHashMap<>();
    private final Map<Check<?>, Duration> durations = new HashMap<>();

    private ServerCheckRunner(ServerTestContext context, Predicate<Check<?>> selected, Consumer<CheckResult> listener) {
        this.context = context;
        this.selected = selected;
        this.listener = listener;
    }

    /**
     * Runs the selected checks and returns their results, in the order in which they became known.
     *
     * @param selected is evaluated before each phase; a check that is not selected then has no result
     * @param listener receives each result as soon as it is known
     */
    public static List<CheckResult> run(
            List<Check<ServerTestContext>> checks,
            ServerTestContext context,
            Predicate<Check<?>> selected,
            Consumer<CheckResult> listener) {
        ServerCheckRunner runner = new ServerCheckRunner(context, selected, listener);
        JqwikSession.run(() -> runner.run(checks));
        return List.copyOf(runner.results.values());
    }

    private void run(List<Check<ServerTestContext>> checks) {
        Map<Check<?>, Runnable> secondPhases = new LinkedHashMap<>();
        for (Check<ServerTestContext> check : checks) {
            runPhase(check, () -> {
                Runnable second = start(check);
                if (second != null) {
                    secondPhases.put(check, second);
                }
                return second == null;
            });
        }
        if (secondPhases.keySet().stream().anyMatch(selected)) {
            context.poller().awaitAll();
        }
        secondPhases.forEach((check, second) -> runPhase(check, () -> {
            second.run();
            return true;
        }));
    }

    private @Nullable Runnable start(Check<ServerTestContext> check) {
        check.assertRequirements(context);
        if (context.isTimeBudgetExceeded()) {
            throw new CheckSkipped("the time budget is used up");
        }
        return check.code().apply(context);
    }

    /** Runs one phase. {@code phase} returns whether it was the last one. */
    private void runPhase(Check<?> check, Supplier<Boolean> phase) {
        if (!selected.test(check)) {
            return;
        }
        @Nullable CheckResult result = null;
        long started = System.nanoTime();
        try {
            if (phase.get()) {
                result = CheckResult.passed(check);
            }
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
        Duration duration = durations.merge(check, Duration.ofNanos(System.nanoTime() - started), Duration::plus);
        if (result != null) {
            result = result.withDuration(duration);
            results.put(check, result);
            listener.accept(result);
        }
    }
}
