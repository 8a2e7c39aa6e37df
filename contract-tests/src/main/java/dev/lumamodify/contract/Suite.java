package dev.lumamodify.contract;

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
final class Suite {
    private Suite() {}

    /** Every law for a server, in the order in which they are started. */
    static List<Law> laws() {
        return Stream.of(
                        List.of(MoneyLaws.books()),
                        LifeLaws.all(),
                        CallbackLaws.all(),
                        RetryLaws.all(),
                        Story.laws(),
                        RequestLaws.all(),
                        AuthLaws.all(),
                        TaskLaws.all(),
                        MoneyLaws.all(),
                        LimitLaws.all(),
                        EnvelopeLaws.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Checks the laws that {@code wanted} lets through, and tells {@code progress} each verdict as it falls. */
    static List<Verdict> run(Trial trial, Predicate<Law> wanted, Consumer<Verdict> progress) {
        Map<Law, Verdict> verdicts = new LinkedHashMap<>();
        Map<Law, Runnable> rest = new LinkedHashMap<>();
        Map<Law, Duration> spent = new HashMap<>();
        JqwikSession.run(() -> {
            for (Law law : laws()) {
                if (!wanted.test(law)) {
                    continue;
                }
                verdict(law, progress, verdicts, spent, () -> {
                    List<String> lacks = law.lacks(trial.target(), trial.pace());
                    if (!lacks.isEmpty()) {
                        throw new NotChecked("needs " + String.join(", ", lacks));
                    }
                    if (trial.overdue()) {
                        throw new NotChecked("the time budget was over");
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
            Law law,
            Consumer<Verdict> progress,
            Map<Law, Verdict> verdicts,
            Map<Law, Duration> spent,
            Supplier<Boolean> check) {
        @Nullable Verdict verdict = null;
        long started = System.nanoTime();
        try {
            if (check.get()) {
                verdict = Verdict.passed(law);
            }
        } catch (Broken broken) {
            verdict = Verdict.broken(law, broken);
        } catch (NotChecked notChecked) {
            verdict = Verdict.notChecked(law, String.valueOf(notChecked.getMessage()));
        }
        Duration took = spent.merge(law, Duration.ofNanos(System.nanoTime() - started), Duration::plus);
        if (verdict != null) {
            verdict = verdict.after(took);
            verdicts.put(law, verdict);
            progress.accept(verdict);
        }
    }

    static List<Verdict> in(List<Verdict> verdicts, Verdict.Outcome outcome) {
        return new ArrayList<>(
                verdicts.stream().filter(v -> v.outcome() == outcome).toList());
    }
}
