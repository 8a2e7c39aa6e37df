package dev.lumamodify.contract;

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
record Law(
        String id,
        String says,
        String source,
        boolean house,
        List<Need> needs,
        Function<Trial, @Nullable Runnable> start) {
    /** Something that only the operator can provide. */
    enum Need {
        CREATES("--spend N, or a target on this machine"),
        TASK_TIME("--task-time"),
        CALLBACKS("--callback-listen"),
        WEBHOOK_KEY("--webhook-key"),
        SECOND_KEY("--second-key"),
        BROKE_KEY("--broke-key"),
        FAILING_PROMPT("--failing-prompt"),
        RATE_LIMIT("--rate-limit"),
        /** Some things take the time they take; nobody waits for them in a hurry. */
        REAL_TIME("real time, and no --fast");

        final String option;

        Need(String option) {
            this.option = option;
        }

        private boolean met(Target target, Pace pace) {
            return switch (this) {
                case CREATES -> target.mayCreate();
                case TASK_TIME -> target.taskTime != null;
                case CALLBACKS -> target.canReceive();
                case WEBHOOK_KEY -> target.webhookKey != null;
                case SECOND_KEY -> target.secondKey != null;
                case BROKE_KEY -> target.brokeKey != null;
                case FAILING_PROMPT -> target.failingPrompt != null;
                case RATE_LIMIT -> target.rateLimit != null;
                case REAL_TIME -> pace.real() && !target.fast;
            };
        }
    }

    /** A law that is checked at once. */
    static Law of(String id, String says, String source, Consumer<Trial> check) {
        return lasting(id, says, source, trial -> {
            check.accept(trial);
            return null;
        });
    }

    /** A law whose verdict comes after the tasks that it starts have ended. */
    static Law lasting(String id, String says, String source, Function<Trial, @Nullable Runnable> start) {
        return new Law(id, says, source, false, List.of(), start);
    }

    Law needing(Need... needed) {
        return new Law(id, says, source, house, List.of(needed), start);
    }

    Law ofTheHouse() {
        return new Law(id, says, source, true, needs, start);
    }

    String topic() {
        return id.substring(0, id.indexOf('.'));
    }

    /** What the operator has not provided. */
    List<String> lacks(Target target, Pace pace) {
        return needs.stream()
                .filter(need -> !need.met(target, pace))
                .map(need -> need.option)
                .toList();
    }
}
