package dev.lumamodify.contract.internal.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.spec.OpenApiDocument;
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
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
    private static final Schema REQUEST =
            Objects.requireNonNull(DOCUMENT.operation("generate").requestSchema());

    @Property
    void everyGeneratedValueIsValid(@ForAll("valid") Tuple2<String, JsonNode> value) {
        Schema schema = Objects.requireNonNull(DOCUMENT.schemas().get(value.get1()));

        assertThat(new SchemaValidator().validate(schema, value.get2())).isEmpty();
    }

    @Provide
    Arbitrary<Tuple2<String, JsonNode>> valid() {
        return Arbitraries.oneOf(DOCUMENT.schemas().entrySet().stream()
                .map(schema -> ValidValues.of(schema.getValue()).map(value -> Tuple.of(schema.getKey(), value)))
                .toList());
    }

    @Property
    void everyValueWithTwoFaultsIsInvalid(@ForAll("pairs") InvalidValues.InvalidValue invalid) {
        assertThat(new SchemaValidator().validate(REQUEST, invalid.value())).isNotEmpty();
    }

    @Provide
    Arbitrary<InvalidValues.InvalidValue> pairs() {
        return InvalidValues.withTwoViolations(REQUEST);
    }

    @Example
    void everyRuleOfTheRequestIsViolatedByAnInvalidValue() {
        JsonNode valid = DOCUMENT.operation("generate").requestExamples().get("required");
        Set<String> applied = new TreeSet<>();
        DOCUMENT.operation("generate")
                .requestExamples()
                .values()
                .forEach(example ->
                        new SchemaValidator((rule, satisfied) -> applied.add(rule)).validate(REQUEST, example));

        Set<String> violated = new TreeSet<>();
        SchemaValidator validator = new SchemaValidator((rule, satisfied) -> {
            if (!satisfied) {
                violated.add(rule);
            }
        });
        InvalidValues.withOneViolation(REQUEST, Objects.requireNonNull(valid))
                .forEach(invalid -> validator.validate(REQUEST, invalid.value()));

        assertThat(violated).containsAll(applied);
    }
}
