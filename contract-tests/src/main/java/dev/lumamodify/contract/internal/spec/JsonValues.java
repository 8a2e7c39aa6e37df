package dev.lumamodify.contract.internal.spec;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Types, formats and equality of JSON values, as JSON Schema defines them. */
final class JsonValues {
    private static final int MAX_DIGITS_OF_LONG = 19;

    /** RFC 3339, without leap seconds. */
    private static final Pattern DATE_TIME = Pattern.compile(
            "(?i)(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)");

    private JsonValues() {}

    /** Returns whether the value is of a type, or of one of a list of types. */
    static boolean isOfType(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            return types.valueStream().anyMatch(type -> isOfType(type, value));
        }
        return switch (types.asString()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && isInteger(value.decimalValue());
            default -> throw new IllegalArgumentException("JSON Schema has no type " + types);
        };
    }

    /** Returns whether two values are equal. Numbers are compared by value: 1 equals 1.0. */
    static boolean equal(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other);
    }

    static boolean isLong(JsonNode value) {
        BigDecimal number = value.decimalValue();
        // The order matters: a number such as 1e999999999 must not be expanded.
        return isInteger(number)
                && number.precision() - number.scale() <= MAX_DIGITS_OF_LONG
                && number.toBigInteger().bitLength() < Long.SIZE;
    }

    private static boolean isInteger(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /** Returns whether the text is a date and a time with an offset, as RFC 3339 defines them. */
    static boolean isDateTime(String text) {
        Matcher matcher = DATE_TIME.matcher(text);
        try {
            return matcher.matches()
                    && LocalDateTime.parse(matcher.group(1).toUpperCase(Locale.ROOT))
                                    .getYear()
                            >= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** Returns whether the text is an absolute URI without characters outside ASCII. */
    static boolean isUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.toASCIIString().equals(text);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
