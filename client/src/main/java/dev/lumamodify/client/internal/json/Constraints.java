package dev.lumamodify.client.internal.json;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates fields against the keywords of the document. The generated records call these methods.
 *
 * <p>Each method adds a message to the violations if a value is invalid, unless they contain a message about the same
 * field. A value that is null violates {@link #required} only.
 */
public final class Constraints {
    /** Compiled patterns. The document limits their number. */
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private Constraints() {}

    public static void required(String field, @Nullable Object value, List<String> violations) {
        if (value == null) {
            add(field, "is required", violations);
        }
    }

    /**
     * Searches for a pattern anywhere in a value, as JSON Schema does. {@code $} matches the very end only.
     *
     * @param rule the end of the message, for example {@code must not be blank}
     */
    public static void pattern(
            String field, @Nullable String value, String pattern, String rule, List<String> violations) {
        if (value != null
                && !PATTERNS.computeIfAbsent(pattern, Constraints::compile)
                        .matcher(value)
                        .find()) {
            add(field, rule, violations);
        }
    }

    public static void minLength(String field, @Nullable String value, int min, List<String> violations) {
        if (value != null && value.codePointCount(0, value.length()) < min) {
            add(field, "must have at least " + min + (min == 1 ? " character" : " characters"), violations);
        }
    }

    public static void maxLength(String field, @Nullable String value, int max, List<String> violations) {
        if (value != null && value.codePointCount(0, value.length()) > max) {
            add(field, "must have at most " + max + (max == 1 ? " character" : " characters"), violations);
        }
    }

    /** Validates {@code format: uri}: an absolute URI as in RFC 3986, which is ASCII only. */
    public static void uri(String field, @Nullable String value, List<String> violations) {
        if (value != null && !isUri(value)) {
            add(field, "must be a valid URI", violations);
        }
    }

    public static void minimum(String field, @Nullable Number value, long min, List<String> violations) {
        if (value != null && value.longValue() < min) {
            add(field, "must be at least " + min, violations);
        }
    }

    /** Validates each item of a list. The name of the third item of {@code urls} is {@code urls[2]}. */
    public static void items(String field, @Nullable List<String> values, BiConsumer<String, String> validator) {
        if (values != null) {
            for (int i = 0; i < values.size(); i++) {
                validator.accept(field + "[" + i + "]", values.get(i));
            }
        }
    }

    /** Returns the value. Throws {@link IllegalArgumentException} with all messages if there are violations. */
    public static <T> T requireValid(T value, Function<T, List<String>> validator) {
        List<String> violations = validator.apply(value);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", violations));
        }
        return value;
    }

    private static void add(String field, String rule, List<String> violations) {
        // A blank prompt violates minLength and a pattern. The first message is enough.
        if (violations.isEmpty() || !violations.get(violations.size() - 1).startsWith(field + " ")) {
            violations.add(field + " " + rule);
        }
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(pattern.endsWith("$") ? pattern.substring(0, pattern.length() - 1) + "\\z" : pattern);
    }

    private static boolean isUri(String value) {
        try {
            return new URI(value).isAbsolute() && value.chars().allMatch(c -> c < 128);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
