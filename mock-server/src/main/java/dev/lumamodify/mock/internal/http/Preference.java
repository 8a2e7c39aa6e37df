package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.CallbackFault;
import dev.lumamodify.mock.internal.state.EnumNames;
import dev.lumamodify.mock.internal.state.Outcome;
import java.time.Duration;
import java.util.ArrayList;
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

    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*+)\"";

    /**
     * An element of the list, which can be empty, with its parameters. Uses possessive quantifiers, so that no header makes
     * it backtrack.
     */
    private static final Pattern ITEM = Pattern.compile("\\s*+(?:([\\w!#$%&'*+.^`|~-]++)\\s*+(?:=\\s*+(?:" + QUOTED
            + "|([^\\s\",;]*+))\\s*+)?+(?:;(?:[^,\"]|" + QUOTED + ")*+)?+)?+(?:,|$)");

    private static final List<PreferenceType> FOR_CREATE_REQUESTS =
            List.of(PreferenceType.OUTCOME, PreferenceType.TASK_DURATION, PreferenceType.CALLBACK);

    private final Map<String, String> valuesByToken;
    private final List<String> ignored = new ArrayList<>();
    private @Nullable Integer code;
    private @Nullable Integer status;
    private @Nullable Outcome outcome;
    private @Nullable Duration taskDuration;
    private @Nullable CallbackFault callbackFault;
    private Duration delay = Duration.ZERO;
    private @Nullable Fault fault;
    private Handling handling = Handling.LENIENT;

    private Preference(Map<String, String> valuesByToken) {
        this.valuesByToken = valuesByToken;
    }

    /**
     * Parses the headers of a request. Ignores unknown preferences, as RFC 7240 (section 2) requires.
     *
     * @param handling {@code STRICT} to reject unknown preferences; the preference {@code handling} has priority
     * @param callbacksAreSigned whether the server has a webhook key
     * @throws ApiError if a preference has an invalid value or does not apply to the operation
     */
    static Preference parse(List<String> headers, Handling handling, Operation operation, boolean callbacksAreSigned) {
        if (headers.isEmpty()) {
            return NONE;
        }
        Map<String, String> valuesByToken = new LinkedHashMap<>();
        headers.forEach(header -> parseItems(header, valuesByToken));
        Preference preference = new Preference(valuesByToken);
        preference.handling = handling;
        Map<String, PreferenceType> types = PreferenceType.byToken();
        for (String token : List.copyOf(valuesByToken.keySet())) {
            PreferenceType type = types.get(token);
            if (type == null) {
                preference.ignored.add(token);
                valuesByToken.remove(token);
            } else {
                preference.set(type, valuesByToken.getOrDefault(token, ""), operation);
            }
        }
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
            String token = matcher.group(1);
            String quoted = matcher.group(2);
            String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            if (token != null) {
                // RFC 7240, section 2: the first of two equal tokens is used.
                valuesByToken.putIfAbsent(token.toLowerCase(Locale.ROOT), value == null ? "" : value);
            }
            end = matcher.end();
        }
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
            case HANDLING -> handling = type.choice(Handling.class, value);
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
        if (handling == Handling.STRICT && !ignored.isEmpty()) {
            throw new ApiError(
                    ApiError.Reason.INVALID_REQUEST,
                    "Prefer: " + String.join(", ", ignored) + " is unknown; known preferences: "
                            + PreferenceType.describeAll());
        }
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
        int documented = operation.documented(preferred);
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

    /** Returns the names of the unknown preferences, as a list with commas. */
    String ignored() {
        return String.join(", ", ignored);
    }

    /** Returns the value of {@code Preference-Applied}; empty without a preference. */
    String applied() {
        return valuesByToken.entrySet().stream()
                .map(item -> item.getKey() + "=" + item.getValue())
                .collect(Collectors.joining(", "));
    }
}
