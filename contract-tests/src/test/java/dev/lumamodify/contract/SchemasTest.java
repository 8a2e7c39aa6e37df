package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

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

class SchemasTest {
    private static final Document DOCUMENT = Document.load();
    private static final Schema REQUEST =
            Objects.requireNonNull(DOCUMENT.operation("generate").request());

    @Property
    void lawfulValuesKeepTheirSchema(@ForAll("lawful") Tuple2<String, JsonNode> value) {
        Schema schema = Objects.requireNonNull(DOCUMENT.schemas().get(value.get1()));

        assertThat(new Judge().breaches(schema, value.get2())).isEmpty();
    }

    @Provide
    Arbitrary<Tuple2<String, JsonNode>> lawful() {
        return Arbitraries.oneOf(DOCUMENT.schemas().entrySet().stream()
                .map(schema -> Schemas.lawful(schema.getValue()).map(value -> Tuple.of(schema.getKey(), value)))
                .toList());
    }

    @Property
    void pairsOfFaultsBreakTheSchema(@ForAll("pairs") Mutants.Mutant mutant) {
        assertThat(new Judge().breaches(REQUEST, mutant.value())).isNotEmpty();
    }

    @Provide
    Arbitrary<Mutants.Mutant> pairs() {
        return Mutants.paired(REQUEST);
    }

    @net.jqwik.api.Example
    void everyRuleOfTheRequestIsBrokenBySomeMutant() {
        JsonNode lawful = DOCUMENT.operation("generate").requestExamples().get("required");
        Set<String> applied = new java.util.TreeSet<>();
        DOCUMENT.operation("generate")
                .requestExamples()
                .values()
                .forEach(example -> new Judge((rule, kept) -> applied.add(rule)).breaches(REQUEST, example));

        Set<String> broken = new java.util.TreeSet<>();
        Judge judge = new Judge((rule, kept) -> {
            if (!kept) {
                broken.add(rule);
            }
        });
        Mutants.single(REQUEST, Objects.requireNonNull(lawful))
                .forEach(mutant -> judge.breaches(REQUEST, mutant.value()));

        assertThat(broken).containsAll(applied);
    }
}
