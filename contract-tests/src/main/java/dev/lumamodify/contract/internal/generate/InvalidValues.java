package dev.lumamodify.contract.internal.generate;

import static dev.lumamodify.contract.internal.generate.ValidValues.NODES;

import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
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
import tools.jackson.databind.node.ObjectNode;

/** Values that break a schema, each with the rules it breaks, as {@link SchemaValidator} names them. */
public final class InvalidValues {
    private static final SchemaValidator JUDGE = new SchemaValidator();

    private InvalidValues() {}

    /**
     * An unlawful value.
     *
     * @param pedantic whether only a strict reader would refuse it: a bad host, white space in a URL, an empty optional
     */
    public record Mutant(JsonNode value, List<SchemaValidator.SchemaViolation> breaches, boolean pedantic) {
        public String rule() {
            return breaches.get(0).toString();
        }
    }

    /** One property of a lawful object at fault, and what is at fault with it; perhaps it goes by another name. */
    private record Change(
            String property,
            @Nullable JsonNode value,
            boolean pedantic,
            @Nullable String alias) {
        Change(String property, @Nullable JsonNode value, boolean pedantic) {
            this(property, value, pedantic, null);
        }

        JsonNode in(JsonNode object) {
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

    /** Every way to break one rule of an object schema, each set in a plain lawful object. */
    public static List<Mutant> single(Schema schema, JsonNode lawful) {
        List<Mutant> mutants = new ArrayList<>();
        for (JsonNode other : ofOtherTypes(List.of(schema))) {
            add(mutants, schema, other, false);
        }
        for (Change change : changes(schema)) {
            add(mutants, schema, change.in(lawful), change.pedantic());
        }
        return mutants;
    }

    /** Two properties at fault at once, in a random lawful object. */
    public static Arbitrary<Mutant> paired(Schema schema) {
        List<Change> changes =
                changes(schema).stream().filter(change -> !change.pedantic()).toList();
        Arbitrary<Change> any = Arbitraries.of(changes);
        return Combinators.combine(ValidValues.lawful(schema), any, any)
                .as((object, one, two) -> two.in(one.in(object)))
                .filter(value -> !JUDGE.accepts(schema, value))
                .map(value -> new Mutant(value, JUDGE.breaches(schema, value), false));
    }

    private static void add(List<Mutant> mutants, Schema schema, JsonNode value, boolean pedantic) {
        List<SchemaValidator.SchemaViolation> breaches = JUDGE.breaches(schema, value);
        if (!breaches.isEmpty()) {
            mutants.add(new Mutant(value, breaches, pedantic));
        }
    }

    private static List<Change> changes(Schema schema) {
        List<Change> changes = new ArrayList<>();
        for (String name : schema.properties()) {
            boolean required = ValidValues.requires(schema, name);
            List<Schema> rules = flattened(schema.to("properties", name));
            if (required) {
                changes.add(new Change(name, null, false));
                misspelt(name).forEach(other -> changes.add(new Change(name, null, false, other)));
            }
            ofOtherTypes(rules).forEach(value -> changes.add(new Change(name, value, false)));
            if (rules.stream().allMatch(rule -> ValidValues.allows(rule, "string"))) {
                // "Absent" is written "" elsewhere in this API, so a lenient reader may take an optional "" for absent.
                SampleStrings.BLANK.forEach(text -> changes.add(new Change(name, NODES.stringNode(text), !required)));
                SampleStrings.NOT_WEB.forEach(text -> changes.add(new Change(name, NODES.stringNode(text), false)));
                SampleStrings.ALMOST_WEB.forEach(text -> changes.add(new Change(name, NODES.stringNode(text), true)));
            }
        }
        return changes;
    }

    /** The same name to a careless reader: {@code videourl}, {@code VideoUrl}, {@code video_url}. */
    static Set<String> misspelt(String name) {
        Set<String> names = new LinkedHashSet<>(List.of(
                name.toLowerCase(Locale.ROOT),
                name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                name.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT)));
        names.remove(name);
        return names;
    }

    private static List<Schema> flattened(Schema schema) {
        List<Schema> rules = new ArrayList<>(List.of(schema));
        Schema referenced = schema.referenced();
        if (referenced != null) {
            rules.addAll(flattened(referenced));
        }
        return rules;
    }

    private static List<JsonNode> ofOtherTypes(List<Schema> rules) {
        List<JsonNode> samples = List.of(
                NODES.nullNode(),
                NODES.numberNode(7),
                NODES.numberNode(1.5),
                NODES.booleanNode(true),
                NODES.stringNode("text"),
                NODES.arrayNode().add("https://example.com/input-video.mp4"),
                NODES.objectNode().put("value", "https://example.com/input-video.mp4"));
        return samples.stream()
                .filter(sample -> rules.stream()
                        .anyMatch(rule -> JUDGE.breaches(rule, sample).stream()
                                .anyMatch(breach -> breach.rule().endsWith("/type"))))
                .toList();
    }
}
