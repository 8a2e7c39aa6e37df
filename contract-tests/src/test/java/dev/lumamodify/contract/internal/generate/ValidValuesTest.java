package dev.lumamodify.contract.internal.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import tools.jackson.databind.JsonNode;

class ValidValuesTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
    private static final Schema REQUEST =
            Objects.requireNonNull(DOCUMENT.operation("generate").requestSchema());

    @Property
    void lawfulValuesKeepTheirSchema(@ForAll("lawful") Tuple2<String, JsonNode> value) {
        Schema schema = Objects.requireNonNull(DOCUMENT.schemas().get(value.get1()));

        assertThat(new SchemaValidator().validate(schema, value.get2())).isEmpty();
    }

    @Provide
    Arbitrary<Tuple2<String, JsonNode>> lawful() {
        return Arbitraries.oneOf(DOCUMENT.schemas().entrySet().stream()
                .map(schema -> ValidValues.of(schema.getValue()).map(value -> Tuple.of(schema.getKey(), value)))
                .toList());
    }

    @Property
    void pairsOfFaultsBreakTheSchema(@ForAll("pairs") InvalidValues.InvalidValue mutant) {
        assertThat(new SchemaValidator().validate(REQUEST, mutant.value())).isNotEmpty();
    }

    @Provide
    Arbitrary<InvalidValues.InvalidValue> pairs() {
        return InvalidValues.withTwoViolations(REQUEST);
    }

    @net.jqwik.api.Example
    void everyRuleOfTheRequestIsBrokenBySomeMutant() {
        JsonNode lawful = DOCUMENT.operation("generate").requestExamples().get("required");
        Set<String> applied = new java.util.TreeSet<>();
        DOCUMENT.operation("generate")
                .requestExamples()
                .values()
                .forEach(example -> new SchemaValidator((rule, kept) -> applied.add(rule)).validate(REQUEST, example));

        Set<String> broken = new java.util.TreeSet<>();
        SchemaValidator judge = new SchemaValidator((rule, kept) -> {
            if (!kept) {
                broken.add(rule);
            }
        });
        InvalidValues.withOneViolation(REQUEST, Objects.requireNonNull(lawful))
                .forEach(mutant -> judge.validate(REQUEST, mutant.value()));

        assertThat(broken).containsAll(applied);
    }
}
