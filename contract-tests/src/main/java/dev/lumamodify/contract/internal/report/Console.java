package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.harness.Requirement;
import dev.lumamodify.contract.internal.server.Coverage;
import dev.lumamodify.contract.internal.server.Pace;
import dev.lumamodify.contract.internal.server.TimeBudget;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
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

    /**
     * Prints the beginning of a run. A terminal then shows one line of progress with the time left; other output has a
     * line for each check.
     */
    public void printStart(URI target, long seed, long checks, Pace pace, TimeBudget time) {
        Duration left = time.left();
        out.println("Checking " + target + " (seed " + seed + ")");
        out.println("It responds within " + pace.latency().toMillis() + " ms, so there "
                + (pace.parallel() == 1 ? "is 1 check" : "are " + pace.parallel() + " checks") + " at a time, with "
                + pace.samples() + " samples" + (left == null ? "" : ", and at most " + text(left) + " left"));
        out.flush();
        if (Ansi.AUTO.enabled()) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Checks")
                    .setInitialMax(checks)
                    .setUpdateIntervalMillis(200)
                    .continuousUpdate()
                    .setEtaFunction(state -> Optional.of(timeLeft(state, time)))
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    public void printProgress(ReportedCheck result) {
        if (bar != null) {
            bar.setExtraMessage(" " + result.id());
            bar.step();
        } else {
            printResult(result);
            out.flush();
        }
    }

    /** Estimates the time until the last check, from the time that the checks took so far and the time budget. */
    private static Duration timeLeft(ProgressState state, TimeBudget time) {
        Duration most = Objects.requireNonNullElse(time.left(), Duration.ofDays(1));
        if (state.getCurrent() == 0) {
            return most;
        }
        Duration estimate = state.getElapsedAfterStart()
                .multipliedBy(state.getMax() - state.getCurrent())
                .dividedBy(state.getCurrent());
        return estimate.compareTo(most) < 0 ? estimate : most;
    }

    /** Returns minutes and seconds, for example {@code 4:05}. */
    private static String text(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /**
     * Prints the end of a run: on a terminal the result of each check, then the failures.
     *
     * @param hint a problem with the whole target, or null
     */
    public void printResults(RunReport report, @Nullable String hint) {
        if (bar != null) {
            bar.close();
        }
        if (report.incomplete() != null && report.checks().isEmpty()) {
            out.println("Could not run: " + report.incomplete());
            out.flush();
            return;
        }
        if (bar != null) {
            report.checks().forEach(this::printResult);
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

    private void printResult(ReportedCheck result) {
        String detail = result.outcome() == Outcome.SKIPPED || result.outcome() == Outcome.ERROR
                ? " (" + result.detail() + ")"
                : "";
        out.println(
                "  " + mark(result) + " " + result.id() + ": " + result.check().description() + detail);
    }

    private void printFailure(RunReport report, List<ReportedCheck> group) {
        ReportedCheck result = group.get(0);
        out.println();
        out.println(mark(result) + " " + result.id());
        printDetail("expected", result.check().description());
        printDetail("got", result.detail());
        printDetail("request", result.request());
        printDetail("response", result.response().replaceAll("\\R\\s*", " "));
        printDetail("source", result.check().source());
        printDetail("reproduce", result.reproduce());
        printDetail("same cause", group.stream().skip(1).map(ReportedCheck::id).collect(Collectors.joining(", ")));
        printDetail("skipped", String.join(", ", report.skippedBecauseOf(group)));
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

    private String mark(ReportedCheck result) {
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
