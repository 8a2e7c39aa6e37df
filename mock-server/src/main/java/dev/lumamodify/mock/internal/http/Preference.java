package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the caller asked for in {@code Prefer} (RFC 7240), understood. */
public final class Preference {
    static final Preference NONE = new Preference(Map.of());
    // Gives nothing back: a header that almost reads like one costs no more than one that does.
    private static final Pattern ONE = Pattern.compile("\\s*+([\\w!#$%&'*+.^`|~-]++)\\s*+"
            + "(?:=\\s*+(?:\"([^\"]*+)\"|([^\\s\",;]*+))\\s*+)?+(?:;[^,]*+)?+(?:,|$)");

    private final Map<String, String> words;
    private @Nullable Integer code;
    private @Nullable Integer status;
    private PreferenceType.@Nullable Outcome outcome;
    private @Nullable Duration taskDuration;
    private PreferenceType.@Nullable CallbackFault callback;
    private Duration delay = Duration.ZERO;
    private @Nullable Fault fault;

    private Preference(Map<String, String> words) {
        this.words = words;
    }

    /**
     * Reads the headers.
     *
     * @param signed whether callbacks are signed
     * @throws ApiError for what is not known, or cannot be had from this operation; it says what there is
     */
    public static Preference of(List<String> headers, Operation operation, boolean signed) {
        if (headers.isEmpty()) {
            return NONE;
        }
        Map<String, String> words = new LinkedHashMap<>();
        headers.forEach(header -> read(header, words));
        Preference preference = new Preference(words);
        words.forEach((word, value) -> preference.set(wish(word), value, operation));
        preference.check(operation, signed);
        return preference;
    }

    private static void read(String header, Map<String, String> words) {
        Matcher matcher = ONE.matcher(header);
        int end = 0;
        while (end < header.length()) {
            if (!matcher.region(end, header.length()).lookingAt()) {
                throw new ApiError(
                        ApiError.Reason.INVALID,
                        "Prefer must read name=value, name=value; there are " + PreferenceType.all());
            }
            String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            // RFC 7240, section 2: of a preference that is given twice, the first counts.
            words.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
            end = matcher.end();
        }
    }

    private static PreferenceType wish(String word) {
        for (PreferenceType wish : PreferenceType.values()) {
            if (wish.word().equals(word)) {
                return wish;
            }
        }
        throw new ApiError(
                ApiError.Reason.INVALID, "Prefer: " + word + " is not known; there are " + PreferenceType.all());
    }

    private void set(PreferenceType wish, String value, Operation operation) {
        switch (wish) {
            case CODE -> code = code(value, operation);
            case STATUS -> status = wish.number(value, 200, 599);
            case OUTCOME -> outcome = wish.choice(PreferenceType.Outcome.class, value);
            case TASK_DURATION -> taskDuration = wish.duration(value);
            case CALLBACK -> callback = wish.choice(PreferenceType.CallbackFault.class, value);
            case DELAY -> delay = wish.duration(value);
            case FAULT -> fault = wish.choice(Fault.class, value);
        }
    }

    private static int code(String value, Operation operation) {
        return operation.codes().keySet().stream()
                .filter(known -> known.toString().equals(value))
                .findFirst()
                .orElseThrow(() -> new ApiError(
                        ApiError.Reason.INVALID,
                        "Prefer: code must be one of " + operation.codes().keySet() + " for " + operation.id()));
    }

    private void check(Operation operation, boolean signed) {
        for (PreferenceType wish :
                List.of(PreferenceType.OUTCOME, PreferenceType.TASK_DURATION, PreferenceType.CALLBACK)) {
            if (words.containsKey(wish.word()) && (!operation.spendsCredits() || !carriedOut())) {
                throw new ApiError(
                        ApiError.Reason.INVALID,
                        "Prefer: " + wish.word() + " is for calls that make a task; this makes none");
            }
        }
        if (callback == PreferenceType.CallbackFault.BAD_SIGNATURE
                || callback == PreferenceType.CallbackFault.UNSIGNED
                || callback == PreferenceType.CallbackFault.EXPIRED_SIGNATURE) {
            if (!signed) {
                throw new ApiError(
                        ApiError.Reason.INVALID,
                        "Prefer: callback=" + PreferenceType.word(callback)
                                + " needs a server with a webhook key; this has none");
            }
        }
    }

    /** Tells whether the request is to be carried out, or only answered. */
    boolean carriedOut() {
        return code == null && (status == null || status < 300);
    }

    /** The answer to a request that is not to be carried out. */
    EnvelopeResponse answer(Operation operation) {
        int wanted = code != null ? code : status == null ? 0 : status;
        boolean documented = operation.codes().containsKey(wanted);
        ApiError.Reason nearest = wanted < 500 ? ApiError.Reason.INVALID : ApiError.Reason.SERVER_ERROR;
        EnvelopeResponse answer = operation.answer(documented ? wanted : nearest.code);
        return answer.code() == ApiError.Reason.TOO_MANY.code ? answer.retryAfter(Duration.ofSeconds(1)) : answer;
    }

    @Nullable
    Integer status() {
        return status;
    }

    /** How the task should end, or null if nothing was said about that. */
    public PreferenceType.@Nullable Outcome outcome() {
        return outcome;
    }

    public @Nullable Duration taskDuration() {
        return taskDuration;
    }

    public PreferenceType.@Nullable CallbackFault callback() {
        return callback;
    }

    Duration delay() {
        return delay;
    }

    @Nullable
    Fault fault() {
        return fault;
    }

    /** The value of {@code Preference-Applied}; empty if nothing was asked for. */
    String applied() {
        return words.isEmpty()
                ? ""
                : words.entrySet().stream()
                        .map(word -> word.getKey() + "=" + word.getValue())
                        .collect(Collectors.joining(", "));
    }
}
