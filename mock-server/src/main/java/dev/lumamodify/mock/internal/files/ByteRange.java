package dev.lumamodify.mock.internal.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a {@code Range} header requests (RFC 9110, section 14).
 *
 * @param first the position of its first byte
 * @param last the position of its last byte; less than {@code first} if the file has no such part
 */
record ByteRange(long first, long last) {
    private static final Pattern SINGLE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Parses the header. Returns null, which means the whole file, unless the header is one valid range of bytes. */
    static @Nullable ByteRange parse(@Nullable String header, long length) {
        Matcher range = SINGLE_RANGE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return null;
        }
        if (range.group(1).isEmpty()) {
            long suffix = Long.parseLong(range.group(2));
            return new ByteRange(suffix == 0 ? length : Math.max(0, length - suffix), length - 1);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? length - 1 : Long.parseLong(range.group(2));
        return last < first && !range.group(2).isEmpty() ? null : new ByteRange(first, Math.min(last, length - 1));
    }

    boolean isSatisfiable() {
        return first <= last;
    }

    long size() {
        return last - first + 1;
    }
}
