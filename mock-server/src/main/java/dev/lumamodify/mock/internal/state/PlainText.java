package dev.lumamodify.mock.internal.state;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes text from outside safe to print on one line of a terminal. */
public final class PlainText {
    /** The Unicode categories of characters that end a line, control a terminal or change the direction of the text. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private PlainText() {}

    /** Replaces each unsafe character with its escape sequence in JSON, such as {@code \\u001b}. */
    public static String of(String text) {
        return UNSAFE.matcher(text).replaceAll(PlainText::escape);
    }

    private static String escape(MatchResult unsafe) {
        return unsafe.group()
                .chars()
                .mapToObj(unit -> String.format(Locale.ROOT, "\\\\u%04x", unit))
                .collect(Collectors.joining());
    }
}
