package dev.lumamodify.contract.internal.generate;

import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Generates values that are valid against a schema. {@link InvalidValues} generates the others. */
public final class ValidValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final long MAX_EIGHTHS = 1L << 52;
    private static final long MAX_SECONDS = 1L << 33;

    private static final SchemaValidator VALIDATOR = new SchemaValidator();
    private static final List<String> TYPES =
            List.of("object", "array", "string", "integer", "number", "boolean", "null");

    private ValidValues() {}

    /** Generates values that are valid against {@code schema}, with and without its optional properties. */
    public static Arbitrary<JsonNode> of(Schema schema) {
        return all(List.of(schema));
    }

    /** Generates values that are valid against all of {@code schemas}. */
    private static Arbitrary<JsonNode> all(List<Schema> schemas) {
        List<List<Schema>> combinations = combinations(schemas);
        List<Arbitrary<JsonNode>> arbitraries = combinations.stream()
                .flatMap(combination -> generators(combination).stream())
                .toList();
        // Edge cases of nested values would multiply; SampleStrings adds its own.
        return Arbitraries.oneOf(arbitraries)
                .withoutEdgeCases()
                .filter(value -> schemas.stream().allMatch(schema -> VALIDATOR.accepts(schema, value)));
    }

    /**
     * Follows references and choices. Each element of the result is one combination of schemas that satisfies all of
     * {@code schemas}.
     */
    private static List<List<Schema>> combinations(List<Schema> schemas) {
        List<List<Schema>> combinations = List.of(List.of());
        for (Schema schema : schemas) {
            combinations = crossProduct(combinations, choices(schema));
        }
        return combinations;
    }

    private static List<List<Schema>> choices(Schema schema) {
        if (schema.node().isBoolean()) {
            return List.of(List.of(schema));
        }
        List<List<Schema>> combinations = List.of(List.of(schema));
        Schema referenced = schema.referencedSchema();
        if (referenced != null) {
            combinations = crossProduct(combinations, choices(referenced));
        }
        if (schema.has("oneOf")) {
            combinations = crossProduct(
                    combinations,
                    schema.branches("oneOf").stream()
                            .flatMap(b -> choices(b).stream())
                            .toList());
        }
        if (schema.has("if")) {
            List<List<Schema>> outcomes = new ArrayList<>();
            outcomes.addAll(
                    schema.has("then")
                            ? combinations(List.of(schema.child("if"), schema.child("then")))
                            : List.of(List.of()));
            outcomes.addAll(schema.has("else") ? choices(schema.child("else")) : List.of(List.of()));
            combinations = crossProduct(combinations, outcomes);
        }
        return combinations;
    }

    private static List<List<Schema>> crossProduct(List<List<Schema>> combinations, List<List<Schema>> more) {
        return combinations.stream()
                .flatMap(combination -> more.stream()
                        .map(m ->
                                Stream.concat(combination.stream(), m.stream()).toList()))
                .toList();
    }

    /**
     * Returns a generator for each type that all schemas allow; none if they contradict each other. References and
     * choices are ignored.
     */
    private static List<Arbitrary<JsonNode>> generators(List<Schema> schemas) {
        for (Schema schema : schemas) {
            if (schema.has("const")) {
                return List.of(Arbitraries.just(schema.node().get("const")));
            }
            if (schema.has("enum")) {
                return List.of(
                        Arbitraries.of(schema.node().get("enum").valueStream().toList()));
            }
        }
        return TYPES.stream()
                .filter(type -> schemas.stream().allMatch(schema -> allowsType(schema, type)))
                .map(type -> valuesOfType(type, schemas))
                .toList();
    }

    static boolean allowsType(Schema schema, String type) {
        JsonNode types = schema.node().path("type");
        return types.isMissingNode()
                || types.asString("").equals(type)
                || types.valueStream().anyMatch(t -> t.asString().equals(type));
    }

    private static Arbitrary<JsonNode> valuesOfType(String type, List<Schema> schemas) {
        return switch (type) {
            case "object" -> object(schemas);
            case "array" -> array(schemas);
            case "string" -> string(schemas);
            case "integer" -> integer(schemas);
            case "number" -> number(schemas);
            case "boolean" -> Arbitraries.of(true, false).map(NODES::booleanNode);
            default -> Arbitraries.just(NODES.nullNode());
        };
    }

    private static Arbitrary<JsonNode> object(List<Schema> schemas) {
        Set<String> names = new LinkedHashSet<>();
        schemas.forEach(schema -> names.addAll(schema.propertyNames()));
        Arbitrary<ObjectNode> object = Arbitraries.create(NODES::objectNode);
        for (String name : names) {
            List<Schema> rules = schemas.stream()
                    .filter(schema -> schema.propertyNames().contains(name))
                    .map(schema -> schema.child("properties", name))
                    .toList();
            boolean required = schemas.stream().anyMatch(schema -> requires(schema, name));
            if (rules.stream()
                    .anyMatch(rule -> rule.node().isBoolean() && !rule.node().asBoolean())) {
                continue;
            }
            Arbitrary<JsonNode> value = all(rules);
            Arbitrary<Optional<JsonNode>> maybe = required ? value.map(Optional::of) : value.optional(0.7);
            object = Combinators.combine(object, maybe).as((o, v) -> {
                ObjectNode copy = o.deepCopy();
                v.ifPresent(present -> copy.set(name, present));
                return copy;
            });
        }
        return object.map(o -> o);
    }

    /** Returns whether a schema requires a property. */
    public static boolean requires(Schema schema, String name) {
        return schema.node()
                .path("required")
                .valueStream()
                .anyMatch(r -> r.asString().equals(name));
    }

    private static Arbitrary<JsonNode> array(List<Schema> schemas) {
        List<Schema> items = schemas.stream()
                .filter(schema -> schema.has("items"))
                .map(schema -> schema.child("items"))
                .toList();
        return all(items).list().ofMaxSize(3).map(values -> NODES.arrayNode().addAll(values));
    }

    private static Arbitrary<JsonNode> integer(List<Schema> schemas) {
        boolean wide = schemas.stream()
                .anyMatch(schema -> schema.node().path("format").asString("").equals("int64"));
        Arbitrary<BigInteger> numbers = wide
                ? Arbitraries.longs().map(BigInteger::valueOf)
                : Arbitraries.integers().map(BigInteger::valueOf);
        return numbers.map(number -> NODES.numberNode(number.longValueExact()))
                .map(number -> (JsonNode) number)
                .filter(number -> schemas.stream().allMatch(schema -> VALIDATOR.accepts(schema, number)));
    }

    private static Arbitrary<JsonNode> number(List<Schema> schemas) {
        // Eighths are exact in a double.
        return Arbitraries.longs()
                .between(-MAX_EIGHTHS, MAX_EIGHTHS)
                .map(eighths -> (JsonNode) NODES.numberNode(eighths / 8.0))
                .filter(number -> schemas.stream().allMatch(schema -> VALIDATOR.accepts(schema, number)));
    }

    private static Arbitrary<JsonNode> string(List<Schema> schemas) {
        for (Schema schema : schemas) {
            if (schema.has("contentSchema")) {
                return of(schema.child("contentSchema")).map(content -> NODES.stringNode(content.toString()));
            }
        }
        Set<String> formats = schemas.stream()
                .map(schema -> schema.node().path("format").asString(""))
                .collect(Collectors.toSet());
        if (formats.contains("date-time")) {
            return Arbitraries.longs()
                    .between(0, MAX_SECONDS)
                    .map(seconds ->
                            NODES.stringNode(Instant.ofEpochSecond(seconds).toString()));
        }
        return (formats.contains("uri") ? SampleStrings.urls() : SampleStrings.any()).map(NODES::stringNode);
    }
}
