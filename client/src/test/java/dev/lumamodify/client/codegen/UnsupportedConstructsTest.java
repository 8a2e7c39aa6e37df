package dev.lumamodify.client.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("generation")
class UnsupportedConstructsTest {
    /** The comments are the places where the tests add a construct. */
    private static final String DOCUMENT = """
            openapi: 3.1.0
            info: { title: Sample, version: 1.0.0 }
            servers:
              - url: https://api.example.com
              #SERVER
            #DOCUMENT
            paths:
              /samples:
                #PATH
                post:
                  operationId: createSample
                  tags: [Sample]
                  summary: Create a sample
                  #OPERATION
                  parameters:
                    - name: limit
                      in: query
                      #PARAMETER
                      schema:
                        type: integer
                        #PARAMETER_SCHEMA
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema: { $ref: '#/components/schemas/Sample' }
                  responses:
                    '200': { description: Created., content: { application/json: { schema: { $ref: '#/components/schemas/Sample' } } } }
            components:
              securitySchemes:
                apiKey: { type: http, scheme: bearer }
              schemas:
                Other:
                  type: object
                  properties:
                    id: { type: string }
                Time: { type: string, format: date-time }
                Sample:
                  type: object
                  required: [id]
                  #SCHEMA
                  properties:
                    id: { type: string }
                    #PROPERTY
                #COMPONENT
            """;

    @TempDir
    private Path folder;

    private void generate(String document) throws IOException {
        Path file = Files.writeString(folder.resolve("document.yaml"), document);
        CodeGenerator.generate(file, folder.resolve("sources"));
    }

    /** Returns the message of the exception that ends the generation. */
    private String message(String document) {
        Throwable cause = catchThrowable(() -> generate(document));
        assertThat(cause).isNotNull();
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    @Test
    void documentWithoutUnsupportedConstructsIsGenerated() {
        assertThatCode(() -> generate(DOCUMENT)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    exclusiveMinimum          | type: integer, exclusiveMinimum: 0
                    exclusiveMaximum          | type: integer, exclusiveMaximum: 0
                    maximum                   | type: integer, maximum: 0
                    multipleOf                | type: integer, multipleOf: 2
                    enum                      | type: integer, const: 0
                    enum                      | type: string, enum: [a, b]
                    default                   | type: string, default: x
                    deprecated                | type: string, deprecated: true
                    readOnly                  | type: string, readOnly: true
                    writeOnly                 | type: string, writeOnly: true
                    not                       | type: string, not: { const: x }
                    a pattern without x-message | type: string, pattern: x
                    minLength                 | type: string, format: date-time, minLength: 1
                    pattern                   | type: string, format: date-time, pattern: x, x-message: must be x
                    format date               | type: string, format: date
                    format uuid               | type: string, format: uuid
                    format email              | type: string, format: email
                    format binary             | type: string, format: binary
                    format byte               | type: string, format: byte
                    format password           | type: string, format: password
                    enum                    | type: boolean, enum: [true]
                    default                 | type: boolean, default: true
                    format double           | type: number, format: double
                    format float            | type: number, format: float
                    minimum                 | type: number, minimum: 0
                    type null                 | description: x
                    type object               | type: object
                    maximum                   | $ref: '#/components/schemas/Other', maximum: 1
                    additionalProperties      | type: object, additionalProperties: { type: string }
                    maxItems                  | type: array, maxItems: 0, items: { type: string }
                    minItems                  | type: array, minItems: 1, items: { type: string }
                    uniqueItems               | type: array, uniqueItems: true, items: { type: string }
                    contentEncoding           | type: string, contentEncoding: base64
                    """)
    void unsupportedPropertyEndsTheGeneration(String construct, String property) {
        assertThat(message(DOCUMENT.replace("#PROPERTY", "field: { " + property + " }")))
                .startsWith(construct + " is not supported by the code templates: schema Sample, property field");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    type array              | type: array, items: { type: string }
                    type integer            | type: integer
                    type number             | type: number
                    type boolean            | type: boolean
                    format binary           | type: string, format: binary
                    a pattern without x-message | type: string, pattern: x
                    format date-time          | type: string, format: date-time
                    null                      | type: [string, 'null']
                    enum                      | type: string, enum: [a, b]
                    """)
    void unsupportedItemsEndTheGeneration(String construct, String items) {
        assertThat(message(DOCUMENT.replace("#PROPERTY", "field: { type: array, items: { " + items + " } }")))
                .startsWith(
                        construct + " is not supported by the code templates: schema Sample, property field, items");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    SERVER           | - url: https://other.example.com    | a second server | servers
                    SERVER           | '  variables: { x: { default: y } }'  | variables | servers
                    DOCUMENT         | webhooks: { x: { post: { responses: { '200': { description: x } } } } } | webhooks | document
                    PATH             | servers: [{ url: https://a.example.com }, { url: https://b.example.com }] | a second server | path /samples, servers
                    PATH             | servers: [{ url: 'https://{x}.example.com', variables: { x: { default: y } } }] | variables | path /samples, servers
                    PATH             | parameters: [{ name: y, in: cookie, schema: { type: string } }] | in cookie | path /samples, parameter y
                    PATH             | get: { operationId: x, tags: [Sample], servers: [{ url: https://other.example.com }], responses: { '200': { description: x } } } | another server than that of operation createSample | operation x
                    PATH             | put: { operationId: x, responses: { '200': { description: x } } } | put | path /samples
                    OPERATION        | servers: [{ url: https://a.example.com }, { url: https://b.example.com }] | a second server | operation createSample, servers
                    OPERATION        | security: [{}]                       | security | operation createSample
                    OPERATION        | deprecated: true                     | deprecated | operation createSample
                    PARAMETER        | style: pipeDelimited                 | style pipeDelimited | operation createSample, parameter limit
                    PARAMETER        | allowReserved: true                  | allowReserved | operation createSample, parameter limit
                    PATH             | get: { operationId: x, parameters: [{ name: y, in: query, schema: { type: number } }], responses: { '200': { description: x } } } | type number | operation x, parameter y
                    PARAMETER_SCHEMA | maximum: 0                           | maximum | operation createSample, parameter limit
                    PARAMETER_SCHEMA | exclusiveMinimum: 0                  | exclusiveMinimum | operation createSample, parameter limit
                    SCHEMA           | discriminator: { propertyName: id }  | discriminator | schema Sample
                    SCHEMA           | additionalProperties: { type: string } | additionalProperties | schema Sample
                    SCHEMA           | patternProperties: { x: { type: string } } | patternProperties | schema Sample
                    SCHEMA           | propertyNames: { maxLength: 9 }      | propertyNames | schema Sample
                    SCHEMA           | allOf: [{ required: [id] }]          | allOf | schema Sample
                    SCHEMA           | minProperties: 1                     | minProperties | schema Sample
                    SCHEMA           | dependentRequired: { id: [id] }      | dependentRequired | schema Sample
                    SCHEMA           | if: { required: [id] }               | if in the schema of the requestBody | operation createSample
                    SCHEMA           | x-required-for-reading: [ids]        | ids in x-required-for-reading, which is not a property | schema Sample
                    SCHEMA           | 'x-aliases: { ids: _id }'            | ids in x-aliases, which is not a property | schema Sample
                    COMPONENT        | 'Free: { type: object }'             | an object without properties | schema Free
                    COMPONENT        | 'Map: { type: object, additionalProperties: { type: string } }' | additionalProperties | schema Map
                    COMPONENT        | 'Color: { type: string, enum: [red] }' | an enumeration without titles | schema Color
                    COMPONENT        | 'Grade: { type: number, enum: [1.5] }' | an enumeration that is neither of type integer nor string | schema Grade
                    COMPONENT        | 'Level: { type: integer, enum: [1, 2] }' | an enumeration without titles | schema Level
                    COMPONENT        | 'Text: { type: [string, ''null''] }' | a named schema that may be null | schema Text
                    COMPONENT        | 'Date: { type: string, format: date }' | format date | schema Date
                    COMPONENT        | 'Either: { oneOf: [{ $ref: ''#/components/schemas/Other'' }, { $ref: ''#/components/schemas/Sample'' }] }' | oneOf | schema Either
                    COMPONENT        | 'Either: { oneOf: [{ $ref: ''#/components/schemas/Other'' }, { $ref: ''#/components/schemas/Sample'' }], discriminator: { propertyName: id } }' | oneOf | schema Either
                    COMPONENT        | 'Both: { allOf: [{ $ref: ''#/components/schemas/Other'' }, { $ref: ''#/components/schemas/Sample'' }] }' | allOf | schema Both
                    PROPERTY         | 'field: { oneOf: [{ $ref: ''#/components/schemas/Other'' }, { type: string }] }' | oneOf | schema Sample_field
                    PROPERTY         | 'field: { anyOf: [{ type: integer }, { type: string }] }' | anyOf | schema Sample_field
                    PROPERTY         | 'field: { allOf: [{ $ref: ''#/components/schemas/Other'' }, { $ref: ''#/components/schemas/Sample'' }] }' | allOf | schema Sample_field
                    PROPERTY         | 'field: { type: [string, integer] }'  | anyOf | schema Sample_field
                    PROPERTY         | 'field: { type: array }'              | type null | schema Sample, property field, items
                    PROPERTY         | 'field: { type: object, properties: { flags: { type: array, items: { type: boolean } } } }' | type boolean | schema Sample_field, property flags, items
                    COMPONENT        | 'Flags: { type: array, items: { type: boolean } }' | type boolean | schema Flags, items
                    COMPONENT        | 'Times: { type: array, items: { $ref: ''#/components/schemas/Time'' } }' | format date-time | schema Times, items
                    """)
    void unsupportedConstructEndsTheGeneration(String place, String addition, String construct, String reportedPlace) {
        assertThat(message(DOCUMENT.replace("#" + place + "\n", addition + "\n")))
                .startsWith(construct + " is not supported by the code templates: " + reportedPlace);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
                    id: { type: string }   | id: { type: [string, 'null'] } | a required property that may be null | schema Sample, property id
                    id: { type: string }   | id: { oneOf: [{ $ref: '#/components/schemas/Other' }, { type: 'null' }] } | a required property that may be null | schema Sample, property id
                    in: query              | in: cookie                     | in cookie                            | operation createSample, parameter limit
                    required: true         | required: false                | an optional requestBody              | operation createSample
                    application/json:      | application/xml:               | content application/xml              | operation createSample
                    scheme: bearer         | scheme: basic                  | a scheme other than bearer           | security scheme apiKey
                    """)
    void unsupportedVariantEndsTheGeneration(String supported, String variant, String construct, String place) {
        assertThat(message(DOCUMENT.replace(supported, variant)))
                .startsWith(construct + " is not supported by the code templates: " + place);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    type integer           | type: integer
                    type boolean           | type: boolean
                    type array             | type: array, items: { type: string }
                    type object            | $ref: '#/components/schemas/Other'
                    format date-time       | type: string, format: date-time
                    """)
    void unsupportedPartEndsTheGeneration(String construct, String part) {
        String multipart = DOCUMENT.replace("application/json:\n", "multipart/form-data:\n");
        assertThat(message(multipart.replace("#PROPERTY", "field: { " + part + " }")))
                .startsWith(construct + " is not supported by the code templates: operation createSample, part field");
    }
}
