package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.harness.Curl;
import dev.lumamodify.contract.internal.harness.Redactor;
import dev.lumamodify.contract.internal.server.Coverage;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run against a server.
 *
 * @param requests how many requests were sent
 * @param incomplete why the run ended before its last check; null if it did not
 * @param curl formats the requests of failures
 * @param redactor removes the keys from everything that is quoted
 */
public record RunReport(
        RunInfo info,
        int requests,
        List<CheckResult> results,
        List<Coverage.Count> coverage,
        @Nullable String incomplete,
        Curl curl,
        Redactor redactor) {
    /** The maximum number of characters of a quoted text. */
    private static final int MAX_QUOTED = 500;

    /** Keys are replaced in the beginning of a text only. The rest is not quoted. */
    private static final int MAX_REDACTED = 8 * MAX_QUOTED;

    /**
     * Returns the report of a run.
     *
     * @param incomplete why the run ended before its last check; null if it did not
     */
    public static RunReport of(
            RunInfo info, List<CheckResult> results, ServerTestContext context, @Nullable String incomplete) {
        Redactor redactor = new Redactor(context.target().keys());
        return new RunReport(
                info,
                context.client().responses().size(),
                List.copyOf(results),
                Coverage.of(context),
                incomplete == null ? null : quoted(incomplete, redactor),
                context.target().curl(context.document()),
                redactor);
    }

    /** Returns whether a check has failed the run. */
    public boolean failed() {
        return results.stream().anyMatch(this::fails);
    }

    /** Returns whether the run has no result for a check that was to run. */
    public boolean isIncomplete() {
        return incomplete != null || count(Outcome.ERROR) > 0;
    }

    /** Returns whether a result fails the run. */
    boolean fails(CheckResult result) {
        return !isKnown(result)
                && (result.outcome() == Outcome.FAILED || (info.strict() && result.outcome() == Outcome.WARNED));
    }

    /** Returns whether a check failed that also failed in the report of {@code --baseline}. */
    boolean isKnown(CheckResult result) {
        return result.isFailure()
                && info.knownFailures().contains(result.check().id());
    }

    long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    String summary() {
        long errors = count(Outcome.ERROR);
        long known = results.stream().filter(this::isKnown).count();
        return count(Outcome.PASSED) + " passed, " + count(Outcome.FAILED) + " failed, " + count(Outcome.WARNED)
                + " warnings, " + count(Outcome.SKIPPED) + " skipped" + (errors == 0 ? "" : ", " + errors + " errors")
                + (known == 0 ? "" : "; " + known + " failures are known");
    }

    /** Returns the failures in groups of the same cause, each in the order of the run. */
    Collection<List<CheckResult>> failuresByCause() {
        Map<String, List<CheckResult>> groups = new LinkedHashMap<>();
        for (CheckResult result : results) {
            if (result.isFailure()) {
                CheckFailure failure = result.failure();
                int status = failure == null || failure.response() == null
                        ? 0
                        : failure.response().status();
                // The number of an endpoint, an id or a time is no other cause.
                String cause = status + " " + result.detail().replaceAll("(?i)[0-9a-f]{8,}|[0-9]+", "#");
                groups.computeIfAbsent(cause, any -> new ArrayList<>()).add(result);
            }
        }
        return groups.values();
    }

    /** Returns why a check failed or was skipped; empty if it passed. */
    String detail(CheckResult result) {
        return quoted(result.detail(), redactor);
    }

    /** Returns the failing request as a curl command; empty if there is none. */
    String request(CheckResult result) {
        CheckFailure failure = result.failure();
        return failure == null || failure.request() == null ? "" : quoted(curl.line(failure.request()), redactor);
    }

    /** Returns the failing response; empty if there is none. */
    String response(CheckResult result) {
        CheckFailure failure = result.failure();
        return failure == null || failure.response() == null
                ? ""
                : quoted(failure.response().toString(), redactor);
    }

    /** Returns the command that runs the check again with the same inputs. */
    String reproduce(CheckResult result) {
        return redactor.redact(info.command()) + " --only " + result.check().id() + " --seed " + info.seed();
    }

    /** Returns how many items are exercised, for example {@code 8 of 18}. */
    static String exercised(List<Coverage.Count> counts) {
        return counts.size() - Coverage.missing(counts).size() + " of " + counts.size();
    }

    /**
     * Returns a text that may quote the server: without keys, with at most 500 characters, and without the characters
     * that XML 1.0 does not allow. Some of them also control a terminal.
     */
    private static String quoted(String text, Redactor redactor) {
        String beginning = text.length() <= MAX_REDACTED ? text : text.substring(0, MAX_REDACTED);
        String printable = redactor.redact(beginning)
                .replaceAll("[^\\t\\n\\r\\x20-\\x7E\\xA0-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
        return printable.codePointCount(0, printable.length()) <= MAX_QUOTED
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, MAX_QUOTED)) + "… (" + text.length()
                        + " characters)";
    }
}
