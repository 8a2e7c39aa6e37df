package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.internal.state.PlainText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A line of the request log as text: first columns of a fixed width, then texts of any length. Escapes unsafe characters. */
final class LogLine {
    /** The widths of the columns: the method, the HTTP status, and the code or the attempt. */
    static final int KIND = 8;

    static final int STATUS = 8;
    static final int DETAIL = 9;
    static final int STATUS_AND_DETAIL = 2 + STATUS + DETAIL;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    /** How a text looks. The values are those of the control sequence "select graphic rendition" (ECMA-48). */
    enum Style {
        PLAIN(0),
        BOLD(1),
        DIM(2),
        RED(31),
        GREEN(32),
        YELLOW(33),
        MAGENTA(35),
        CYAN(36);

        private final int value;

        Style(int value) {
            this.value = value;
        }

        /** Returns the style of an HTTP status or a code. */
        static Style ofCode(int code) {
            return code < 400 ? GREEN : code < 500 ? YELLOW : RED;
        }
    }

    private final StringBuilder line = new StringBuilder();
    private final boolean colours;

    /**
     * @param dated whether the line starts with a date
     */
    LogLine(Instant at, boolean dated, boolean colours) {
        this.colours = colours;
        append((dated ? DATE_AND_TIME : TIME).format(at), Style.DIM);
    }

    /** Appends a text with spaces up to a width. */
    LogLine column(String text, int width, Style style) {
        String safe = PlainText.of(text);
        append("  ", Style.PLAIN);
        append(safe, style);
        return append(" ".repeat(Math.max(0, width - safe.length())), Style.PLAIN);
    }

    LogLine text(String text) {
        return column(text, 0, Style.PLAIN);
    }

    LogLine text(String text, Style style) {
        return column(text, 0, style);
    }

    private LogLine append(String text, Style style) {
        if (colours && style != Style.PLAIN) {
            line.append("\u001b[").append(style.value).append('m').append(text).append("\u001b[0m");
        } else {
            line.append(text);
        }
        return this;
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
