package dev.lumamodify.contract.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void recordInfoHasNoCodesAboutCredits() {
        assertThat(DOCUMENT.operation("recordInfo").codes().keySet())
                .contains(200, 401, 404, 422, 429, 455, 500, 501)
                .doesNotContain(402, 505);
        assertThat(DOCUMENT.operation("recordInfo").spendsCredits()).isFalse();
    }

    @TestFactory
    Stream<DynamicTest> examplesAreValid() {
        SchemaValidator validator = new SchemaValidator();
        Stream<DynamicTest> requests = DOCUMENT.operations().stream()
                .filter(operation -> operation.requestSchema() != null)
                .flatMap(operation -> tests(operation.requestExamples(), operation.requestSchema(), validator));
        Stream<DynamicTest> responses = DOCUMENT.operations().stream()
                .flatMap(operation -> tests(operation.responseExamples(), operation.responseSchema(), validator));
        Stream<DynamicTest> callbacks = DOCUMENT.callbacks().stream()
                .flatMap(callback -> tests(callback.examples(), callback.body(), validator));
        return Stream.of(requests, responses, callbacks).flatMap(tests -> tests);
    }

    private static Stream<DynamicTest> tests(Map<String, JsonNode> examples, Schema schema, SchemaValidator validator) {
        return examples.entrySet().stream()
                .map(example -> DynamicTest.dynamicTest(
                        schema.location() + " " + example.getKey(),
                        () -> assertThat(validator.validate(schema, example.getValue()))
                                .isEmpty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"maxLength", "allOf", "anyOf", "multipleOf", "additionalProperties", "uniqueItems", "$defs"})
    void unknownKeywordsAreRejectedWithTheirNameAndPlace(String keyword) {
        ObjectNode root = (ObjectNode) DOCUMENT.at("#").deepCopy();
        ((ObjectNode) root.at("/components/schemas/ModifyRequest/properties/prompt")).put(keyword, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenApiDocument.of(root))
                .withMessageContaining("'" + keyword + "'")
                .withMessageContaining("#/components/schemas/ModifyRequest/properties/prompt");
    }

    @Test
    void unknownFormatsAreRejected() {
        ObjectNode root = (ObjectNode) DOCUMENT.at("#").deepCopy();
        ((ObjectNode) root.at("/components/schemas/HttpUrl")).put("format", "iri");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenApiDocument.of(root))
                .withMessageContaining("'iri'");
    }

    @Test
    void uploadsAreMultipartOnAServerOfTheirOwn() {
        Operation upload = DOCUMENT.operation("uploadFile");

        assertThat(upload.isMultipart()).isTrue();
        assertThat(upload.server()).isEqualTo("https://kieai.redpandaai.co");
        assertThat(upload.statusIsCode()).isTrue();
        assertThat(DOCUMENT.operation("generate").server()).isNull();
        assertThat(DOCUMENT.operation("generate").statusIsCode()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/paths/~1api~1v1~1chat~1credit, parameters, part of a path 'parameters'",
        "/paths/~1api~1v1~1chat~1credit, trace, part of a path 'trace'",
        "/paths/~1api~1v1~1chat~1credit/get, security, part of an operation 'security'",
        "/paths/~1api~1file-stream-upload/post/requestBody/content, application/xml, media type 'application/xml'",
        "/components/responses/Upload/content, text/plain, media type 'text/plain'"
    })
    void unsupportedPartsAreRejectedWithTheirName(String place, String added, String message) {
        ObjectNode root = (ObjectNode) DOCUMENT.at("#").deepCopy();
        ((ObjectNode) root.at(place)).putArray(added);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenApiDocument.of(root))
                .withMessageContaining(message);
    }

    @Test
    void statusesWithSchemasOfTheirOwnAndAThirdServerAreRejected() {
        ObjectNode schemas = (ObjectNode) DOCUMENT.at("#").deepCopy();
        ((ObjectNode) schemas.at("/paths/~1api~1file-stream-upload/post/responses"))
                .putObject("400")
                .put("$ref", "#/components/responses/Generate");
        ObjectNode servers = (ObjectNode) DOCUMENT.at("#").deepCopy();
        ((ObjectNode) servers.at("/paths/~1api~1file-stream-upload/servers/0")).put("url", "https://third.example");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenApiDocument.of(schemas))
                .withMessageContaining("status '400'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenApiDocument.of(servers))
                .withMessageContaining("more than one server");
    }
}
