package dev.lumamodify.contract.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.generate.InvalidValues;
import dev.lumamodify.contract.internal.generate.ValidValues;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;

/** The suite's own validator and an independent one have the same result for every value. */
class SchemaValidatorDifferentialTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
    private static final IndependentValidator INDEPENDENT = new IndependentValidator(DOCUMENT.at("#"));

    /** A value for a schema of the document. */
    record Sample(Schema schema, JsonNode value) {}

    @Property
    void bothAcceptValidValues(@ForAll("valid") Sample sample) {
        assertThat(own(sample)).isEmpty();
        assertThat(INDEPENDENT.violations(sample.schema().location(), sample.value()))
                .isEmpty();
    }

    @Property
    void bothRejectInvalidValues(@ForAll("invalid") Sample sample) {
        assertThat(own(sample)).isNotEmpty();
        assertThat(INDEPENDENT.violations(sample.schema().location(), sample.value()))
                .isNotEmpty();
    }

    /** The changed values are valid or not. No validator has selected them. */
    @Property(tries = 50)
    void bothHaveTheSameResultForEveryChangedValue(@ForAll("valid") Sample sample) {
        JsonChanges.of(sample.value()).forEach(changed -> {
            List<SchemaValidator.SchemaViolation> own = own(new Sample(sample.schema(), changed));
            List<String> independent = INDEPENDENT.violations(sample.schema().location(), changed);

            assertThat(own.isEmpty())
                    .as("%s %s: own %s, independent %s", sample.schema().location(), changed, own, independent)
                    .isEqualTo(independent.isEmpty());
        });
    }

    private static List<SchemaValidator.SchemaViolation> own(Sample sample) {
        return new SchemaValidator().validate(sample.schema(), sample.value());
    }

    @Provide
    Arbitrary<Sample> valid() {
        return Arbitraries.oneOf(DOCUMENT.schemas().values().stream()
                .map(schema -> ValidValues.of(schema).map(value -> new Sample(schema, value)))
                .toList());
    }

    @Provide
    Arbitrary<Sample> invalid() {
        return Arbitraries.oneOf(DOCUMENT.schemas().values().stream()
                .flatMap(schema ->
                        invalid(schema).map(values -> values.map(invalid -> new Sample(schema, invalid.value()))))
                .toList());
    }

    private static Stream<Arbitrary<InvalidValues.InvalidValue>> invalid(Schema schema) {
        JsonNode valid =
                ValidValues.of(schema).generator(1000).next(new Random(1)).value();
        Arbitrary<InvalidValues.InvalidValue> single = Arbitraries.of(InvalidValues.withOneViolation(schema, valid));
        return schema.propertyNames().isEmpty()
                ? Stream.of(single)
                : Stream.of(single, InvalidValues.withTwoViolations(schema));
    }
}
