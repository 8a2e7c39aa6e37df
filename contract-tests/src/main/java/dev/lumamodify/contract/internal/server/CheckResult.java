package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a law on a target.
 *
 * @param took how long the check was at it, without what all wait for together
 */
public record CheckResult(
        Check law, Outcome outcome, String detail, @Nullable CheckFailure evidence, Duration took) {
    /** The four ends of a check. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** A house rule was broken. */
        WARNED,
        /** The target, or what was told about it, did not allow to check. */
        NOT_CHECKED
    }

    /** Whether a promise or a rule of the house was found broken. */
    public boolean isBroken() {
        return outcome == Outcome.FAILED || outcome == Outcome.WARNED;
    }

    CheckResult after(Duration took) {
        return new CheckResult(law, outcome, detail, evidence, took);
    }

    public static CheckResult passed(Check law) {
        return new CheckResult(law, Outcome.PASSED, "", null, Duration.ZERO);
    }

    public static CheckResult broken(Check law, CheckFailure broken) {
        String what = broken.getMessage() == null ? "" : broken.getMessage();
        return new CheckResult(law, law.house() ? Outcome.WARNED : Outcome.FAILED, what, broken, Duration.ZERO);
    }

    public static CheckResult notChecked(Check law, String why) {
        return new CheckResult(law, Outcome.NOT_CHECKED, why, null, Duration.ZERO);
    }
}
