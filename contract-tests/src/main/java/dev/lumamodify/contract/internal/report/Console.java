package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Curl;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.CheckResult;
import dev.lumamodify.contract.internal.server.Coverage;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Tells people how a run goes and how it went. */
public final class Console {
    private static final int MOST_NAMED = 16;
    private static final int MOST_SHOWN = 3000;
    private static final int UNAUTHORIZED = 401;

    private final PrintWriter out;
    private final boolean strict;
    private @Nullable ProgressBar bar;

    public Console(PrintWriter out, boolean strict) {
        this.out = out;
        this.strict = strict;
    }

    public static String explained(Check law) {
        String needs = law.needs().stream().map(need -> need.option).collect(Collectors.joining("; "));
        return Ansi.AUTO.string("@|bold " + law.id() + "|@") + (law.house() ? " (house rule)" : "") + "\n  "
                + law.says() + "\n  Source: " + law.source() + (needs.isEmpty() ? "" : "\n  Needs: " + needs) + "\n";
    }

    /** Whether the run has failed. */
    public static boolean broken(List<CheckResult> verdicts, boolean strict) {
        return verdicts.stream()
                .anyMatch(verdict -> verdict.outcome() == CheckResult.Outcome.FAILED
                        || (strict && verdict.outcome() == CheckResult.Outcome.WARNED));
    }

    /** Announces a run of so many laws. On a terminal one line tells how it goes, elsewhere a line for each law. */
    public void started(Target target, long laws) {
        out.println("Checking " + target.url + " (seed " + target.seed + ")");
        out.flush();
        if (Ansi.AUTO.enabled()) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Laws")
                    .setInitialMax(laws)
                    .setUpdateIntervalMillis(200)
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    public void progress(CheckResult verdict) {
        if (bar != null) {
            bar.setExtraMessage(" " + verdict.law().id());
            bar.step();
        } else {
            out.println("  " + mark(verdict) + " " + verdict.law().id());
            out.flush();
        }
    }

    public void ended(List<CheckResult> verdicts, List<Coverage.Line> coverage, ServerTestContext trial) {
        if (bar != null) {
            bar.close();
        }
        Map<String, List<CheckResult>> topics = verdicts.stream()
                .collect(Collectors.groupingBy(
                        verdict -> verdict.law().topic(), LinkedHashMap::new, Collectors.toList()));
        topics.forEach((topic, of) -> {
            out.println();
            out.println(Ansi.AUTO.string("@|bold " + topic + "|@"));
            of.forEach(verdict -> out.println("  " + mark(verdict) + " "
                    + verdict.law().says()
                    + (verdict.outcome() == CheckResult.Outcome.NOT_CHECKED ? " [" + verdict.detail() + "]" : "")));
        });
        Map<String, String> shown = new HashMap<>();
        verdicts.forEach(verdict -> failure(verdict, trial, shown));
        out.println();
        out.println(Ansi.AUTO.string("@|bold coverage|@") + " of the document by what was sent and received");
        coverage.stream()
                .collect(Collectors.groupingBy(line -> line.element().kind(), LinkedHashMap::new, Collectors.toList()))
                .forEach((kind, lines) -> out.println("  " + covered(lines) + " " + kind));
        List<Coverage.Line> missing = Coverage.missing(coverage);
        missing.stream()
                .limit(MOST_NAMED)
                .forEach(line -> out.println("  not exercised: "
                        + line.element().kind() + " " + line.element().place() + " (kept " + line.kept() + ", broken "
                        + line.broken() + ")"));
        if (missing.size() > MOST_NAMED) {
            out.println("  and " + (missing.size() - MOST_NAMED) + " more, which --report-dir tells");
        }
        out.println();
        hint(trial);
        out.println(summary(verdicts) + ", " + covered(coverage) + " elements exercised in "
                + trial.wire().journal().size() + " requests");
        out.flush();
    }

    static String summary(List<CheckResult> verdicts) {
        return count(verdicts, CheckResult.Outcome.PASSED) + " passed, " + count(verdicts, CheckResult.Outcome.FAILED)
                + " failed, " + count(verdicts, CheckResult.Outcome.WARNED) + " warnings, "
                + count(verdicts, CheckResult.Outcome.NOT_CHECKED) + " not checked";
    }

    static String covered(List<Coverage.Line> lines) {
        return lines.size() - Coverage.missing(lines).size() + " of " + lines.size();
    }

    static long count(List<CheckResult> verdicts, CheckResult.Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }

    private void failure(CheckResult verdict, ServerTestContext trial, Map<String, String> shown) {
        CheckFailure broken = verdict.evidence();
        if (broken == null) {
            return;
        }
        Target target = trial.target();
        String request = broken.call() == null ? "" : new Curl(target).line(broken.call());
        String answer =
                broken.answer() == null ? "" : broken.answer().toString().replaceAll("\\R\\s*", " ");
        out.println();
        out.println(
                mark(verdict) + " " + verdict.law().id() + ": " + verdict.law().says());
        out.println("    source  " + verdict.law().source());
        String first = shown.putIfAbsent(
                verdict.detail() + request + answer, verdict.law().id());
        if (first != null) {
            out.println("    broken  as " + first + " is");
            return;
        }
        out.println("    broken  " + verdict.detail());
        if (!request.isEmpty()) {
            boolean fits = request.length() <= MOST_SHOWN;
            out.println("    request "
                    + (fits ? request : request.substring(0, MOST_SHOWN) + "… (--report-dir has it all)"));
        }
        if (!answer.isEmpty()) {
            out.println("    answer  " + answer);
        }
        out.println("    again   --only " + verdict.law().id() + " --seed " + target.seed);
    }

    /** What is wrong with the whole target is said once. */
    private void hint(ServerTestContext trial) {
        List<Response> journal = trial.wire().journal();
        Request own = trial.looking("");
        if (journal.stream().noneMatch(answer -> answer.code() > 0)) {
            out.println("No answer was an envelope {code, msg, data}. Is this a server of the Luma Modify API?");
        } else if (journal.stream()
                .filter(answer -> answer.call().headers().containsAll(own.headers()))
                .allMatch(answer -> answer.code() == UNAUTHORIZED)) {
            out.println("The target refuses the key of --api-key.");
        }
    }

    private String mark(CheckResult verdict) {
        return Ansi.AUTO.string(
                switch (verdict.outcome()) {
                    case PASSED -> "@|green passed     |@";
                    case FAILED -> "@|bold,red FAILED     |@";
                    case WARNED -> strict ? "@|bold,red FAILED     |@" : "@|yellow warning    |@";
                    case NOT_CHECKED -> "@|faint not checked|@";
                });
    }
}
