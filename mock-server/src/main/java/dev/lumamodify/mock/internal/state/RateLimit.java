package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A maximum number of requests in a sliding window of time. Its text is {@code 20/10s}.
 *
 * @param requests the maximum number of requests; at least 1
 * @param window the length of the window; more than zero
 */
public record RateLimit(int requests, Duration window) {
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})/(\\w+)");

    /** Throws {@link IllegalArgumentException} if a value is not positive. */
    public RateLimit {
        if (requests < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException(
                    "A rate limit must allow at least 1 request in a window longer than 0 seconds");
        }
    }

    /**
     * Parses a limit. Returns null for {@code off}.
     *
     * @param name the name of the value, for the message
     * @throws InvalidValueException if the text is neither a limit nor {@code off}
     */
    public static @Nullable RateLimit parseOrOff(String name, String text) {
        if (text.equals("off")) {
            return null;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValueException(name, "must be off or a rate limit such as 20/10s, not '" + text + "'");
        }
        Duration window = Durations.parse(name, matcher.group(2));
        if (window.isZero()) {
            throw new InvalidValueException(name, "must have a window longer than 0s, not '" + text + "'");
        }
        return new RateLimit(Integer.parseInt(matcher.group(1)), window);
    }

    @Override
    public String toString() {
        return requests + "/" + Durations.format(window);
    }
}
