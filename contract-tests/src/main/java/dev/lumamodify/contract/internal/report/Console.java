package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.harness.Requirement;
import dev.lumamodify.contract.internal.server.Coverage;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Prints the progress and the results of a run. */
public final class Console {
    private final PrintWriter out;
    private final boolean strict;
    private @Nullable ProgressBar bar;

    /**
     * Creates a console.
     *
     * @param strict whether failed recommended checks are printed as failures
     */
    public Console(PrintWriter out, boolean strict) {
        this.out = out;
        this.strict = strict;
    }

    /** Returns the text of {@code --explain} for a check. */
    public static String explanation(Check<?> check) {
        String needs =
                check.requirements().stream().map(Requirement::description).collect(Collectors.joining("; "));
        return bold(check.id()) + "\n  " + check.description() + "\n  Level: " + check.level() + "\n  Source: "
                + check.source() + (needs.isEmpty() ? "" : "\n  Needs: " + needs) + "\n";
    }

    /** Prints the beginning of a run. A terminal shows one line of progress; other output has a line for each check. */
    public void printStart(URI target, long seed, long checks) {
        out.println("Checking " + target + " (seed " + seed + ")");
        out.flush();
        if (Ansi.AUTO.enabled()) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Checks")
                    .setInitialMax(checks)
                    .setUpdateIntervalMillis(200)
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    public void printProgress(RunReport report, CheckResult result) {
        if (bar != null) {
            bar.setExtraMessage(" " + result.check().id());
            bar.step();
        } else {
            printResult(report, result);
            out.flush();
        }
    }

    /**
     * Prints the end of a run: on a terminal the result of each check, then the failures.
     *
     * @param hint a problem with the whole target, or null
     */
    public void printResults(RunReport report, @Nullable String hint) {
        if (report.incomplete() != null && report.results().isEmpty()) {
            out.println("Could not run: " + report.incomplete());
            out.flush();
            return;
        }
        if (bar != null) {
            bar.close();
            report.results().forEach(result -> printResult(report, result));
        }
        report.failuresByCause().forEach(group -> printFailure(report, group));
        printCoverage(report.coverage());
        out.println();
        if (report.incomplete() != null) {
            out.println("The run is incomplete: " + report.incomplete());
        }
        if (hint != null) {
            out.println(hint);
        }
        out.println(report.summary() + "; " + RunReport.exercised(report.coverage()) + " coverage items exercised by "
                + report.requests() + " requests");
        out.flush();
    }

    private void printResult(RunReport report, CheckResult result) {
        String detail = result.outcome() == Outcome.SKIPPED || result.outcome() == Outcome.ERROR
                ? " (" + report.detail(result) + ")"
                : "";
        out.println("  " + mark(result) + " " + result.check().id() + ": "
                + result.check().description() + detail);
    }

    private void printFailure(RunReport report, List<CheckResult> group) {
        CheckResult result = group.get(0);
        out.println();
        out.println(mark(result) + " " + result.check().id());
        printDetail("expected", result.check().description());
        printDetail("got", report.detail(result));
        printDetail("request", report.request(result));
        printDetail("response", report.response(result).replaceAll("\\R\\s*", " "));
        printDetail("source", result.check().source());
        printDetail("reproduce", report.reproduce(result));
        printDetail(
                "same cause",
                group.stream().skip(1).map(other -> other.check().id()).collect(Collectors.joining(", ")));
    }

    private void printDetail(String name, String value) {
        if (!value.isEmpty()) {
            out.println(String.format(Locale.ROOT, "    %-10s  %s", name, value));
        }
    }

    private void printCoverage(List<Coverage.Count> coverage) {
        out.println();
        out.println(bold("coverage") + " of the document by requests and responses");
        coverage.stream()
                .collect(Collectors.groupingBy(count -> count.item().kind(), LinkedHashMap::new, Collectors.toList()))
                .forEach((kind, counts) ->
                        out.println(String.format(Locale.ROOT, "  %-11s %s", kind, RunReport.exercised(counts))));
    }

    private String mark(CheckResult result) {
        return Ansi.AUTO.string(
                switch (result.outcome()) {
                    case PASSED -> "@|green passed |@";
                    case FAILED -> "@|bold,red FAILED |@";
                    case WARNED -> strict ? "@|bold,red FAILED |@" : "@|yellow warning|@";
                    case SKIPPED -> "@|faint skipped|@";
                    case ERROR -> "@|bold,red error  |@";
                });
    }

    private static String bold(String text) {
        return Ansi.AUTO.string("@|bold " + text + "|@");
    }
}
