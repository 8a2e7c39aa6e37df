package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys in text. A key that is also a word of the API, such as {@code test} in a description, is never reported.
 */
public final class SecretScanner {
    private final String document;

    SecretScanner(OpenApiDocument document) {
        this.document = document.text();
    }

    /** Returns whether the text contains the key as a whole word. A null key is never found. */
    public boolean contains(String text, @Nullable String key) {
        return key != null
                && text.contains(key)
                && word(key).matcher(text).find()
                && !word(key).matcher(document).find();
    }

    private static Pattern word(String key) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])");
    }
}
