package dev.lumamodify.client.internal.json;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The schema keywords that the generated records are checked against. */
public final class Constraints {
    /** As many as the document has. */
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private Constraints() {}

    public static void required(String field, @Nullable Object value, List<String> violations) {
        if (value == null) {
            violations.add(field + " is required");
        }
    }

    public static void minLength(String field, @Nullable String value, int least, List<String> violations) {
        if (value != null && value.codePointCount(0, value.length()) < least) {
            violations.add(field + " must have at least " + least + " character(s)");
        }
    }

    public static void maxLength(String field, @Nullable String value, int most, List<String> violations) {
        if (value != null && value.codePointCount(0, value.length()) > most) {
            violations.add(field + " must have at most " + most + " character(s)");
        }
    }

    /** Judges as JSON Schema does: the pattern may match anywhere, and {@code $} is the very end. */
    public static void pattern(String field, @Nullable String value, String pattern, List<String> violations) {
        if (value != null
                && !PATTERNS.computeIfAbsent(pattern, Constraints::compiled)
                        .matcher(value)
                        .find()) {
            violations.add(field + " must match " + pattern);
        }
    }

    private static Pattern compiled(String pattern) {
        return Pattern.compile(pattern.endsWith("$") ? pattern.substring(0, pattern.length() - 1) + "\\z" : pattern);
    }

    /** Judges {@code format: uri}: absolute, and ASCII only (RFC 3986). */
    public static void uri(String field, @Nullable String value, List<String> violations) {
        if (value == null) {
            return;
        }
        try {
            if (new URI(value).isAbsolute() && value.chars().allMatch(c -> c < 128)) {
                return;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        violations.add(field + " must be an absolute URI (RFC 3986)");
    }

    public static void minimum(String field, @Nullable Long value, long least, List<String> violations) {
        if (value != null && value < least) {
            violations.add(field + " must be at least " + least);
        }
    }

    public static <T> T checked(T value, Function<T, List<String>> rules) {
        List<String> violations = rules.apply(value);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", violations));
        }
        return value;
    }
}
