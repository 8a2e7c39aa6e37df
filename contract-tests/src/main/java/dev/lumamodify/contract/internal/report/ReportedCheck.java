package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a check as all formats report it. Its texts contain no key, and are bounded.
 *
 * @param known whether the check also failed in the report of {@code --baseline}
 * @param fails whether the result fails the run
 * @param detail why the check failed or was skipped; empty if it passed
 * @param cause the id of the failed check because of which this one was skipped, or null
 * @param status the HTTP status of the failing response, or 0
 * @param request the failing request as a curl command; empty if there is none
 * @param response the failing response; empty if there is none
 * @param reproduce the command that runs the check again with the same inputs
 */
public record ReportedCheck(
        Check<?> check,
        Outcome outcome,
        boolean known,
        boolean fails,
        Duration duration,
        String detail,
        @Nullable String cause,
        int status,
        String request,
        String response,
        String reproduce) {
    String id() {
        return check.id();
    }

    /** Returns whether the check failed, at either level. */
    boolean isFailure() {
        return outcome == Outcome.FAILED || outcome == Outcome.WARNED;
    }
}
