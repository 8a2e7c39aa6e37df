package dev.lumamodify.contract.internal.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Judges values by schemas: the suite's own reading of JSON Schema 2020-12, as far as {@link SupportedKeywords} goes.
 *
 * <p>Formats and content schemas are enforced, not merely noted.
 */
public final class SchemaValidator {
    private final BiConsumer<String, Boolean> observer;

    public SchemaValidator() {
        this((rule, kept) -> {});
    }

    /** Tells {@code observer} about each rule and property that was met, by its place, and whether it was kept. */
    public SchemaValidator(BiConsumer<String, Boolean> observer) {
        this.observer = observer;
    }

    /** A rule that a value breaks. */
    public record SchemaViolation(String instance, String rule, String why) {
        @Override
        public String toString() {
            return (instance.isEmpty() ? "the body" : instance) + " " + why + " (" + rule + ")";
        }
    }

    public boolean accepts(Schema schema, JsonNode value) {
        return breaches(schema, value).isEmpty();
    }

    public List<SchemaViolation> breaches(Schema schema, JsonNode value) {
        List<SchemaViolation> breaches = new ArrayList<>();
        judge(schema, value, "", breaches);
        return breaches;
    }

    private void judge(Schema schema, JsonNode value, String instance, List<SchemaViolation> breaches) {
        JsonNode node = schema.node();
        if (node.isBoolean()) {
            note(schema.location(), node.asBoolean(), instance, "is forbidden here", breaches);
            return;
        }
        for (String keyword : node.propertyNames()) {
            rule(schema, keyword, value, instance, breaches);
        }
    }

    private void rule(Schema schema, String keyword, JsonNode value, String at, List<SchemaViolation> breaches) {
        JsonNode rule = schema.node().get(keyword);
        String location = schema.location() + "/" + keyword;
        switch (keyword) {
            case "$ref" -> judge(new Schema(schema.document(), rule.asString()), value, at, breaches);
            case "type" -> note(location, isOf(rule, value), at, "must be of type " + rule, breaches);
            case "const" -> note(location, same(rule, value), at, "must be " + rule, breaches);
            case "enum" -> note(location, isIn(rule, value), at, "must be one of " + rule, breaches);
            case "not" -> note(location, !fits(schema.to("not"), value), at, "must not be " + rule, breaches);
            case "oneOf" -> {
                List<Schema> fitting = schema.branches(keyword).stream()
                        .filter(branch -> fits(branch, value))
                        .toList();
                note(location, fitting.size() == 1, at, "must fit exactly one of the choices", breaches);
                fitting.forEach(branch -> judge(branch, value, at, breaches));
            }
            case "if" -> {
                Schema then = schema.optional(fits(schema.to("if"), value) ? "then" : "else");
                if (then != null) {
                    judge(then, value, at, breaches);
                }
            }
            case "required" -> {
                for (JsonNode name : value.isObject() ? rule : JSON_NONE) {
                    boolean there = value.has(name.asString());
                    note(location + "/" + name.asString(), there, at, "must have '" + name.asString() + "'", breaches);
                }
            }
            case "properties" -> {
                for (String name : schema.properties()) {
                    if (value.isObject() && value.has(name)) {
                        int before = breaches.size();
                        judge(schema.to(keyword, name), value.get(name), at + "/" + name, breaches);
                        observer.accept(location + "/" + Document.escaped(name), breaches.size() == before);
                    }
                }
            }
            case "items" -> {
                for (int i = 0; value.isArray() && i < value.size(); i++) {
                    judge(schema.to(keyword), value.get(i), at + "/" + i, breaches);
                }
            }
            case "minimum" -> {
                if (value.isNumber()) {
                    boolean enough = value.decimalValue().compareTo(rule.decimalValue()) >= 0;
                    note(location, enough, at, "must be at least " + rule, breaches);
                }
            }
            default -> {
                if (value.isString() || keyword.equals("format")) {
                    text(schema, keyword, value, at, breaches);
                }
            }
        }
    }

    private void text(Schema schema, String keyword, JsonNode value, String at, List<SchemaViolation> breaches) {
        JsonNode rule = schema.node().get(keyword);
        String location = schema.location() + "/" + keyword;
        switch (keyword) {
            case "minLength" -> {
                String text = value.asString();
                boolean enough = text.codePointCount(0, text.length()) >= rule.asInt();
                note(location, enough, at, "must have at least " + rule + " characters", breaches);
            }
            case "pattern" -> {
                boolean found =
                        pattern(rule.asString()).matcher(value.asString()).find();
                note(location, found, at, "must match " + rule, breaches);
            }
            case "format" -> {
                boolean uri = rule.asString().equals("uri");
                if (uri ? value.isString() : value.isNumber()) {
                    boolean fits = uri ? isUri(value.asString()) : isLong(value);
                    note(location, fits, at, "must be of format " + rule, breaches);
                }
            }
            case "contentMediaType" -> {
                boolean json = parsed(value.asString()) != null;
                note(location, json, at, "must hold JSON", breaches);
            }
            case "contentSchema" -> {
                JsonNode content = parsed(value.asString());
                if (content != null) {
                    judge(schema.to(keyword), content, at + "/(content)", breaches);
                }
            }
            default -> {
                // A note, or then/else, which "if" has read.
            }
        }
    }

    /** Asks without telling the observer: a branch that is not taken is no rule that was broken. */
    private static boolean fits(Schema schema, JsonNode value) {
        return new SchemaValidator().accepts(schema, value);
    }

    private static final Iterable<JsonNode> JSON_NONE = List.of();

    private void note(String rule, boolean kept, String at, String why, List<SchemaViolation> breaches) {
        observer.accept(rule, kept);
        if (!kept) {
            breaches.add(new SchemaViolation(at, rule, why));
        }
    }

    /** A pattern of the document. Its {@code $} means the very end, where Java's would let a line break follow. */
    static Pattern pattern(String regex) {
        return Pattern.compile(regex.endsWith("$") ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
    }

    private static boolean isOf(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            return types.valueStream().anyMatch(type -> isOf(type, value));
        }
        return switch (types.asString()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && isInteger(value.decimalValue());
            default -> throw new IllegalArgumentException("Not a type of JSON Schema: " + types);
        };
    }

    private static boolean isInteger(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static boolean isLong(JsonNode value) {
        BigDecimal number = value.decimalValue();
        return isInteger(number) && number.precision() < 25 && isSmall(number.toBigInteger());
    }

    private static boolean isSmall(BigInteger number) {
        return number.bitLength() < Long.SIZE;
    }

    private static boolean isIn(JsonNode choices, JsonNode value) {
        return choices.valueStream().anyMatch(choice -> same(choice, value));
    }

    /** Equality of JSON values: numbers by value, not by how they are written. */
    static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other);
    }

    private static boolean isUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.toASCIIString().equals(text);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static @Nullable JsonNode parsed(String text) {
        try {
            return Document.JSON.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }
}
