package dev.lumamodify.contract.internal.cli;

import dev.lumamodify.contract.internal.server.Target.RateLimit;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Converts the texts of options to values. Each throws a {@link TypeConversionException} if the text is invalid. */
final class TypeConverters {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private TypeConverters() {}

    /** Converts {@code 500ms}, {@code 3s} or {@code 2m}. */
    static Duration duration(String text) {
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            throw new TypeConversionException("a duration is written like 500ms, 3s or 2m, not '" + text + "'");
        }
        long amount = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /** Converts {@code 20/10s}. */
    static RateLimit rateLimit(String text) {
        String[] parts = text.split("/", 2);
        if (parts.length != 2 || !parts[0].strip().matches("[1-9]\\d{0,5}")) {
            throw new TypeConversionException("a rate limit is written like 20/10s, not '" + text + "'");
        }
        return new RateLimit(Integer.parseInt(parts[0].strip()), duration(parts[1].strip()));
    }
}
