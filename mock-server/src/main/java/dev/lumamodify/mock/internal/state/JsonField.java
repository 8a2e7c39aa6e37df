package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One field of a request to the admin API. Its methods throw {@link InvalidValueException} if the field is not of the
 * requested type.
 */
public record JsonField(String name, JsonNode value) {
    public String text() {
        if (!value.isString()) {
            throw invalid("must be a string");
        }
        return value.stringValue();
    }

    @Nullable
    String textOrNull() {
        return value.isNull() ? null : text();
    }

    boolean bool() {
        if (!value.isBoolean()) {
            throw invalid("must be true or false");
        }
        return value.booleanValue();
    }

    /** Returns a number that is not negative. */
    long wholeNumber() {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw invalid("must be a whole number that is not negative");
        }
        return value.longValue();
    }

    /** Returns a number that is at least 1. */
    public int count() {
        if (wholeNumber() < 1) {
            throw invalid("must be at least 1");
        }
        if (wholeNumber() > Integer.MAX_VALUE) {
            throw invalid("must be at most " + Integer.MAX_VALUE);
        }
        return value.intValue();
    }

    double number() {
        if (!value.isNumber()) {
            throw invalid("must be a number");
        }
        return value.decimalValue().doubleValue();
    }

    public Duration duration() {
        return Durations.parse(name, text());
    }

    /** Returns a limit; null for {@code off}. */
    @Nullable
    RateLimit rateLimit() {
        return RateLimit.parseOrOff(name, text());
    }

    List<String> texts() {
        if (!value.isArray()) {
            throw invalid("must be an array of strings");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value) {
            texts.add(new JsonField(name, each).text());
        }
        return List.copyOf(texts);
    }

    /** Returns the exception for a field with an unknown name. */
    public InvalidValueException unknown(Collection<String> knownNames) {
        return invalid("is unknown; known fields: " + String.join(", ", knownNames));
    }

    private InvalidValueException invalid(String rule) {
        return new InvalidValueException(name, rule);
    }
}
