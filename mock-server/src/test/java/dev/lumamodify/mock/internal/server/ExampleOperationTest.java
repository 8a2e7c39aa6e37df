package dev.lumamodify.mock.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lumamodify.mock.Multipart;
import dev.lumamodify.mock.TestClient;
import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.spec.DocumentParser;
import dev.lumamodify.mock.internal.spec.Json;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An operation that is only in the document: the mock server has no Java code for it. */
final class ExampleOperationTest {
    private static final String PATH = "/api/v1/sample/count";
    private static final String MULTIPART_PATH = "/api/sample-file";
    private static final MockServerRuntime SERVER =
            MockServerRuntime.start(options(), DocumentParser.parse(document()));
    private static final TestClient CLIENT = new TestClient(SERVER.url());

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    /** Returns the bundled document with two more operations. */
    private static JsonNode document() {
        JsonNode document = Json.parseYaml(BundledDocument.text());
        ((ObjectNode) document.path("paths")).set(PATH, Json.parseYaml("""
                post:
                  operationId: countSamples
                  parameters:
                    - { name: limit, in: query, required: true, schema: { type: string, minLength: 1 } }
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema: { type: object, required: [name], properties: { name: { type: string } } }
                  responses:
                    '200':
                      content:
                        application/json:
                          schema:
                            type: object
                            required: [code, msg]
                            properties:
                              code: { $ref: '#/components/schemas/ResultCode', not: { const: 501 } }
                              msg: { type: string }
                              data: { type: [integer, 'null'] }
                          examples:
                            maintenance: { value: { code: 455, msg: No counting today, data: null } }
                            counted: { value: { code: 200, msg: success, data: 17 } }
                """));
        ((ObjectNode) document.path("paths")).set(MULTIPART_PATH, Json.parseYaml("""
                servers: [{ url: https://files.example.com }]
                post:
                  operationId: countBytes
                  requestBody:
                    required: true
                    content:
                      multipart/form-data:
                        schema:
                          type: object
                          required: [sample, unit]
                          properties:
                            sample: { type: string, format: binary, x-max-bytes: 1000 }
                            unit: { type: string, enum: [byte, bit] }
                  responses:
                    '200': { $ref: '#/paths/~1api~1sample-file/post/responses/default' }
                    '400': { $ref: '#/paths/~1api~1sample-file/post/responses/default' }
                    '403': { $ref: '#/paths/~1api~1sample-file/post/responses/default' }
                    default:
                      content:
                        application/json:
                          schema:
                            type: object
                            required: [success, code, msg]
                            properties:
                              success: { type: boolean }
                              code:
                                oneOf:
                                  - { const: 200, title: Counted }
                                  - { const: 400, title: Bad sample }
                                  - { const: 403, title: Forbidden sample }
                                  - { const: 405, title: Only POST }
                              msg: { type: string }
                              data: { type: [integer, 'null'] }
                            if: { properties: { code: { const: 200 } } }
                            then: { properties: { success: { const: true } } }
                            else: { properties: { success: { const: false } } }
                          examples:
                            counted: { value: { success: true, code: 200, msg: success, data: 17 } }
                            forbidden: { value: { success: false, code: 403, msg: Not this one, data: null } }
                """));
        return document;
    }

    private static ServerOptions options() {
        ServerOptions options = new ServerOptions();
        options.manualClock = true;
        return options;
    }

    private static TestClient.Response send(String target, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return CLIENT.send("POST", target, BodyPublishers.ofString(body), all);
    }

    private static TestClient.Response count(String... headers) {
        return send(PATH + "?limit=9", "{\"name\":\"a\"}", headers);
    }

    @Test
    void respondsWithTheExampleOfASuccess() {
        TestClient.Response response = count();

        assertThat(response.body().toString()).isEqualTo("{\"code\":200,\"msg\":\"success\",\"data\":17}");
    }

    @ParameterizedTest
    @CsvSource({"455, No counting today", "402, Insufficient credits", "422, Validation error", "505, Feature disabled"
    })
    void respondsWithAPreferredCode(int code, String msg) {
        TestClient.Response response = count("Prefer", "code=" + code);

        assertThat(response.code()).isEqualTo(code);
        assertThat(response.msg()).isEqualTo(msg);
        assertThat(response.http().headers().firstValue("Preference-Applied")).hasValue("code=" + code);
    }

    @Test
    void rejectsAPreferredCodeThatItDoesNotDocument() {
        assertThat(count("Prefer", "code=501").msg())
                .isEqualTo("Prefer: code must be one of 200, 401, 402, 404, 422, 429, 455, 500, 505 for countSamples");
    }

    @Test
    void respondsWithAQueuedPreference() {
        SERVER.queuedPreferences().enqueue("countSamples", 1, "code=455");

        assertThat(count().code()).isEqualTo(455);
        assertThat(count().code()).isEqualTo(200);
    }

    @Test
    void authenticatesAndValidatesRequests() {
        assertThat(count("Authorization", "Basic x").code()).isEqualTo(401);
        assertThat(send(PATH, "{\"name\":\"a\"}").msg()).isEqualTo("limit is required");
        assertThat(send(PATH + "?limit=9", "{}").msg()).isEqualTo("name is required");
        assertThat(send(PATH + "?limit=9", "{").code()).isEqualTo(422);
        assertThat(count("Content-Type", "text/plain").msg()).isEqualTo("Content-Type must be application/json");
        assertThat(CLIENT.send("GET", PATH, BodyPublishers.noBody()).code()).isEqualTo(404);
    }

    private static TestClient.Response countBytes(int size, String unit, String... headers) {
        return new Multipart()
                .file("sample", new byte[size])
                .field("unit", unit)
                .sendTo(MULTIPART_PATH, CLIENT, headers);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"success\":true,\"code\":200,\"msg\":\"success\",\"data\":17}'",
        "400, '{\"success\":false,\"code\":400,\"msg\":\"Bad sample\",\"data\":null}'",
        "403, '{\"success\":false,\"code\":403,\"msg\":\"Not this one\",\"data\":null}'"
    })
    void multipartOperationRespondsWithItsOwnEnvelope(int code, String body) {
        TestClient.Response response = countBytes(1000, "bit", "Prefer", "code=" + code);

        assertThat(response.status()).isEqualTo(code);
        assertThat(response.body().toString()).isEqualTo(body);
    }

    @Test
    void multipartOperationIsValidated() {
        assertThat(countBytes(1000, "byte").body().path("data").asInt()).isEqualTo(17);
        assertThat(countBytes(1001, "byte").msg()).isEqualTo("sample must have at most 1000 bytes");
        assertThat(countBytes(1, "mile").msg()).isEqualTo("unit must be one of \"byte\", \"bit\"");
        TestClient.Response missing = new Multipart().field("unit", "bit").sendTo(MULTIPART_PATH, CLIENT);
        assertThat(missing.msg()).isEqualTo("sample is required");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.body().path("success").asBoolean(true)).isFalse();
        TestClient.Response wrongMethod = CLIENT.send("GET", MULTIPART_PATH, BodyPublishers.noBody());
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.msg()).isEqualTo("Only POST");
        assertThat(SERVER.uploadedFiles().all()).isEmpty();
    }

    @Test
    void isLogged() {
        count("Prefer", "code=455");

        assertThat(SERVER.requests().list()).anySatisfy(request -> {
            assertThat(request.operation()).isEqualTo("countSamples");
            assertThat(request.code()).isEqualTo(455);
            assertThat(request.preferenceApplied()).isEqualTo("code=455");
        });
    }

    @Test
    void operationWithoutAnExampleOfASuccessFailsTheStart() {
        JsonNode document = document();
        ((ObjectNode) document.at(
                        "/paths/~1api~1v1~1sample~1count/post/responses/200/content/application~1json/examples"))
                .remove("counted");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentParser.parse(document))
                .withMessage("#/paths/~1api~1v1~1sample~1count/post needs a response example with the code 200");
    }
}
