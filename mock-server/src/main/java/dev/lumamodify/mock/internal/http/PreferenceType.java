package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Durations;
import dev.lumamodify.mock.internal.state.Task;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of {@code Prefer}: what a caller can ask for. */
public enum PreferenceType {
    CODE("a code that the operation documents", "That code, as the document has it; the request is not carried out."),
    STATUS(
            "200 to 599",
            "That HTTP status. Alone, and other than 2xx: the same number as the code where it is documented, else 422 or"
                    + " 500; the request is not carried out."),
    OUTCOME(names(Outcome.values()), "How the task will end. For creates."),
    TASK_DURATION("a duration", "How long the task will be at work. For creates."),
    CALLBACK(
            names(CallbackFault.values()),
            "Never sent; sent twice; without a signature; with a wrong one; signed an hour ago; followed by one that says"
                    + " the opposite. For creates."),
    DELAY("a duration", "The request is carried out at once, and answered that much later."),
    FAULT(names(Fault.values()), "The request is carried out, and its answer is damaged on the way.");

    /** How a task ends. */
    public enum Outcome {
        SUCCESS(Task.State.SUCCEEDED),
        CREATE_FAILED(Task.State.CREATE_FAILED),
        GENERATE_FAILED(Task.State.GENERATE_FAILED);

        public final Task.State state;

        Outcome(Task.State state) {
            this.state = state;
        }
    }

    /** What is odd about a callback. */
    public enum CallbackFault {
        DROP,
        DUPLICATE,
        UNSIGNED,
        BAD_SIGNATURE,
        EXPIRED_SIGNATURE,
        CONTRADICTORY
    }

    public final String values;
    public final String effect;

    PreferenceType(String values, String effect) {
        this.values = values;
        this.effect = effect;
    }

    public String word() {
        return word(this);
    }

    public static String word(Enum<?> constant) {
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
            throw new ApiError(ApiError.Reason.INVALID, refusal().getMessage() + ": " + e.getMessage());
        }
    }

    private ApiError refusal() {
        return new ApiError(ApiError.Reason.INVALID, "Prefer: " + word() + " must be " + values);
    }

    private static String names(Enum<?>[] choices) {
        return Arrays.stream(choices).map(PreferenceType::word).collect(Collectors.joining(", "));
    }
}
