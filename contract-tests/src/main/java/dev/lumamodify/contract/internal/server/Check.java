package dev.lumamodify.contract.internal.server;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One promise of the contract.
 *
 * @param id the topic, a dot, and a name
 * @param says the promise in one sentence
 * @param source where it is made: a place in the document, or a section of the facts
 * @param house whether it is this project's wish and not the provider's word: broken, it only warns
 * @param needs what the operator must have told about the target for this to be checkable
 * @param start checks; may return a second part, for after the tasks that it started have ended
 */
public record Check(
        String id,
        String says,
        String source,
        boolean house,
        List<Need> needs,
        Function<ServerTestContext, @Nullable Runnable> start) {
    /** Something that only the operator can provide. */
    public enum Need {
        CREATES("--max-tasks N, or a target on this machine"),
        TASK_DURATION("--task-duration"),
        CALLBACKS("--callback-listen"),
        WEBHOOK_KEY("--webhook-key"),
        SECOND_KEY("--second-key"),
        NO_CREDITS_KEY("--no-credits-key"),
        FAIL_ON_PROMPT("--fail-on-prompt"),
        RATE_LIMIT("--rate-limit"),
        /** Some things take the time they take; nobody waits for them in a hurry. */
        REAL_TIME("real time, and no --fast");

        public final String option;

        Need(String option) {
            this.option = option;
        }

        private boolean met(Target target, TargetClock pace) {
            return switch (this) {
                case CREATES -> target.mayCreate();
                case TASK_DURATION -> target.taskDuration != null;
                case CALLBACKS -> target.canReceive();
                case WEBHOOK_KEY -> target.webhookKey != null;
                case SECOND_KEY -> target.secondKey != null;
                case NO_CREDITS_KEY -> target.noCreditsKey != null;
                case FAIL_ON_PROMPT -> target.failOnPrompt != null;
                case RATE_LIMIT -> target.rateLimit != null;
                case REAL_TIME -> pace.real() && !target.fast;
            };
        }
    }

    /** A law that is checked at once. */
    public static Check of(String id, String says, String source, Consumer<ServerTestContext> check) {
        return lasting(id, says, source, trial -> {
            check.accept(trial);
            return null;
        });
    }

    /** A law whose verdict comes after the tasks that it starts have ended. */
    public static Check lasting(
            String id, String says, String source, Function<ServerTestContext, @Nullable Runnable> start) {
        return new Check(id, says, source, false, List.of(), start);
    }

    public Check needing(Need... needed) {
        return new Check(id, says, source, house, List.of(needed), start);
    }

    public Check ofTheHouse() {
        return new Check(id, says, source, true, needs, start);
    }

    public String topic() {
        return id.substring(0, id.indexOf('.'));
    }

    /** What the operator has not provided. */
    List<String> lacks(Target target, TargetClock pace) {
        return needs.stream()
                .filter(need -> !need.met(target, pace))
                .map(need -> need.option)
                .toList();
    }
}
