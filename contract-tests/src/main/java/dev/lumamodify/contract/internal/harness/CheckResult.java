package dev.lumamodify.contract.internal.harness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a check.
 *
 * @param detail why the check failed or was skipped; empty if it passed
 * @param failure the request and the response that show the failure, or null
 * @param cause the id of the failed check because of which this one was skipped, or null
 * @param duration how long the check ran, without the wait that all checks share
 */
public record CheckResult(
        Check<?> check,
        Outcome outcome,
        String detail,
        @Nullable CheckFailure failure,
        @Nullable String cause,
        Duration duration) {
    /** How a check can end. */
    public enum Outcome {
        PASSED,
        /** A required check failed. */
        FAILED,
        /** A recommended check failed. */
        WARNED,
        /** The check could not run. */
        SKIPPED,
        /** The check ended with an exception of the suite. It is no result about the target. */
        ERROR
    }

    /** Returns whether the check failed, at either level. */
    public boolean isFailure() {
        return outcome == Outcome.FAILED || outcome == Outcome.WARNED;
    }

    public CheckResult withDuration(Duration taken) {
        return new CheckResult(check, outcome, detail, failure, cause, taken);
    }

    public static CheckResult passed(Check<?> check) {
        return new CheckResult(check, Outcome.PASSED, "", null, null, Duration.ZERO);
    }

    public static CheckResult failed(Check<?> check, CheckFailure failure) {
        Outcome outcome = check.isRecommended() ? Outcome.WARNED : Outcome.FAILED;
        return new CheckResult(check, outcome, String.valueOf(failure.getMessage()), failure, null, Duration.ZERO);
    }

    /** Returns the result of a check that ended with an exception of the suite. */
    public static CheckResult error(Check<?> check, Throwable cause) {
        StackTraceElement[] stack = cause.getStackTrace();
        String place = stack.length == 0 ? "" : " at " + stack[0];
        return new CheckResult(check, Outcome.ERROR, "The suite failed: " + cause + place, null, null, Duration.ZERO);
    }

    public static CheckResult skipped(Check<?> check, CheckSkipped reason) {
        return new CheckResult(check, Outcome.SKIPPED, String.valueOf(reason.getMessage()), null, null, Duration.ZERO);
    }

    /** Returns the result of a check that failed only because of what another check reports. */
    public static CheckResult skippedBecauseOf(CheckResult cause, CheckResult failed) {
        String id = cause.check().id();
        return new CheckResult(failed.check(), Outcome.SKIPPED, "because of " + id, null, id, failed.duration());
    }
}
