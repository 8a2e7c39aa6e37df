package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.CallbackFault;
import dev.lumamodify.mock.internal.state.Durations;
import dev.lumamodify.mock.internal.state.EnumNames;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import dev.lumamodify.mock.internal.state.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The preferences that the header {@code Prefer} can have. */
public enum PreferenceType {
    CODE(
            "a code that the operation documents",
            "Responds with this code and the document's example of it. Does not execute the request."),
    STATUS(
            "200 to 599",
            "Responds with this HTTP status. Without `code`, a status other than 2xx also sets the code: the same number"
                    + " if the operation documents it, else 422 (400 for uploads) or 500. The request is then not executed."),
    OUTCOME(Outcome.values(), "Sets how the task ends. For create requests."),
    TASK_DURATION("a duration", "Sets how long the task is in progress. For create requests."),
    CALLBACK(
            CallbackFault.values(),
            "Injects a fault into the callback: not sent; sent twice; without a signature; with a wrong signature; with a"
                    + " signature that is one hour old; followed by a callback with the opposite result. For create"
                    + " requests."),
    DELAY("a duration", "Executes the request immediately and delays the response."),
    FAULT(
            Fault.values(),
            "Executes the request and injects a fault into the response: connection reset; no response until the"
                    + " connection times out; a body that is not JSON; half of the body; an HTML page; the second half of"
                    + " the body 5 seconds later."),
    HANDLING(
            Handling.values(),
            "Ignores unknown preferences, the default, or rejects them with code 422 (RFC 7240, section 4.4).");

    private final String values;
    private final String effect;
    private final boolean hasChoices;

    PreferenceType(String values, String effect) {
        this.values = values;
        this.effect = effect;
        this.hasChoices = false;
    }

    PreferenceType(Enum<?>[] choices, String effect) {
        this.values = Arrays.stream(choices).map(EnumNames::kebabCase).collect(Collectors.joining(", "));
        this.effect = effect;
        this.hasChoices = true;
    }

    /** Returns the name in the header, the token of RFC 7240. */
    public String token() {
        return EnumNames.kebabCase(this);
    }

    static Map<String, PreferenceType> byToken() {
        return Arrays.stream(values()).collect(Collectors.toMap(PreferenceType::token, type -> type));
    }

    /** Returns a description of the valid values. */
    public String validValues() {
        return values;
    }

    public String effect() {
        return effect;
    }

    /** Returns the valid values if they are a fixed list; else an empty list. */
    public List<String> choices() {
        return hasChoices ? List.of(values.split(", ", -1)) : List.of();
    }

    /** Returns a description of all preferences, for error messages. */
    static String describeAll() {
        return Arrays.stream(values())
                .map(type -> type.token() + "=<" + type.values + ">")
                .collect(Collectors.joining(", "));
    }

    <E extends Enum<E>> E choice(Class<E> choiceType, String value) {
        return Arrays.stream(choiceType.getEnumConstants())
                .filter(choice -> EnumNames.kebabCase(choice).equals(value))
                .findFirst()
                .orElseThrow(() -> invalid("must be one of " + values));
    }

    int number(String value, int min, int max) {
        if (value.matches("\\d{1,6}")) {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw invalid("must be " + values);
    }

    Duration duration(String value) {
        try {
            return Durations.parse(token(), value);
        } catch (InvalidValueException e) {
            throw invalid(e.rule());
        }
    }

    /** Returns the error for an invalid value. */
    ApiError invalid(String rule) {
        return new ApiError(ApiError.Reason.INVALID_REQUEST, "Prefer: " + token() + " " + rule);
    }
}
