package dev.lumamodify.mock.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

final class ViolationMessagesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"type":"integer"}                              | "x"     | the value must be an integer, not a string
                    {"type":["string","null"]}                      | 1       | the value must be a string or null, not a number
                    {"pattern":"^a","x-message":"must begin with a"} | "b"    | the value must begin with a
                    {"format":"uri"}                                | "%zz"   | the value must be a valid URI
                    {"format":"uuid"}                               | "x"     | the value must be a valid UUID
                    {"format":"email"}                              | "x"     | the value must be a valid email address
                    {"format":"date-time"}                          | "x"     | the value must be a valid date and time
                    {"minLength":1}                                 | ""      | the value must not be empty
                    {"minLength":2}                                 | "x"     | the value must have at least 2 characters
                    {"maxLength":1}                                 | "xx"    | the value must have at most 1 character
                    {"minItems":1}                                  | []      | the value must have at least 1 item
                    {"maxItems":1}                                  | [1,2]   | the value must have at most 1 item
                    {"uniqueItems":true}                            | [1,1]   | the value must not contain an item twice
                    {"minProperties":1}                             | {}      | the value must have at least 1 field
                    {"maxProperties":0}                             | {"a":1} | the value must have at most 0 fields
                    {"minimum":3}                                   | 2       | the value must be at least 3
                    {"maximum":3}                                   | 4       | the value must be at most 3
                    {"exclusiveMinimum":3}                          | 3       | the value must be more than 3
                    {"exclusiveMaximum":3}                          | 3       | the value must be less than 3
                    {"multipleOf":2}                                | 3       | the value must be a multiple of 2
                    {"const":"a"}                                   | "b"     | the value must be "a"
                    {"enum":["a","b"]}                              | "c"     | the value must be one of "a", "b"
                    {"oneOf":[{"const":1},{"const":2}]}             | 3       | the value must match exactly one of the documented alternatives
                    {"not":{"type":"string"}}                       | "x"     | the value violates the documented rule 'not'
                    """)
    void describesTheViolatedKeywordInWords(String schema, String value, String message) {
        assertThat(violations(schema, value)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"properties":{"a":{"properties":{"b":{"type":"string"}}}}} | {"a":{"b":1}} | a.b must be a string, not a number
                    {"properties":{"a":{"items":{"type":"string"}}}}            | {"a":["x",1]} | a[1] must be a string, not a number
                    {"required":["a","b"]}                                      | {"b":1}       | a is required
                    {"properties":{"a":{"required":["b"]}}}                     | {"a":{}}      | a.b is required
                    """)
    void namesTheFieldWithItsPath(String schema, String value, String message) {
        assertThat(violations(schema, value)).isEqualTo(message);
    }

    @Test
    void describesOnlyThePatternIfFormatAndLengthAreViolatedToo() {
        String schema = "{'minLength':2,'format':'uri','pattern':'^http','x-message':'must be an http URL'}";

        assertThat(violations(schema.replace('\'', '"'), "\"%\"")).isEqualTo("the value must be an http URL");
    }

    @Test
    void findsTheMessageOfAPatternBehindAReference() {
        JsonNode document = json("""
                {"schema":{"$ref":"#/a~1b~0c"},"a/b~c":{"pattern":"^x","x-message":"must begin with x"}}""");
        CompiledSchema schema = new SchemaCompiler(new DocumentTree(document)).compile("/schema");

        assertThat(schema.violations("the value", json("\"y\""))).isEqualTo("the value must begin with x");
    }

    private static String violations(String schema, String value) {
        return compile(schema).violations("the value", json(value));
    }

    private static CompiledSchema compile(String schema) {
        JsonNode document = JsonNodeFactory.instance.objectNode().set("schema", json(schema));
        return new SchemaCompiler(new DocumentTree(document)).compile("/schema");
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }
}
