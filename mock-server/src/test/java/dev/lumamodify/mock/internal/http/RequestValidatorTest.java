package dev.lumamodify.mock.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.TestClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestValidatorTest {
    private static final MockServer MOCK = MockServer.start();

    private final TestClient client = new TestClient(MOCK);

    @AfterAll
    static void stop() {
        MOCK.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"videoUrl":"https://a.example/b"}                              | prompt is required
                    {}                                                              | prompt is required; videoUrl is required
                    {"prompt":null,"videoUrl":"https://a.example/b"}                | prompt must be a string, not null
                    {"prompt":5,"videoUrl":"https://a.example/b"}                   | prompt must be a string, not a number
                    {"prompt":" ","videoUrl":"https://a.example/b"}                 | prompt must not be blank
                    {"prompt":"","videoUrl":"https://a.example/b"}                  | prompt must not be blank
                    {"prompt":"x","videoUrl":"b.mp4"}                               | videoUrl must be an http or https URL
                    {"prompt":"x","videoUrl":""}                                    | videoUrl must be an http or https URL
                    {"prompt":"x","videoUrl":"https://a b"}                         | videoUrl must be an http or https URL
                    {"prompt":"x","videoUrl":"https://a.example/%zz"}               | videoUrl must be a valid URI
                    {"prompt":" ","videoUrl":"ftp://a/"}                            | prompt must not be blank; videoUrl must be an http or https URL
                    {"prompt":"x","videoUrl":"https://a.example/","watermark":true} | watermark must be a string, not a boolean
                    []                                                              | the request body must be an object, not an array
                    {"prompt"                                                       | the request body must be JSON, but it ends too early
                    {} {}                                                           | the request body must be JSON, but it has data after its end
                    {"prompt":"\\ud800"}                                            | the request body must be JSON, but a string contains half of a surrogate pair
                    """)
    void rejectsAnInvalidBodyNamingFieldAndRule(String body, String msg) {
        TestClient.Response response = client.create(body);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg()).isEqualTo(msg);
        assertThat(response.data().isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"prompt":"x","prompt":"y"} | Duplicate Object property "prompt"
                    {prompt:1}                  | the request body must be JSON, but
                    """)
    void reportsTheLocationOfMalformedJson(String body, String part) {
        TestClient.Response response = client.create(body);

        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg()).contains(part, "at line 1, column ");
        assertThat(response.data().isNull()).isTrue();
    }

    @Test
    void rejectsAnEmptyBody() {
        assertThat(client.create("").msg()).isEqualTo("the request body must be JSON, but it is empty");
    }

    @Test
    void rejectsInvalidUtf8() {
        byte[] body = TestClient.VALID_REQUEST.replace("night", "n\u00e9").getBytes(StandardCharsets.ISO_8859_1);

        TestClient.Response response = client.createBytes(body, "Content-Type", "application/json");

        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg()).isEqualTo("the request body must be JSON, but it is not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json-seq", "application/json; charset=iso-8859-1", "nonsense"})
    void rejectsAnUnsupportedContentType(String contentType) {
        TestClient.Response response = client.create(TestClient.VALID_REQUEST, "Content-Type", contentType);

        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg()).startsWith("Content-Type must");
    }

    @Test
    void acceptsAContentTypeWithACharset() {
        assertThat(client.create(TestClient.VALID_REQUEST, "Content-Type", "Application/JSON; charset=\"UTF-8\"")
                        .code())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dGVzdA==", "test", "Bearer a b"})
    void rejectsARequestWithoutABearerToken(String authorization) {
        TestClient.Response create = client.create(TestClient.VALID_REQUEST, "Authorization", authorization);
        TestClient.Response read = client.read("x", "Authorization", authorization);

        assertThat(create.code()).isEqualTo(401);
        assertThat(create.msg()).isEqualTo("You do not have access permissions");
        assertThat(read.body()).isEqualTo(create.body());
    }

    @Test
    void acceptsTheBearerSchemeInAnyCase() {
        assertThat(client.create(TestClient.VALID_REQUEST, "Authorization", "bearer test")
                        .code())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'', taskId is required",
        "?taskId=, taskId must not be empty",
        "?taskId=a&taskId=b, taskId must be given once"
    })
    void rejectsAnInvalidParameterNamingItsRule(String query, String expected) {
        TestClient.Response response = client.send("GET", TestClient.RECORD_INFO + query, BodyPublishers.noBody());

        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /nowhere",
        "GET, /api/v1/modify/generate",
        "POST, /api/v1/modify/record-info",
        "POST, /api/v1/modify/generate/",
        "DELETE, /api/v1/modify/generate",
        "ODD, /api/v1/modify/generate",
        "GET, /a%2fb",
        "OPTIONS, /api/v1/modify/generate"
    })
    void rejectsAnUnknownRoute(String method, String path) {
        TestClient.Response response = client.send(method, path, BodyPublishers.noBody());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.code()).isEqualTo(404);
        assertThat(response.msg()).contains(path).contains("POST /api/v1/modify/generate");
        assertThat(response.http().headers().firstValue("Content-Type")).hasValue("application/json");
    }
}
