package dev.lumamodify.contract.internal.generate;

import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns schemas into generators of values that keep them. {@link InvalidValues} makes those that break one. */
public final class ValidValues {
    public static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final SchemaValidator JUDGE = new SchemaValidator();
    private static final List<String> TYPES = List.of("object", "array", "string", "integer", "boolean", "null");

    private ValidValues() {}

    /** Values that keep {@code schema}; optional properties come and go. */
    public static Arbitrary<JsonNode> lawful(Schema schema) {
        return all(List.of(schema));
    }

    /** Values that keep every one of {@code schemas}. */
    private static Arbitrary<JsonNode> all(List<Schema> schemas) {
        List<List<Schema>> ways = expanded(schemas);
        List<Arbitrary<JsonNode>> arbitraries =
                ways.stream().flatMap(way -> plain(way).stream()).toList();
        // Edge cases of nested values multiply; Texts has its own, and mixes them in.
        return Arbitraries.oneOf(arbitraries)
                .withoutEdgeCases()
                .filter(value -> schemas.stream().allMatch(schema -> JUDGE.accepts(schema, value)));
    }

    /** Follows references and choices: each element of the answer is one way to keep all of {@code schemas}. */
    private static List<List<Schema>> expanded(List<Schema> schemas) {
        List<List<Schema>> ways = List.of(List.of());
        for (Schema schema : schemas) {
            ways = crossed(ways, choices(schema));
        }
        return ways;
    }

    private static List<List<Schema>> choices(Schema schema) {
        if (schema.node().isBoolean()) {
            return List.of(List.of(schema));
        }
        List<List<Schema>> ways = List.of(List.of(schema));
        Schema referenced = schema.referenced();
        if (referenced != null) {
            ways = crossed(ways, choices(referenced));
        }
        if (schema.has("oneOf")) {
            ways = crossed(
                    ways,
                    schema.branches("oneOf").stream()
                            .flatMap(b -> choices(b).stream())
                            .toList());
        }
        if (schema.has("if")) {
            List<List<Schema>> outcomes = new ArrayList<>();
            outcomes.addAll(
                    schema.has("then") ? expanded(List.of(schema.to("if"), schema.to("then"))) : List.of(List.of()));
            outcomes.addAll(schema.has("else") ? choices(schema.to("else")) : List.of(List.of()));
            ways = crossed(ways, outcomes);
        }
        return ways;
    }

    private static List<List<Schema>> crossed(List<List<Schema>> ways, List<List<Schema>> more) {
        return ways.stream()
                .flatMap(way -> more.stream()
                        .map(m -> Stream.concat(way.stream(), m.stream()).toList()))
                .toList();
    }

    /** Values for schemas without references or choices left: one generator a type, none if they contradict each other. */
    private static List<Arbitrary<JsonNode>> plain(List<Schema> schemas) {
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
                .filter(type -> schemas.stream().allMatch(schema -> allows(schema, type)))
                .map(type -> ofType(type, schemas))
                .toList();
    }

    static boolean allows(Schema schema, String type) {
        JsonNode types = schema.node().path("type");
        return types.isMissingNode()
                || types.asString("").equals(type)
                || types.valueStream().anyMatch(t -> t.asString().equals(type));
    }

    private static Arbitrary<JsonNode> ofType(String type, List<Schema> schemas) {
        return switch (type) {
            case "object" -> object(schemas);
            case "array" -> array(schemas);
            case "string" -> string(schemas);
            case "integer" -> integer(schemas);
            case "boolean" -> Arbitraries.of(true, false).map(NODES::booleanNode);
            default -> Arbitraries.just(NODES.nullNode());
        };
    }

    private static Arbitrary<JsonNode> object(List<Schema> schemas) {
        Set<String> names = new LinkedHashSet<>();
        schemas.forEach(schema -> names.addAll(schema.properties()));
        Arbitrary<ObjectNode> object = Arbitraries.create(NODES::objectNode);
        for (String name : names) {
            List<Schema> rules = schemas.stream()
                    .filter(schema -> schema.properties().contains(name))
                    .map(schema -> schema.to("properties", name))
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

    static boolean requires(Schema schema, String name) {
        return schema.node()
                .path("required")
                .valueStream()
                .anyMatch(r -> r.asString().equals(name));
    }

    private static Arbitrary<JsonNode> array(List<Schema> schemas) {
        List<Schema> items = schemas.stream()
                .filter(schema -> schema.has("items"))
                .map(schema -> schema.to("items"))
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
                .filter(number -> schemas.stream().allMatch(schema -> JUDGE.accepts(schema, number)));
    }

    private static Arbitrary<JsonNode> string(List<Schema> schemas) {
        for (Schema schema : schemas) {
            if (schema.has("contentSchema")) {
                return lawful(schema.to("contentSchema")).map(content -> NODES.stringNode(content.toString()));
            }
        }
        boolean uri = schemas.stream()
                .anyMatch(schema -> schema.node().path("format").asString("").equals("uri"));
        return (uri ? SampleStrings.urls() : SampleStrings.any()).map(NODES::stringNode);
    }
}
