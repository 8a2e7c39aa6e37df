package dev.lumamodify.contract.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DocumentTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

    @Test
    void createHasTheTenCodesOfTheProvider() {
        assertThat(DOCUMENT.operation("generate").codes().keySet())
                .contains(200, 401, 402, 404, 422, 429, 455, 500, 501, 505);
        assertThat(DOCUMENT.operation("generate").spendsCredits()).isTrue();
    }

    @Test
    void recordInfoNeverAsksForMoney() {
        assertThat(DOCUMENT.operation("recordInfo").codes().keySet())
                .contains(200, 401, 404, 422, 429, 455, 500, 501)
                .doesNotContain(402, 505);
        assertThat(DOCUMENT.operation("recordInfo").spendsCredits()).isFalse();
    }

    @TestFactory
    Stream<DynamicTest> examplesKeepTheirSchemas() {
        SchemaValidator judge = new SchemaValidator();
        Stream<DynamicTest> requests = DOCUMENT.operations().stream()
                .filter(operation -> operation.requestSchema() != null)
                .flatMap(operation -> each(operation.requestExamples(), operation.requestSchema(), judge));
        Stream<DynamicTest> answers = DOCUMENT.operations().stream()
                .flatMap(operation -> each(operation.responseExamples(), operation.responseSchema(), judge));
        Stream<DynamicTest> callbacks =
                DOCUMENT.callbacks().stream().flatMap(callback -> each(callback.examples(), callback.body(), judge));
        return Stream.of(requests, answers, callbacks).flatMap(tests -> tests);
    }

    private static Stream<DynamicTest> each(Map<String, JsonNode> examples, Schema schema, SchemaValidator judge) {
        return examples.entrySet().stream()
                .map(example -> DynamicTest.dynamicTest(
                        schema.location() + " " + example.getKey(),
                        () -> assertThat(judge.validate(schema, example.getValue()))
                                .isEmpty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"maxLength", "allOf", "anyOf", "multipleOf", "additionalProperties", "uniqueItems", "$defs"})
    void unknownKeywordsAreRefusedByNameAndPlace(String keyword) {
        ObjectNode root = (ObjectNode) DOCUMENT.at("#").deepCopy();
        ((ObjectNode) root.at("/components/schemas/ModifyRequest/properties/prompt")).put(keyword, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenApiDocument.of(root))
                .withMessageContaining("'" + keyword + "'")
                .withMessageContaining("#/components/schemas/ModifyRequest/properties/prompt");
    }

    @Test
    void unknownFormatsAreRefused() {
        ObjectNode root = (ObjectNode) DOCUMENT.at("#").deepCopy();
        ((ObjectNode) root.at("/components/schemas/HttpUrl")).put("format", "iri");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenApiDocument.of(root))
                .withMessageContaining("'iri'");
    }
}
