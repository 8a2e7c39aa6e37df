package dev.lumamodify.contract.internal.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.spec.Document;
import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import tools.jackson.databind.JsonNode;

class ValidValuesTest {
    private static final Document DOCUMENT = Document.load();
    private static final Schema REQUEST =
            Objects.requireNonNull(DOCUMENT.operation("generate").request());

    @Property
    void everyGeneratedValueIsValid(@ForAll("valid") Tuple2<String, JsonNode> value) {
        Schema schema = Objects.requireNonNull(DOCUMENT.schemas().get(value.get1()));

        assertThat(new SchemaValidator().breaches(schema, value.get2())).isEmpty();
    }

    @Provide
    Arbitrary<Tuple2<String, JsonNode>> valid() {
        return Arbitraries.oneOf(DOCUMENT.schemas().entrySet().stream()
                .map(schema -> ValidValues.lawful(schema.getValue()).map(value -> Tuple.of(schema.getKey(), value)))
                .toList());
    }

    @Property
    void everyValueWithTwoFaultsIsInvalid(@ForAll("pairs") InvalidValues.Mutant invalid) {
        assertThat(new SchemaValidator().breaches(REQUEST, invalid.value())).isNotEmpty();
    }

    @Provide
    Arbitrary<InvalidValues.Mutant> pairs() {
        return InvalidValues.paired(REQUEST);
    }

    @Example
    void everyRuleOfTheRequestIsViolatedByAnInvalidValue() {
        JsonNode valid = DOCUMENT.operation("generate").requestExamples().get("required");
        Set<String> applied = new TreeSet<>();
        DOCUMENT.operation("generate")
                .requestExamples()
                .values()
                .forEach(example ->
                        new SchemaValidator((rule, satisfied) -> applied.add(rule)).breaches(REQUEST, example));

        Set<String> violated = new TreeSet<>();
        SchemaValidator validator = new SchemaValidator((rule, satisfied) -> {
            if (!satisfied) {
                violated.add(rule);
            }
        });
        InvalidValues.single(REQUEST, Objects.requireNonNull(valid))
                .forEach(invalid -> validator.breaches(REQUEST, invalid.value()));

        assertThat(violated).containsAll(applied);
    }
}
