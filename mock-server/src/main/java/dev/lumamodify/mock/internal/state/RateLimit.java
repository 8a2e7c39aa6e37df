package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many calls are taken in any window of time. Written {@code 20/10s}.
 *
 * @param calls how many; at least 1
 * @param window how long; more than nothing
 */
public record RateLimit(int calls, Duration window) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})/(\\w+)");

    /** Throws {@link IllegalArgumentException} for a limit that nothing could keep. */
    public RateLimit {
        if (calls < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("A rate limit must allow at least 1 call in more than no time");
        }
    }

    /** Reads a limit. Throws {@link IllegalArgumentException}, saying how one is written. */
    public static RateLimit parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a rate limit such as 20/10s");
        }
        return new RateLimit(Integer.parseInt(matcher.group(1)), Durations.parse(matcher.group(2)));
    }

    @Override
    public String toString() {
        return calls + "/" + Durations.write(window);
    }
}
