package dev.lumamodify.contract.internal.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Validates values against schemas. This is the suite's own implementation of the part of JSON Schema 2020-12 that
 * {@link SupportedKeywords} lists. Formats and content schemas are enforced. Thread-safe if the observer is.
 */
public final class SchemaValidator {
    private static final Iterable<JsonNode> NONE = List.of();

    private final BiConsumer<String, Boolean> observer;

    public SchemaValidator() {
        this((location, valid) -> {});
    }

    /**
     * Creates a validator that reports every keyword and property that it evaluates.
     *
     * @param observer receives the location in the document, and whether the value was valid there
     */
    public SchemaValidator(BiConsumer<String, Boolean> observer) {
        this.observer = observer;
    }

    /**
     * A keyword that a value violates.
     *
     * @param instanceLocation the JSON pointer to the value; empty for the root
     * @param keywordLocation the location of the keyword in the document
     * @param message what the value must be, in words
     */
    public record SchemaViolation(String instanceLocation, String keywordLocation, String message) {
        @Override
        public String toString() {
            String subject = instanceLocation.isEmpty()
                    ? "the body"
                    : "`" + instanceLocation.substring(1).replace('/', '.') + "`";
            return subject + " " + message + " (" + keywordLocation + ")";
        }
    }

    public boolean accepts(Schema schema, JsonNode value) {
        return validate(schema, value).isEmpty();
    }

    /** Returns every violation; an empty list if the value is valid. */
    public List<SchemaViolation> validate(Schema schema, JsonNode value) {
        List<SchemaViolation> violations = new ArrayList<>();
        evaluate(schema, value, "", violations);
        return violations;
    }

    private void evaluate(Schema schema, JsonNode value, String at, List<SchemaViolation> violations) {
        JsonNode node = schema.node();
        if (node.isBoolean()) {
            report(schema.location(), node.asBoolean(), at, "must be absent", violations);
            return;
        }
        for (String keyword : node.propertyNames()) {
            evaluate(schema, keyword, value, at, violations);
        }
    }

    private void evaluate(Schema schema, String keyword, JsonNode value, String at, List<SchemaViolation> violations) {
        JsonNode rule = schema.node().get(keyword);
        String location = schema.location() + "/" + keyword;
        switch (keyword) {
            case "$ref" -> evaluate(new Schema(schema.document(), rule.asString()), value, at, violations);
            case "type" ->
                report(
                        location,
                        JsonValues.isOfType(rule, value),
                        at,
                        "must be " + TypeNames.of(rule) + ", but is " + TypeNames.ofValue(value),
                        violations);
            case "const" -> report(location, JsonValues.equal(rule, value), at, "must be " + rule, violations);
            case "enum" ->
                report(
                        location,
                        rule.valueStream().anyMatch(choice -> JsonValues.equal(choice, value)),
                        at,
                        "must be one of " + rule,
                        violations);
            case "not" -> report(location, !fits(schema.child("not"), value), at, "must not be " + rule, violations);
            case "oneOf" -> {
                List<Schema> fitting = schema.branches(keyword).stream()
                        .filter(branch -> fits(branch, value))
                        .toList();
                reportChoice(schema, location, fitting.size(), value, at, violations);
                fitting.forEach(branch -> evaluate(branch, value, at, violations));
            }
            case "if" -> {
                Schema branch = schema.optionalChild(fits(schema.child("if"), value) ? "then" : "else");
                if (branch != null) {
                    evaluate(branch, value, at, violations);
                }
            }
            case "required" -> {
                for (JsonNode name : value.isObject() ? rule : NONE) {
                    String required = name.asString();
                    report(
                            location + "/" + required,
                            value.has(required),
                            at + "/" + required,
                            "is missing",
                            violations);
                }
            }
            case "properties" -> {
                for (String name : schema.propertyNames()) {
                    if (value.isObject() && value.has(name)) {
                        int before = violations.size();
                        evaluate(schema.child(keyword, name), value.get(name), at + "/" + name, violations);
                        observer.accept(location + "/" + OpenApiDocument.escape(name), violations.size() == before);
                    }
                }
            }
            case "items" -> {
                for (int i = 0; value.isArray() && i < value.size(); i++) {
                    evaluate(schema.child(keyword), value.get(i), at + "/" + i, violations);
                }
            }
            case "minimum" -> {
                if (value.isNumber()) {
                    boolean valid = value.decimalValue().compareTo(rule.decimalValue()) >= 0;
                    report(location, valid, at, "must be at least " + rule, violations);
                }
            }
            default -> {
                if (value.isString() || keyword.equals("format")) {
                    evaluateText(schema, keyword, value, at, violations);
                }
            }
        }
    }

    private void evaluateText(
            Schema schema, String keyword, JsonNode value, String at, List<SchemaViolation> violations) {
        JsonNode rule = schema.node().get(keyword);
        String location = schema.location() + "/" + keyword;
        switch (keyword) {
            case "minLength" -> {
                String text = value.asString();
                boolean valid = text.codePointCount(0, text.length()) >= rule.asInt();
                report(location, valid, at, "must have at least " + rule + " characters", violations);
            }
            case "pattern" -> {
                boolean valid =
                        pattern(rule.asString()).matcher(value.asString()).find();
                String message = schema.node().path("x-message").asString("must match the documented pattern");
                report(location, valid, at, message, violations);
            }
            case "format" -> {
                String format = rule.asString();
                if (format.equals("int64") ? value.isNumber() : value.isString()) {
                    boolean valid = switch (format) {
                        case "int64" -> JsonValues.isLong(value);
                        case "uri" -> JsonValues.isUri(value.asString());
                        case "date-time" -> JsonValues.isDateTime(value.asString());
                        default -> true; // Any bytes are binary.
                    };
                    report(location, valid, at, "must be of format " + rule, violations);
                }
            }
            case "contentMediaType" -> {
                boolean valid = !Json.parse(value.asString()).isMissingNode();
                report(location, valid, at, "must hold JSON", violations);
            }
            case "contentSchema" -> {
                JsonNode content = Json.parse(value.asString());
                if (!content.isMissingNode()) {
                    evaluate(schema.child(keyword), content, at, violations);
                }
            }
            default -> {
                // An annotation; or then and else, which are evaluated with if.
            }
        }
    }

    /** Reports the violation of the only branch for this type of value; else the types or the constants of all branches. */
    private void reportChoice(
            Schema schema, String location, int fitting, JsonNode value, String at, List<SchemaViolation> violations) {
        List<Schema> branches = schema.branches("oneOf");
        List<Schema> ofType = branches.stream()
                .map(branch -> branch.has("$ref") ? branch.referencedSchema() : branch)
                .filter(branch -> branch != null
                        && branch.has("type")
                        && JsonValues.isOfType(branch.node().get("type"), value))
                .toList();
        if (fitting == 0 && ofType.size() == 1) {
            SchemaViolation nested =
                    new SchemaValidator().validate(ofType.get(0), value).get(0);
            observer.accept(location, false);
            violations.add(
                    new SchemaViolation(at + nested.instanceLocation(), nested.keywordLocation(), nested.message()));
        } else {
            String rule =
                    fitting > 1 ? "fits more than one of the choices" : "must be " + TypeNames.ofChoices(branches);
            report(location, fitting == 1, at, rule + ", but is " + TypeNames.ofValue(value), violations);
        }
    }

    /** Validates without the observer: a branch that does not apply is not a violated rule. */
    private static boolean fits(Schema schema, JsonNode value) {
        return new SchemaValidator().accepts(schema, value);
    }

    private void report(String location, boolean valid, String at, String message, List<SchemaViolation> violations) {
        observer.accept(location, valid);
        if (!valid) {
            violations.add(new SchemaViolation(at, location, message));
        }
    }

    /**
     * Compiles a pattern of the document. Its {@code $} is the very end; Java's {@code $} would allow a line break
     * after it.
     */
    private static Pattern pattern(String regex) {
        return Pattern.compile(regex.endsWith("$") ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
    }
}
