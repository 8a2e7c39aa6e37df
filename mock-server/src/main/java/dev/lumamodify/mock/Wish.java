package dev.lumamodify.mock;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of {@code Prefer}: what a caller can ask for. */
enum Wish {
    CODE("a code that the operation documents", "That code, as the document has it; the request is not carried out."),
    STATUS(
            "200 to 599",
            "That HTTP status. Alone, and other than 2xx: the same number as the code where it is documented, else 422 or"
                    + " 500; the request is not carried out."),
    OUTCOME(names(Outcome.values()), "How the task will end. For creates."),
    TASK_TIME("a duration", "How long the task will be at work. For creates."),
    CALLBACK(
            names(Style.values()),
            "Never sent; sent twice; without a signature; with a wrong one; signed an hour ago; followed by one that says"
                    + " the opposite. For creates."),
    DELAY("a duration", "The request is carried out at once, and answered that much later."),
    FAULT(names(Fault.values()), "The request is carried out, and its answer is damaged on the way.");

    /** How a task ends. */
    enum Outcome {
        SUCCESS(Task.State.SUCCEEDED),
        CREATE_FAILED(Task.State.CREATE_FAILED),
        GENERATE_FAILED(Task.State.GENERATE_FAILED);

        final Task.State state;

        Outcome(Task.State state) {
            this.state = state;
        }
    }

    /** What is odd about a callback. */
    enum Style {
        DROP,
        DUPLICATE,
        UNSIGNED,
        BAD_SIGNATURE,
        STALE,
        CONTRADICTORY
    }

    final String values;
    final String effect;

    Wish(String values, String effect) {
        this.values = values;
        this.effect = effect;
    }

    String word() {
        return word(this);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All there is to ask for. */
    static String all() {
        return Arrays.stream(values())
                .map(wish -> wish.word() + "=<" + wish.values + ">")
                .collect(Collectors.joining(", "));
    }

    <E extends Enum<E>> E choice(Class<E> choices, String value) {
        return Arrays.stream(choices.getEnumConstants())
                .filter(choice -> word(choice).equals(value))
                .findFirst()
                .orElseThrow(this::refusal);
    }

    int number(String value, int least, int most) {
        if (value.matches("\\d{1,6}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw refusal();
    }

    Duration duration(String value) {
        try {
            return Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Reason.INVALID, refusal().getMessage() + ": " + e.getMessage());
        }
    }

    private Refusal refusal() {
        return new Refusal(Refusal.Reason.INVALID, "Prefer: " + word() + " must be " + values);
    }

    private static String names(Enum<?>[] choices) {
        return Arrays.stream(choices).map(Wish::word).collect(Collectors.joining(", "));
    }
}
