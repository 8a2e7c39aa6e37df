package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.server.Coverage;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run against a server, as all formats report them.
 *
 * @param requests how many responses were recorded
 * @param incomplete why the run ended before its last check; null if it did not
 */
public record RunReport(
        RunInfo info,
        int requests,
        List<ReportedCheck> checks,
        List<Coverage.Count> coverage,
        @Nullable String incomplete) {
    private static final Pattern CODE = Pattern.compile("\"code\":\\s*\\d+");

    /**
     * Returns the report of a run.
     *
     * @param incomplete why the run ended before its last check; null if it did not
     */
    public static RunReport of(
            RunInfo info,
            List<ReportedCheck> checks,
            ServerTestContext context,
            ResultRedactor redactor,
            @Nullable String incomplete) {
        return new RunReport(
                info,
                context.client().responses().size(),
                List.copyOf(checks),
                Coverage.of(context),
                incomplete == null ? null : redactor.quoted(incomplete));
    }

    /** Returns whether a check has failed the run. */
    public boolean failed() {
        return checks.stream().anyMatch(ReportedCheck::fails);
    }

    /** Returns whether the run has no result for a check that was to run. */
    public boolean isIncomplete() {
        return incomplete != null || count(Outcome.ERROR) > 0;
    }

    long count(Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).count();
    }

    String summary() {
        long errors = count(Outcome.ERROR);
        long known = checks.stream().filter(ReportedCheck::known).count();
        return count(Outcome.PASSED) + " passed, " + count(Outcome.FAILED) + " failed, " + count(Outcome.WARNED)
                + " warnings, " + count(Outcome.SKIPPED) + " skipped" + (errors == 0 ? "" : ", " + errors + " errors")
                + (known == 0 ? "" : "; " + known + " failures are known");
    }

    /** Returns the failures in groups of the same cause, each in the order of the run. */
    Collection<List<ReportedCheck>> failuresByCause() {
        Map<String, List<ReportedCheck>> groups = new LinkedHashMap<>();
        for (ReportedCheck check : checks) {
            if (check.isFailure()) {
                // An id, the number of an endpoint or a duration is no other cause, but another code is.
                Matcher code = CODE.matcher(check.response());
                String cause = check.status() + " " + (code.find() ? code.group() : "") + " "
                        + check.detail().replaceAll("(?i)[0-9a-f]{8,}|(?<=/)[0-9]+|[0-9]+(?= (?:ms|seconds))", "#");
                groups.computeIfAbsent(cause, any -> new ArrayList<>()).add(check);
            }
        }
        return groups.values();
    }

    /** Returns the ids of the checks that were skipped because some others failed. */
    List<String> skippedBecauseOf(List<ReportedCheck> causes) {
        List<String> ids = causes.stream().map(ReportedCheck::id).toList();
        return checks.stream()
                .filter(check -> check.cause() != null && ids.contains(check.cause()))
                .map(ReportedCheck::id)
                .toList();
    }

    /** Returns how many items are exercised, for example {@code 8 of 18}. */
    static String exercised(List<Coverage.Count> counts) {
        return counts.size() - Coverage.missing(counts).size() + " of " + counts.size();
    }
}
