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

    private final TestClient caller = new TestClient(MOCK);

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
    void namesFieldAndRule(String body, String msg) {
        TestClient.Reply reply = caller.create(body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.msg()).isEqualTo(msg);
        assertThat(reply.data().isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"prompt":"x","prompt":"y"} | Duplicate Object property "prompt"
                    {prompt:1}                  | the request body must be JSON, but
                    """)
    void namesThePlaceOfMalformedJson(String body, String part) {
        TestClient.Reply reply = caller.create(body);

        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.msg()).contains(part, "at line 1, column ");
        assertThat(reply.data().isNull()).isTrue();
    }

    @Test
    void refusesNoBody() {
        assertThat(caller.create("").msg()).isEqualTo("the request body must be JSON, but it is empty");
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] body = TestClient.LAWFUL.replace("night", "n\u00e9").getBytes(StandardCharsets.ISO_8859_1);

        TestClient.Reply reply = caller.createBytes(body, "Content-Type", "application/json");

        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.msg()).isEqualTo("the request body must be JSON, but it is not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json-seq", "application/json; charset=iso-8859-1", "nonsense"})
    void refusesAnotherContentType(String contentType) {
        TestClient.Reply reply = caller.create(TestClient.LAWFUL, "Content-Type", contentType);

        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.msg()).startsWith("Content-Type must");
    }

    @Test
    void takesAContentTypeWithItsCharset() {
        assertThat(caller.create(TestClient.LAWFUL, "Content-Type", "Application/JSON; charset=\"UTF-8\"")
                        .code())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dGVzdA==", "test", "Bearer a b"})
    void refusesACallWithoutABearer(String authorization) {
        TestClient.Reply create = caller.create(TestClient.LAWFUL, "Authorization", authorization);
        TestClient.Reply look = caller.look("x", "Authorization", authorization);

        assertThat(create.code()).isEqualTo(401);
        assertThat(create.msg()).isEqualTo("You do not have access permissions");
        assertThat(look.body()).isEqualTo(create.body());
    }

    @Test
    void takesTheSchemeInAnyCase() {
        assertThat(caller.create(TestClient.LAWFUL, "Authorization", "bearer test")
                        .code())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'', taskId is required",
        "?taskId=, taskId must not be empty",
        "?taskId=a&taskId=b, taskId must be given once"
    })
    void namesTheParameterAndItsRule(String query, String said) {
        TestClient.Reply reply = caller.send("GET", TestClient.RECORD_INFO + query, BodyPublishers.noBody());

        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.msg()).isEqualTo(said);
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
    void refusesWhatIsNotThere(String method, String path) {
        TestClient.Reply reply = caller.send(method, path, BodyPublishers.noBody());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.code()).isEqualTo(404);
        assertThat(reply.msg()).contains(path).contains("POST /api/v1/modify/generate");
        assertThat(reply.http().headers().firstValue("Content-Type")).hasValue("application/json");
    }
}
