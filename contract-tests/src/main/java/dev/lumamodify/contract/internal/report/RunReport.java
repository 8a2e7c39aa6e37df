package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.harness.Curl;
import dev.lumamodify.contract.internal.server.Coverage;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import java.net.URI;
import java.util.List;

/**
 * The results of a run against a server.
 *
 * @param strict whether a failed recommended check fails the run
 * @param requests how many requests were sent
 * @param curl formats the requests of failures
 */
public record RunReport(
        URI target,
        long seed,
        boolean strict,
        int requests,
        List<CheckResult> results,
        List<Coverage.Count> coverage,
        Curl curl) {

    /** Returns the report of a run that has ended. */
    public static RunReport of(List<CheckResult> results, ServerTestContext context, boolean strict) {
        return new RunReport(
                context.target().url(),
                context.settings().seed(),
                strict,
                context.client().responses().size(),
                results,
                Coverage.of(context),
                context.target().curl(context.document()));
    }

    /** Returns whether the run has failed. */
    public boolean failed() {
        return results.stream().anyMatch(this::fails);
    }

    /** Returns whether a result fails the run. */
    boolean fails(CheckResult result) {
        return result.outcome() == Outcome.FAILED || (strict && result.outcome() == Outcome.WARNED);
    }

    long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    String summary() {
        return count(Outcome.PASSED) + " passed, " + count(Outcome.FAILED) + " failed, " + count(Outcome.WARNED)
                + " warnings, " + count(Outcome.SKIPPED) + " skipped";
    }

    /** Returns the failing request as a curl command; empty if there is none. */
    String request(CheckResult result) {
        CheckFailure failure = result.failure();
        return failure == null || failure.request() == null ? "" : curl.line(failure.request());
    }

    /** Returns the failing response; empty if there is none. */
    String response(CheckResult result) {
        CheckFailure failure = result.failure();
        return failure == null || failure.response() == null
                ? ""
                : failure.response().toString();
    }

    /** Returns the options that run the check again with the same inputs. */
    String reproduce(CheckResult result) {
        return "--only " + result.check().id() + " --seed " + seed;
    }

    /** Returns how many items are exercised, for example {@code 8 of 18}. */
    static String exercised(List<Coverage.Count> counts) {
        return counts.size() - Coverage.missing(counts).size() + " of " + counts.size();
    }
}
