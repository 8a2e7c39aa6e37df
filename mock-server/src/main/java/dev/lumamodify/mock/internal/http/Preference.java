package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.CallbackFault;
import dev.lumamodify.mock.internal.state.EnumNames;
import dev.lumamodify.mock.internal.state.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The preferences of one request, from its header {@code Prefer} (RFC 7240). */
final class Preference {
    static final Preference NONE = new Preference(Map.of());

    /** Uses possessive quantifiers, so that no header makes it backtrack. */
    private static final Pattern ITEM = Pattern.compile("\\s*+([\\w!#$%&'*+.^`|~-]++)\\s*+"
            + "(?:=\\s*+(?:\"([^\"]*+)\"|([^\\s\",;]*+))\\s*+)?+(?:;[^,]*+)?+(?:,|$)");

    private static final List<PreferenceType> FOR_CREATE_REQUESTS =
            List.of(PreferenceType.OUTCOME, PreferenceType.TASK_DURATION, PreferenceType.CALLBACK);

    private final Map<String, String> valuesByToken;
    private @Nullable Integer code;
    private @Nullable Integer status;
    private @Nullable Outcome outcome;
    private @Nullable Duration taskDuration;
    private @Nullable CallbackFault callbackFault;
    private Duration delay = Duration.ZERO;
    private @Nullable Fault fault;

    private Preference(Map<String, String> valuesByToken) {
        this.valuesByToken = valuesByToken;
    }

    /**
     * Parses the headers of a request.
     *
     * @param callbacksAreSigned whether the server has a webhook key
     * @throws ApiError if a preference is unknown, has an invalid value or does not apply to the operation
     */
    static Preference parse(List<String> headers, Operation operation, boolean callbacksAreSigned) {
        if (headers.isEmpty()) {
            return NONE;
        }
        Map<String, String> valuesByToken = new LinkedHashMap<>();
        headers.forEach(header -> parseItems(header, valuesByToken));
        Preference preference = new Preference(valuesByToken);
        valuesByToken.forEach((token, value) -> preference.set(type(token), value, operation));
        preference.validate(operation, callbacksAreSigned);
        return preference;
    }

    private static void parseItems(String header, Map<String, String> valuesByToken) {
        Matcher matcher = ITEM.matcher(header);
        int end = 0;
        while (end < header.length()) {
            if (!matcher.region(end, header.length()).lookingAt()) {
                throw new ApiError(
                        ApiError.Reason.INVALID_REQUEST,
                        "Prefer must be a list such as name=value, name=value; known preferences: "
                                + PreferenceType.describeAll());
            }
            String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            // RFC 7240, section 2: the first of two equal tokens is used.
            valuesByToken.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
            end = matcher.end();
        }
    }

    private static PreferenceType type(String token) {
        for (PreferenceType type : PreferenceType.values()) {
            if (type.token().equals(token)) {
                return type;
            }
        }
        throw new ApiError(
                ApiError.Reason.INVALID_REQUEST,
                "Prefer: " + token + " is unknown; known preferences: " + PreferenceType.describeAll());
    }

    private void set(PreferenceType type, String value, Operation operation) {
        switch (type) {
            case CODE -> code = code(value, operation);
            case STATUS -> status = type.number(value, 200, 599);
            case OUTCOME -> outcome = type.choice(Outcome.class, value);
            case TASK_DURATION -> taskDuration = type.duration(value);
            case CALLBACK -> callbackFault = type.choice(CallbackFault.class, value);
            case DELAY -> delay = type.duration(value);
            case FAULT -> fault = type.choice(Fault.class, value);
        }
    }

    private static int code(String value, Operation operation) {
        for (int code : operation.codes().keySet()) {
            if (Integer.toString(code).equals(value)) {
                return code;
            }
        }
        String codes = operation.codes().keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
        throw PreferenceType.CODE.invalid("must be one of " + codes + " for " + operation.id());
    }

    private void validate(Operation operation, boolean callbacksAreSigned) {
        for (PreferenceType type : FOR_CREATE_REQUESTS) {
            if (valuesByToken.containsKey(type.token()) && !(operation.spendsCredits() && executesRequest())) {
                throw type.invalid("applies only to create requests that are executed");
            }
        }
        if (callbackFault != null && callbackFault.needsSignature() && !callbacksAreSigned) {
            throw PreferenceType.CALLBACK.invalid(
                    "must not be " + EnumNames.kebabCase(callbackFault) + " if the server has no webhook key");
        }
    }

    /** Returns whether the request is executed. Otherwise the server only sends the {@link #response}. */
    boolean executesRequest() {
        return code == null && (status == null || status < 300);
    }

    /** Returns the response to a request that is not executed. */
    EnvelopeResponse response(Operation operation) {
        int preferred = code != null ? code : status == null ? 0 : status;
        ApiError.Reason substitute = preferred < 500 ? ApiError.Reason.INVALID_REQUEST : ApiError.Reason.SERVER_ERROR;
        int documented = operation.codes().containsKey(preferred) ? preferred : substitute.code();
        Duration retryAfter = documented == ApiError.Reason.RATE_LIMITED.code() ? Duration.ofSeconds(1) : null;
        return new EnvelopeResponse(operation.envelope(documented), retryAfter);
    }

    @Nullable
    Integer status() {
        return status;
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }

    @Nullable
    Duration taskDuration() {
        return taskDuration;
    }

    @Nullable
    CallbackFault callbackFault() {
        return callbackFault;
    }

    Duration delay() {
        return delay;
    }

    @Nullable
    Fault fault() {
        return fault;
    }

    /** Returns the value of {@code Preference-Applied}; empty without a preference. */
    String applied() {
        return valuesByToken.isEmpty()
                ? ""
                : valuesByToken.entrySet().stream()
                        .map(item -> item.getKey() + "=" + item.getValue())
                        .collect(Collectors.joining(", "));
    }
}
