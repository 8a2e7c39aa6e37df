package dev.lumamodify.contract;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a law on a target.
 *
 * @param took how long the check was at it, without what all wait for together
 */
record Verdict(
        Law law, Outcome outcome, String detail, @Nullable Broken evidence, Duration took) {
    /** The four ends of a check. */
    enum Outcome {
        PASSED,
        FAILED,
        /** A house rule was broken. */
        WARNED,
        /** The target, or what was told about it, did not allow to check. */
        NOT_CHECKED
    }

    /** Whether a promise or a rule of the house was found broken. */
    boolean isBroken() {
        return outcome == Outcome.FAILED || outcome == Outcome.WARNED;
    }

    Verdict after(Duration took) {
        return new Verdict(law, outcome, detail, evidence, took);
    }

    static Verdict passed(Law law) {
        return new Verdict(law, Outcome.PASSED, "", null, Duration.ZERO);
    }

    static Verdict broken(Law law, Broken broken) {
        String what = broken.getMessage() == null ? "" : broken.getMessage();
        return new Verdict(law, law.house() ? Outcome.WARNED : Outcome.FAILED, what, broken, Duration.ZERO);
    }

    static Verdict notChecked(Law law, String why) {
        return new Verdict(law, Outcome.NOT_CHECKED, why, null, Duration.ZERO);
    }
}
