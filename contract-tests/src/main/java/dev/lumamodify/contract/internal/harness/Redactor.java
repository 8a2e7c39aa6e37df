package dev.lumamodify.contract.internal.harness;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces keys in text by the names of shell variables, in whatever encoding a server returns them: as they are, with
 * any mixture of JSON, URL and XML escapes, in Base64 or in hexadecimal digits. Thread-safe.
 */
public final class Redactor {
    private static final Map<Character, String> ENTITIES =
            Map.of('&', "amp", '<', "lt", '>', "gt", '"', "quot", '\'', "apos");

    /** A shorter key is replaced as a whole word only, because it can be a part of an innocent word. */
    private static final int MIN_LENGTH = 8;

    /** A part of a key, next to the sign for text that was cut off, is replaced from this length on. */
    private static final int MIN_PART = 4;

    /** The characters of a longer key after these are replaced whatever they are. */
    private static final int MAX_PATTERN = 200;

    /** The longest part of a key that an excerpt of a text begins or ends with. */
    private static final int MAX_PART = 60;

    /** The complete keys, then the parts, so that a part of one key does not replace the beginning of another. */
    private final Map<Pattern, String> replacements = new LinkedHashMap<>();

    /**
     * Creates an instance.
     *
     * @param keys the keys to replace, by the name of their shell variable; empty keys are ignored
     */
    public Redactor(Map<String, String> keys) {
        for (UnaryOperator<String> pattern : List.<UnaryOperator<String>>of(Redactor::pattern, Redactor::parts)) {
            keys.forEach((variable, key) -> {
                if (!key.isEmpty()) {
                    replacements.put(
                            Pattern.compile("(?i)(?:" + pattern.apply(key) + ")"),
                            Matcher.quoteReplacement("${" + variable + "}"));
                }
            });
        }
    }

    /** Returns the text without the keys. Takes time in proportion to its length: shorten a long text before. */
    public String redact(String text) {
        String redacted = text;
        for (Map.Entry<Pattern, String> replacement : replacements.entrySet()) {
            redacted = replacement.getKey().matcher(redacted).replaceAll(replacement.getValue());
        }
        return redacted;
    }

    /** Returns a regular expression for a whole key, in any encoding. The case of letters does not matter. */
    public static String pattern(String key) {
        String plain = characters(key, Math.min(key.length(), MAX_PATTERN));
        if (key.length() < MIN_LENGTH) {
            return "(?<![\\w-])" + plain + "(?![\\w-])";
        }
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        StringJoiner alternatives = new StringJoiner("|");
        alternatives.add(key.length() > MAX_PATTERN ? plain + "[^\\s\"'<>,]*" : plain);
        alternatives.add(HexFormat.of().formatHex(bytes));
        for (int offset = 0; offset < 3; offset++) {
            alternatives.add(base64(bytes, offset));
        }
        return alternatives.toString();
    }

    /**
     * Returns a pattern for the beginning of a key, because a check also sends a key without its last characters, and for
     * the parts of it next to the sign for text that was cut off.
     */
    private static String parts(String key) {
        StringJoiner alternatives = new StringJoiner("|");
        for (int length = MIN_PART; length < Math.min(key.length(), MAX_PART); length++) {
            alternatives.add(Pattern.quote(key.substring(0, length) + "…"));
            alternatives.add(Pattern.quote("…" + key.substring(key.length() - length)));
        }
        // Longest first: what is left of the key is replaced too.
        for (int length = key.length() - 1; length >= Math.max(MIN_LENGTH, key.length() * 2 / 3); length--) {
            if (length <= MAX_PATTERN) {
                alternatives.add(Pattern.quote(key.substring(0, length)));
            }
        }
        return alternatives.length() == 0 ? "(?!)" : alternatives.toString();
    }

    private static String characters(String key, int length) {
        return key.chars().limit(length).mapToObj(c -> character((char) c)).collect(Collectors.joining());
    }

    /** Returns a pattern for one character in each of its escaped forms. */
    private static String character(char c) {
        String quoted = Pattern.quote(String.valueOf(c));
        String hex = String.format(Locale.ROOT, "%02x", (int) c);
        String entity = ENTITIES.get(c);
        return "(?:" + quoted + "|\\\\{1,8}" + quoted + "|%(?:25)*" + hex + "|\\\\{1,8}u00" + hex + "|\\\\{1,8}x" + hex
                + "|&(?:amp;)?#(?:0*" + (int) c + "|x0*" + hex + ");"
                + (entity == null ? "" : "|&(?:amp;)?" + entity + ";") + ")";
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
