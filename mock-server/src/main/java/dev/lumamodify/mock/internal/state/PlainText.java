package dev.lumamodify.mock.internal.state;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes text from outside safe to print on one line of a terminal. */
public final class PlainText {
    /** The Unicode categories of characters that end a line, control a terminal or change the direction of the text. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private PlainText() {}

    /** Replaces each unsafe character with its escape sequence in JSON, such as {@code \\u001b}. */
    public static String of(String text) {
        return UNSAFE.matcher(text).replaceAll(PlainText::escape);
    }

    /** Returns the stack traces of an exception and its causes, in which the messages are safe. */
    public static String stackTrace(@Nullable Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause == failure ? "" : "\nCaused by: ").append(of(cause.toString()));
            for (StackTraceElement element : cause.getStackTrace()) {
                text.append("\n\tat ").append(element);
            }
        }
        return text.toString();
    }

    private static String escape(MatchResult unsafe) {
        return unsafe.group()
                .chars()
                .mapToObj(unit -> String.format(Locale.ROOT, "\\\\u%04x", unit))
                .collect(Collectors.joining());
    }
}
