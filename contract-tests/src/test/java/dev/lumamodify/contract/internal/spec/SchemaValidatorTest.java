package dev.lumamodify.contract.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaValidatorTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"code":200,"msg":"","data":"x"}              | `data` must be an object or null, but is a string
            {"code":200,"msg":""}                         | `data` is missing
            {"code":200,"msg":"","data":{}}               | `data.taskId` is missing
            {"code":200,"msg":"","data":{"taskId":7}}     | `data.taskId` must be a string, but is 7
            {"code":418,"msg":"","data":null}             | `code` must be one of 200, 401, 402, 404, 422, 429, 455, 500, 501, 505, but is 418
            {"code":"200","msg":"","data":null}           | `code` must be an integer, but is a string
            {"code":500,"msg":null,"data":null}           | `msg` must be a string, but is null
            7                                             | the body must be an object, but is 7
            """)
    void violationNamesTheMemberTheRuleAndTheValue(String body, String message) {
        Schema schema = DOCUMENT.operation("generate").responseSchema();

        assertThat(new SchemaValidator().validate(schema, Json.parse(body)).get(0))
                .asString()
                .startsWith(message + " (#/");
    }
}
