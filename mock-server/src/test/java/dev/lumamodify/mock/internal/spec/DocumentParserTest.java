package dev.lumamodify.mock.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

final class DocumentParserTest {
    private final ObjectNode document;

    DocumentParserTest() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(DocumentParserTest.class.getResourceAsStream("/luma-modify.yaml"))) {
            document = (ObjectNode) new YAMLMapper().readTree(in);
        }
    }

    @Test
    void rejectsAnUnsupportedSchemaKeyword() {
        ((ObjectNode) document.at("/components/schemas/ModifyRequest/properties/prompt")).put("discriminator", "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessageContaining("#/components/schemas/ModifyRequest/properties/prompt/discriminator");
    }

    @Test
    void rejectsAnUnsupportedFormat() {
        ((ObjectNode) document.at("/components/schemas/HttpUrl")).put("format", "url");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessageContaining("#/components/schemas/HttpUrl/format");
    }

    @Test
    void rejectsAPatternWithoutAMessage() {
        ((ObjectNode) document.at("/components/schemas/HttpUrl")).remove("x-message");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessage(
                        "#/components/schemas/HttpUrl/pattern needs an x-message beside it that describes the pattern"
                                + " in words");
    }

    @Test
    void rejectsAPatternOfACallbackHeaderWithoutAMessage() {
        ((ObjectNode) document.at("/components/pathItems/TaskCallback/post/parameters/0/schema")).remove("x-message");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessageContaining("/parameters/0/schema/pattern needs an x-message");
    }

    @Test
    void rejectsATaskParameterThatNoRequestHas() {
        ((ObjectNode) document.at("/components/schemas/TaskParameters/properties")).putObject("style");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessage(
                        "No request has a property for the parameter style of #/components/schemas/TaskParameters");
    }

    @Test
    void rejectsDownloadLinksWithoutTheirLifetime() {
        ((ObjectNode) document.at("/components/schemas/DownloadUrlResponse/properties/data"))
                .put("x-lifetime-minutes", "20");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessage("#/components/schemas/DownloadUrlResponse/properties/data/x-lifetime-minutes must be a"
                        + " number of minutes");
    }

    @Test
    void rejectsResultsWithoutTheirRetention() {
        ((ObjectNode) document.at("/components/schemas/TaskResults/properties/resultUrls")).remove("x-retention-days");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessage(
                        "#/components/schemas/TaskResults/properties/resultUrls/x-retention-days must be a number of days");
    }

    private List<Operation> operationsWithResultCodes() {
        return DocumentParser.parse(document).operations().stream()
                .filter(operation -> operation.codes().containsKey(455))
                .toList();
    }

    @Test
    void rejectsAPartThatIsNoString() {
        ((ObjectNode) document.at("/components/schemas/FileUploadRequest/properties"))
                .putObject("count")
                .put("type", "integer");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessage("#/components/schemas/FileUploadRequest/properties/count is not a string; a part is");
    }

    @Test
    void rejectsSeveralMediaTypesOfARequest() {
        ((ObjectNode) document.at("/paths/~1api~1file-stream-upload/post/requestBody/content"))
                .putObject("application/json");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessage("#/paths/~1api~1file-stream-upload/post/requestBody/content has several media types");
    }

    @Test
    void rejectsAnErrorThatHasNoValidEnvelope() {
        ((ObjectNode) document.at("/components/responses/Upload/content/application~1json/examples")).retain("success");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessage("#/paths/~1api~1file-stream-upload/post needs a valid response example with the code 400");
    }

    @Test
    void usesTheTitleOfANewCodeAsItsMessage() {
        ((ObjectNode) document.at("/components/schemas/ResultCode"))
                .withArray("oneOf")
                .addObject()
                .put("const", 451)
                .put("title", "Not here");

        for (Operation operation : operationsWithResultCodes()) {
            ObjectNode envelope = operation.envelope(451);
            assertThat(envelope.path("msg").asString()).isEqualTo("Not here");
            assertThat(operation.responseSchema().accepts(envelope)).isTrue();
        }
    }

    @Test
    void matchesCodesByNumericValue() {
        for (Operation operation : DocumentParser.parse(document).operations()) {
            ObjectNode envelope = operation.envelope(500);
            CompiledSchema schema = operation.responseSchema();

            assertThat(schema.accepts(envelope.put("code", new BigDecimal("500.0"))))
                    .isTrue();
            assertThat(schema.accepts(envelope.put("code", 799))).isFalse();
            assertThat(schema.violations("the envelope", envelope))
                    .isEqualTo("code must match exactly one of the documented alternatives");
            assertThat(schema.accepts(envelope.put("code", "500"))).isFalse();
        }
    }

    @Test
    void omitsACodeThatIsListedTwice() {
        ((ObjectNode) document.at("/components/schemas/ResultCode"))
                .withArray("oneOf")
                .addObject()
                .put("const", 500);

        for (Operation operation : operationsWithResultCodes()) {
            assertThat(operation.codes()).doesNotContainKey(500).containsKey(200);
        }
    }

    @Test
    void containsOnlyExamplesThatMatchTheirSchemas() {
        for (Operation operation : DocumentParser.parse(document).operations()) {
            operation
                    .examples()
                    .byName()
                    .forEach((name, example) -> assertThat(
                                    operation.responseSchema().violations("the envelope", example))
                            .as(name)
                            .isEmpty());
            operation
                    .callbacks()
                    .values()
                    .forEach(callback -> callback.examples()
                            .byName()
                            .forEach((name, example) -> assertThat(
                                            callback.schema().violations("the callback", example))
                                    .as(name)
                                    .isEmpty()));
        }
    }
}
