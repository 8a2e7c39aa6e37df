package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats durations: {@code 500ms}, {@code 3s}, {@code 2m}, {@code 1h}, {@code 14d}. */
public final class Durations {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** The nanoseconds of this duration fit a long. */
    static final Duration MAX = Duration.ofDays(3650);

    private Durations() {}

    /**
     * Parses a duration.
     *
     * @param name the name of the value, for the message
     * @throws InvalidValueException if the text is not a duration, or if it is longer than 3650 days
     */
    public static Duration parse(String name, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValueException(
                    name, "must be a duration such as 500ms, 3s, 2m, 1h or 14d, not '" + text + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        if (duration.compareTo(MAX) > 0) {
            throw new InvalidValueException(name, "must be at most 3650d, not '" + text + "'");
        }
        return duration;
    }

    /** Formats a duration in seconds, or in milliseconds if it is not a whole number of seconds. */
    public static String format(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
