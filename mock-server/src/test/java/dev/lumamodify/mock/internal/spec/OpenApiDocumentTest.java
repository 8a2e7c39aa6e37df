package dev.lumamodify.mock.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lumamodify.mock.internal.http.EnvelopeResponse;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

final class OpenApiDocumentTest {
    private final ObjectNode document;

    OpenApiDocumentTest() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(OpenApiDocumentTest.class.getResourceAsStream("/luma-modify.yaml"))) {
            document = (ObjectNode) new YAMLMapper().readTree(in);
        }
    }

    @Test
    void refusesASchemaKeywordItDoesNotUnderstand() {
        ((ObjectNode) document.at("/components/schemas/ModifyRequest/properties/prompt")).put("discriminator", "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenApiDocument(document))
                .withMessageContaining("#/components/schemas/ModifyRequest/properties/prompt/discriminator");
    }

    @Test
    void refusesAFormatItDoesNotUnderstand() {
        ((ObjectNode) document.at("/components/schemas/HttpUrl")).put("format", "url");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenApiDocument(document))
                .withMessageContaining("#/components/schemas/HttpUrl/format");
    }

    @Test
    void answersANewCodeWithItsTitle() {
        ((ObjectNode) document.at("/components/schemas/ResultCode"))
                .withArray("oneOf")
                .addObject()
                .put("const", 451)
                .put("title", "Not here");

        for (Operation operation : new OpenApiDocument(document).operations()) {
            EnvelopeResponse answer = operation.answer(451);
            assertThat(answer.envelope().path("msg").asString()).isEqualTo("Not here");
            assertThat(operation.answers().accept(answer.envelope())).isTrue();
        }
    }

    @Test
    void knowsACodeByItsValueAndNoOther() {
        for (Operation operation : new OpenApiDocument(document).operations()) {
            ObjectNode envelope = operation.answer(500).envelope();

            assertThat(operation.answers().accept(envelope.put("code", new BigDecimal("500.0"))))
                    .isTrue();
            assertThat(operation.answers().accept(envelope.put("code", 799))).isFalse();
            assertThat(operation.answers().errors(envelope))
                    .anySatisfy(error -> assertThat(error.getMessage()).contains("only one"));
            assertThat(operation.answers().accept(envelope.put("code", "500"))).isFalse();
        }
    }

    @Test
    void acceptsNoCodeThatIsListedTwice() {
        ((ObjectNode) document.at("/components/schemas/ResultCode"))
                .withArray("oneOf")
                .addObject()
                .put("const", 500);

        for (Operation operation : new OpenApiDocument(document).operations()) {
            assertThat(operation.codes()).doesNotContainKey(500).containsKey(200);
        }
    }

    @Test
    void showsOnlyExamplesThatKeepItsRules() {
        for (Operation operation : new OpenApiDocument(document).operations()) {
            operation
                    .examples()
                    .forEach((name, example) -> assertThat(operation.answers().errors(example))
                            .as(name)
                            .isEmpty());
            operation
                    .callbacks()
                    .values()
                    .forEach(callback -> callback.examples()
                            .forEach((name, example) -> assertThat(
                                            callback.rules().errors(example))
                                    .as(name)
                                    .isEmpty()));
        }
    }
}
