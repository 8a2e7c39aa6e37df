package dev.lumamodify.contract.internal.harness;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces keys in text by the names of shell variables, in whatever encoding a server returns them: as they are, with
 * any mixture of JSON, URL and XML escapes, in Base64 or in hexadecimal digits. Thread-safe.
 */
public final class Redactor {
    /** A shorter key is replaced as a whole word only, because it can be a part of an innocent word. */
    private static final int MIN_LENGTH = 8;

    /** A part of a key, next to the sign for text that was cut off, is replaced from this length on. */
    private static final int MIN_PART = 4;

    private final Map<Pattern, String> replacements = new LinkedHashMap<>();

    /**
     * Creates an instance.
     *
     * @param keys the keys to replace, by the name of their shell variable; empty keys are ignored
     */
    public Redactor(Map<String, String> keys) {
        keys.forEach((variable, key) -> {
            if (!key.isEmpty()) {
                replacements.put(pattern(key), Matcher.quoteReplacement("${" + variable + "}"));
            }
        });
    }

    /** Returns the text without the keys. */
    public String redact(String text) {
        String redacted = text;
        for (Map.Entry<Pattern, String> replacement : replacements.entrySet()) {
            redacted = replacement.getKey().matcher(redacted).replaceAll(replacement.getValue());
        }
        return redacted;
    }

    private static Pattern pattern(String key) {
        // A check also sends a key without its last characters, which a server may return.
        int certain = Math.min(key.length(), Math.max(MIN_LENGTH, key.length() * 2 / 3));
        StringBuilder characters = new StringBuilder();
        StringJoiner cut = new StringJoiner("|");
        for (int i = 0; i < key.length(); i++) {
            characters.append(i < certain ? "" : "(?:").append(character(key.charAt(i)));
            if (i + 1 >= MIN_PART && i + 1 < key.length()) {
                cut.add(Pattern.quote(key.substring(0, i + 1) + "…"));
                cut.add(Pattern.quote("…" + key.substring(key.length() - i - 1)));
            }
        }
        characters.append(")?".repeat(key.length() - certain));
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        StringJoiner alternatives = new StringJoiner("|", "(?i)(?:", ")");
        if (key.length() < MIN_LENGTH) {
            alternatives.add("(?<![\\w-])" + characters + "(?![\\w-])");
        } else {
            alternatives.add(characters);
            for (int offset = 0; offset < 3; offset++) {
                alternatives.add(base64(bytes, offset));
            }
        }
        if (cut.length() > 0) {
            alternatives.add(cut.toString());
        }
        alternatives.add(HexFormat.of().formatHex(bytes));
        return Pattern.compile(alternatives.toString());
    }

    /** Returns a pattern for one character in each of its escaped forms. */
    private static String character(char c) {
        String hex = String.format(Locale.ROOT, "%02x", (int) c);
        return "(?:" + Pattern.quote(String.valueOf(c)) + "|\\\\+" + Pattern.quote(String.valueOf(c)) + "|%(?:25)*"
                + hex + "|\\\\+u00" + hex + "|\\\\+x" + hex + "|&(?:amp;)?#(?:0*" + (int) c + "|x0*" + hex + ");)";
    }

    /**
     * Returns a pattern for the bytes at a position in a longer Base64 text that is {@code offset} modulo 3. Leaves out
     * the characters that also depend on the bytes before and after.
     */
    private static String base64(byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int complete = shifted.length * 8 / 6;
        String certain = encoded.substring((offset * 8 + 5) / 6, complete);
        // The case matters here. The other alphabet is that of URLs.
        return "(?-i:" + Pattern.quote(certain).replace("+", "\\E[+-]\\Q").replace("/", "\\E[/_]\\Q")
                + ")[A-Za-z0-9+/_=-]?";
    }
}
