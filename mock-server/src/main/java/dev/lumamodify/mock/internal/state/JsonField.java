package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One field of what the admin API is told. Reading it as what it is not throws, naming the field and the rule. */
public record JsonField(String name, JsonNode value) {
    public String text() {
        if (!value.isString()) {
            throw must("be a string");
        }
        return value.stringValue();
    }

    boolean bool() {
        if (!value.isBoolean()) {
            throw must("be true or false");
        }
        return value.booleanValue();
    }

    long wholeNumber() {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw must("be a whole number that is not negative");
        }
        return value.longValue();
    }

    public int count() {
        if (wholeNumber() < 1) {
            throw must("be at least 1");
        }
        if (wholeNumber() > Integer.MAX_VALUE) {
            throw must("be at most " + Integer.MAX_VALUE);
        }
        return value.intValue();
    }

    double number() {
        if (!value.isNumber()) {
            throw must("be a number");
        }
        return value.decimalValue().doubleValue();
    }

    public Duration duration() {
        try {
            return Durations.parse(text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " must be a duration: " + e.getMessage(), e);
        }
    }

    @Nullable
    RateLimit rateLimit() {
        try {
            return text().equals("off") ? null : RateLimit.parse(text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " must be off or a rate limit: " + e.getMessage(), e);
        }
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (!value.isArray()) {
            throw must("be an array of strings");
        }
        for (JsonNode each : value) {
            texts.add(new JsonField(name, each).text());
        }
        return List.copyOf(texts);
    }

    public IllegalArgumentException unknown(Collection<String> known) {
        return new IllegalArgumentException(
                name + " is not known; there " + (known.size() == 1 ? "is " : "are ") + String.join(", ", known));
    }

    private IllegalArgumentException must(String rule) {
        return new IllegalArgumentException(name + " must " + rule);
    }
}
