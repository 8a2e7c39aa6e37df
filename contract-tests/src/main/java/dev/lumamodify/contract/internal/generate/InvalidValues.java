package dev.lumamodify.contract.internal.generate;

import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import dev.lumamodify.contract.internal.spec.SchemaValidator.SchemaViolation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Generates values that violate a schema, together with the violations that {@link SchemaValidator} finds in them. */
public final class InvalidValues {
    private static final SchemaValidator VALIDATOR = new SchemaValidator();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private InvalidValues() {}

    /**
     * A value that violates a schema.
     *
     * @param strictOnly whether only a strict server rejects it: an unusual host, white space in a URL, an empty
     *     optional field
     */
    public record InvalidValue(JsonNode value, List<SchemaViolation> violations, boolean strictOnly) {
        public SchemaViolation firstViolation() {
            return violations.get(0);
        }
    }

    /**
     * A change of one property of a valid object.
     *
     * @param value the new value, or null to remove the property
     * @param alias a wrong name under which the old value is sent, or null
     */
    private record Change(
            String property,
            @Nullable JsonNode value,
            boolean strictOnly,
            @Nullable String alias) {
        Change(String property, @Nullable JsonNode value, boolean strictOnly) {
            this(property, value, strictOnly, null);
        }

        JsonNode applyTo(JsonNode object) {
            ObjectNode copy = ((ObjectNode) object).deepCopy();
            if (alias != null && copy.has(property)) {
                copy.set(alias, copy.get(property));
            }
            if (value == null) {
                copy.remove(property);
            } else {
                copy.set(property, value);
            }
            return copy;
        }
    }

    /** Returns the valid object with one change each, for every rule of an object schema. */
    public static List<InvalidValue> withOneViolation(Schema schema, JsonNode valid) {
        List<InvalidValue> invalid = new ArrayList<>();
        for (JsonNode other : valuesOfOtherTypes(List.of(schema))) {
            addIfInvalid(invalid, schema, other, false);
        }
        for (Change change : changes(schema)) {
            addIfInvalid(invalid, schema, change.applyTo(valid), change.strictOnly());
        }
        return invalid;
    }

    /** Generates random valid objects with two changes. */
    public static Arbitrary<InvalidValue> withTwoViolations(Schema schema) {
        List<Change> changes =
                changes(schema).stream().filter(change -> !change.strictOnly()).toList();
        Arbitrary<Change> any = Arbitraries.of(changes);
        return Combinators.combine(ValidValues.of(schema), any, any)
                .as((object, one, two) -> two.applyTo(one.applyTo(object)))
                .filter(value -> !VALIDATOR.accepts(schema, value))
                .map(value -> new InvalidValue(value, VALIDATOR.validate(schema, value), false));
    }

    private static void addIfInvalid(List<InvalidValue> invalid, Schema schema, JsonNode value, boolean strictOnly) {
        List<SchemaViolation> violations = VALIDATOR.validate(schema, value);
        if (!violations.isEmpty()) {
            invalid.add(new InvalidValue(value, violations, strictOnly));
        }
    }

    private static List<Change> changes(Schema schema) {
        List<Change> changes = new ArrayList<>();
        for (String name : schema.propertyNames()) {
            boolean required = ValidValues.requires(schema, name);
            List<Schema> rules = withReferences(schema.child("properties", name));
            if (required) {
                changes.add(new Change(name, null, false));
                misspelledNames(name).forEach(other -> changes.add(new Change(name, null, false, other)));
            }
            valuesOfOtherTypes(rules).forEach(value -> changes.add(new Change(name, value, false)));
            if (rules.stream().allMatch(rule -> ValidValues.allowsType(rule, "string"))) {
                // Elsewhere this API writes an absent value as "", so a lenient server may accept an empty optional
                // field.
                SampleStrings.BLANK.forEach(text -> changes.add(new Change(name, NODES.stringNode(text), !required)));
                SampleStrings.INVALID_URLS.forEach(
                        text -> changes.add(new Change(name, NODES.stringNode(text), false)));
                SampleStrings.MALFORMED_URLS.forEach(
                        text -> changes.add(new Change(name, NODES.stringNode(text), true)));
            }
        }
        return changes;
    }

    /** Returns other spellings of a name: {@code videourl}, {@code VideoUrl}, {@code video_url}. */
    static Set<String> misspelledNames(String name) {
        Set<String> names = new LinkedHashSet<>(List.of(
                name.toLowerCase(Locale.ROOT),
                name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                name.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT)));
        names.remove(name);
        return names;
    }

    private static List<Schema> withReferences(Schema schema) {
        List<Schema> schemas = new ArrayList<>(List.of(schema));
        Schema referenced = schema.referencedSchema();
        if (referenced != null) {
            schemas.addAll(withReferences(referenced));
        }
        return schemas;
    }

    private static List<JsonNode> valuesOfOtherTypes(List<Schema> schemas) {
        List<JsonNode> samples = List.of(
                NODES.nullNode(),
                NODES.numberNode(7),
                NODES.numberNode(1.5),
                NODES.booleanNode(true),
                NODES.stringNode("text"),
                NODES.arrayNode().add("https://example.com/input-video.mp4"),
                NODES.objectNode().put("value", "https://example.com/input-video.mp4"));
        return samples.stream()
                .filter(sample -> schemas.stream()
                        .anyMatch(schema -> VALIDATOR.validate(schema, sample).stream()
                                .anyMatch(
                                        violation -> violation.keywordLocation().endsWith("/type"))))
                .toList();
    }
}
