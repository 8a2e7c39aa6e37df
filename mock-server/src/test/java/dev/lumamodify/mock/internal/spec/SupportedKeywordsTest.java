package dev.lumamodify.mock.internal.spec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class SupportedKeywordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"discriminator":{}}                       | #/here/discriminator is an unsupported schema keyword
                    {"format":"url"}                           | #/here/format is an unsupported format: "url"
                    {"pattern":"a"}                            | #/here/pattern needs an x-message beside it that describes the pattern in words
                    {"pattern":"a","x-message":" "}            | #/here/pattern needs an x-message beside it that describes the pattern in words
                    {"items":{"pattern":"a"}}                  | #/here/items/pattern needs an x-message beside it that describes the pattern in words
                    {"oneOf":[{"pattern":"a"}]}                | #/here/oneOf/pattern needs an x-message beside it that describes the pattern in words
                    {"properties":{"b":{"pattern":"a"}}}       | #/here/properties/b/pattern needs an x-message beside it that describes the pattern in words
                    {"properties":{"b":[]}}                    | #/here/properties/b must be a schema, not ARRAY
                    """)
    void rejectsAnUnsupportedSchemaNamingItsPlace(String schema, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SupportedKeywords.check("#/here", json(schema)))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "{\"title\":\"a\",\"x-video\":{},\"examples\":[]}",
                "{\"additionalProperties\":false,\"properties\":{\"discriminator\":{\"format\":\"uri\"}}}",
                "{\"pattern\":\"a\",\"x-message\":\"must contain an a\"}"
            })
    void acceptsASupportedSchema(String schema) {
        assertThatCode(() -> SupportedKeywords.check("#/here", json(schema))).doesNotThrowAnyException();
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }
}
