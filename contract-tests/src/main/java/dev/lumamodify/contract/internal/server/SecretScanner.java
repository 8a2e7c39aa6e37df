package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.Redactor;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys in text. A key that is also a word of the API, such as {@code test} in a description, is never reported.
 */
public final class SecretScanner {
    private static final int MIN_LENGTH = 2;
    private static final int MAX_PART = 40;
    private static final Pattern NEVER = Pattern.compile("(?!)");

    private final String document;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    SecretScanner(OpenApiDocument document) {
        this.document = document.text();
    }

    /**
     * Returns whether the text contains the key, or the beginning or the end of a long one, in any encoding. A null key,
     * and one that is as short as a word, is never found.
     */
    public boolean contains(String text, @Nullable String key) {
        if (key == null || key.length() < MIN_LENGTH) {
            return false;
        }
        Pattern pattern = patterns.computeIfAbsent(key, this::pattern);
        return pattern.matcher(text).find();
    }

    private Pattern pattern(String key) {
        String part = key.length() <= MAX_PART
                ? Redactor.pattern(key)
                : Redactor.pattern(key.substring(0, MAX_PART)) + "|"
                        + Redactor.pattern(key.substring(key.length() - MAX_PART));
        Pattern pattern = Pattern.compile("(?i)" + part);
        if (!pattern.matcher(document).find()) {
            return pattern;
        }
        Pattern word = Pattern.compile("(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])");
        return word.matcher(document).find() ? NEVER : word;
    }
}
