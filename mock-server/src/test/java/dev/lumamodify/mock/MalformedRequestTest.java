package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MalformedRequestTest {
    private static final String HEAD = "POST " + TestClient.GENERATE
            + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer test\r\n" + "Content-Type: application/json\r\n";

    @RegisterExtension
    static final MockServerExtension MOCK =
            new MockServerExtension(MockServer.builder().manualClock().noRateLimit());

    @AfterEach
    void assertThatValidRequestsStillSucceed(MockServer mock) {
        assertThat(new TestClient(mock).create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
    }

    static Stream<String> bodies() {
        return Stream.of(
                "\u0000",
                "{\"prompt\":\"\u0000\"}",
                "{\"prompt\":\"x\"",
                "[".repeat(300),
                "[".repeat(300) + "]".repeat(300),
                "{\"a\":".repeat(100_000),
                "{\"prompt\":1e999999999}",
                "{\"prompt\":" + "9".repeat(5000) + "}",
                "{\"prompt\":-0}",
                "{\"prompt\":\"\\uD800\",\"videoUrl\":\"https://a.example/\"}",
                "{\"__proto__\":{},\"prompt\":[],\"videoUrl\":{}}",
                "\"" + "x".repeat(100_000) + "\"",
                "{\"prompt\":\"x\",\"videoUrl\":\"javascript:alert(1)\"}",
                "{\"prompt\":\"x\",\"videoUrl\":\"https://a.example/\\u0000\"}",
                "{\"prompt\":\"x\",\"videoUrl\":\"https://a.example/\\n\"}",
                "{\"prompt\":\"x\",\"videoUrl\":\"https://" + "a".repeat(100_000) + " \"}",
                "NaN",
                "[Infinity]",
                "nul",
                "/* */ {}",
                "{'prompt':'x'}",
                "\ufeff" + TestClient.VALID_REQUEST);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void rejectsAnInvalidBodyInTheEnvelope(String body) {
        TestClient.Response response = new TestClient(MOCK.server()).create(body);

        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg())
                .isNotBlank()
                .doesNotContain("Exception", "tools.jackson", "Constraints", "Feature", "\tat ");
        assertThat(response.data().isNull()).isTrue();
    }

    @Test
    void acceptsUnusualButValidBodies(MockServer mock) {
        TestClient client = new TestClient(mock);
        String deep = "[".repeat(300) + "]".repeat(300);

        assertThat(client.create(TestClient.VALID_REQUEST.replace("}", ",\"unknown\":" + deep + "}"))
                        .code())
                .isEqualTo(200);
        assertThat(client.create(TestClient.VALID_REQUEST.replace("At night", "x".repeat(1 << 20)))
                        .code())
                .isEqualTo(200);
        assertThat(client.create(TestClient.VALID_REQUEST.replace("At night", "\\u0000"))
                        .code())
                .isEqualTo(200);
    }

    @Test
    void rejectsABodyAboveTheSizeLimit(MockServer mock) {
        TestClient.Response response =
                new TestClient(mock).create(TestClient.VALID_REQUEST.replace("At night", "x".repeat(10 << 20)));

        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg()).isEqualTo("the request body must have at most 4194304 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,", "[],", "{\"a\":{}},"})
    void rejectsABodyOfManyTinyTokens(String element) {
        String elements = element.repeat((4 << 20) / element.length() - 100) + "0";

        TestClient.Response response = new TestClient(MOCK.server())
                .create(TestClient.VALID_REQUEST.replace("}", ",\"x\":[" + elements + "]}"));

        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg())
                .contains("must be JSON, but Token count (10001) exceeds the maximum allowed (10000)");
    }

    @Test
    void stopsReadingAnEndlessBody() throws IOException {
        String part = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
        try (RawConnection raw = new RawConnection(MOCK.server())) {
            raw.write(HEAD + "Transfer-Encoding: chunked\r\n\r\n");

            assertThatIOException().isThrownBy(() -> {
                for (int megabytes = 0; megabytes < 1024; megabytes++) {
                    raw.write(part);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/3.9\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n",
                "GET /\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/v1/modify/record-info?taskId=%zz HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\r\n",
                "GET /api/v1/modify/record-info?taskId=%ff%00 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            })
    void respondsToMalformedHttpInTheEnvelope(String request) throws IOException {
        try (RawConnection raw = new RawConnection(MOCK.server())) {
            String response = raw.write(request).endOutput().readAll();

            assertThat(response)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Content-Type: application/json")
                    .containsPattern("\\{\"code\":4\\d\\d,\"msg\":\"[^\"]")
                    .doesNotContain("<html", "\tat ", "Set-Cookie");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: abc\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
                "Transfer-Encoding: strange\r\n\r\n",
                "Content-Length: 100\r\n\r\n{\"prompt\"",
                "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"
            })
    void respondsToAMalformedBodyInTheEnvelopeOrClosesTheConnection(String rest) throws IOException {
        try (RawConnection raw = new RawConnection(MOCK.server())) {
            String response = raw.write(HEAD + rest).endOutput().readAll();

            assertThat(response).matches("(?s)|HTTP/1.1 200 .*\\{\"code\":4\\d\\d,.*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:1", "x:80"})
    void refusesATunnel(String target) throws IOException {
        try (RawConnection raw = new RawConnection(MOCK.server())) {
            String response = raw.write("CONNECT " + target + " HTTP/1.1\r\nHost: x:80\r\n\r\n")
                    .readAll();

            assertThat(response).startsWith("HTTP/1.1 4").contains("\r\nConnection: close\r\n", "\"code\":422");
        }
    }

    @Test
    void ignoresAnOverriddenMethod(MockServer mock) {
        assertThat(new TestClient(mock)
                        .read("x", "X-HTTP-Method-Override", "DELETE")
                        .msg())
                .doesNotContain("There is no");
    }

    @Test
    void saysThatItClosesTheConnection() throws IOException {
        try (RawConnection raw = new RawConnection(MOCK.server())) {
            assertThat(raw.write("GARBAGE\r\n\r\n").readAll()).contains("\r\nConnection: close\r\n");
        }
    }

    @Test
    void usesItsOwnAddressIfThereIsNoHostHeader(MockServer mock) throws IOException {
        try (RawConnection raw = new RawConnection(mock)) {
            assertThat(raw.write("GET /openapi.yaml HTTP/1.0\r\n\r\n").readAll())
                    .contains("  - url: \"" + mock.url() + "\"\n");
        }
        String id;
        try (RawConnection raw = new RawConnection(mock)) {
            String response = raw.write(RawConnection.createRequest("X: y", TestClient.VALID_REQUEST)
                            .replace("HTTP/1.1\r\nHost: localhost", "HTTP/1.0"))
                    .readAll();
            id = response.replaceFirst("(?s).*taskId\":\"(\\w+).*", "$1");
        }
        mock.advance(Duration.ofSeconds(3));

        assertThat(new TestClient(mock)
                        .read(id)
                        .data()
                        .at("/response/resultUrls/0")
                        .asString())
                .startsWith(mock.url() + "/results/");
    }

    @Test
    void respondsToHeadLikeGetWithoutTheBody(MockServer mock) throws IOException {
        String read =
                "%s " + TestClient.RECORD_INFO + "?taskId=x HTTP/1.1\r\nHost: localhost\r\nPrefer: status=401\r\n\r\n";
        String credit = "%s " + TestClient.CREDITS + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String health = "%s /__mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String page = "%s / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n";
        String document = "%s /openapi.yaml HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (String request : new String[] {read, credit, health, page, document}) {
            assertThat(responseHead(mock, request.formatted("HEAD")))
                    .isEqualTo(responseHead(mock, request.formatted("GET")));
        }
    }

    private static String responseHead(MockServer mock, String request) throws IOException {
        try (RawConnection raw = new RawConnection(mock)) {
            String response = raw.write(request).endOutput().readAll();
            int end = response.indexOf("\r\n\r\n");
            assertThat(response.length() == end + 4).isEqualTo(request.startsWith("HEAD"));
            return response.substring(0, end).replaceFirst("Date: .*\r\n", "");
        }
    }

    @Test
    void rejectsACompressedBody(MockServer mock) {
        assertThat(new TestClient(mock)
                        .create(TestClient.VALID_REQUEST, "Content-Encoding", "gzip")
                        .msg())
                .isEqualTo("Content-Encoding must be identity");
    }

    @Test
    void respondsToHugeHeadersInTheEnvelope(MockServer mock) throws IOException {
        try (RawConnection raw = new RawConnection(mock)) {
            String response = raw.write("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(100_000) + "\r\n\r\n")
                    .readUntil("}");

            assertThat(response).contains("\"code\":422");
        }
    }

    @Test
    void respondsToPipelinedRequestsInOrder(MockServer mock) throws IOException {
        String read = "GET " + TestClient.RECORD_INFO
                + "?taskId=x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nPrefer: " + "code=%d\r\n\r\n";
        try (RawConnection raw = new RawConnection(mock)) {
            String responses = raw.write(read.formatted(404) + read.formatted(500) + read.formatted(455))
                    .endOutput()
                    .readAll();

            assertThat(responses.lines().filter(line -> line.startsWith("{")))
                    .map(line -> line.substring(8, 11))
                    .containsExactly("404", "500", "455");
        }
    }

    @Test
    void closesIdleConnections() throws IOException {
        try (MockServer mock =
                        MockServer.builder().idleTimeout(Duration.ofMillis(50)).start();
                RawConnection silent = new RawConnection(mock);
                RawConnection partialHead = new RawConnection(mock).write("GET / HT");
                RawConnection partialBody = new RawConnection(mock).write(HEAD + "Content-Length: 10\r\n\r\n{");
                RawConnection noResponse = new RawConnection(mock)
                        .write(RawConnection.createRequest("Prefer: fault=no-response", TestClient.VALID_REQUEST))) {
            assertThat(silent.readAll()).isEmpty();
            assertThat(partialHead.readAll()).matches("(?s)|HTTP/1.1 200 .*\"code\":422.*");
            assertThat(partialBody.readAll()).matches("(?s)|HTTP/1.1 200 .*\"code\":422.*");
            assertThat(noResponse.readAll()).isEmpty();
        }
    }

    @Test
    void respondsWith404ToAnyMethodOnAnUnknownPath(MockServer mock) {
        TestClient client = new TestClient(mock);
        for (String method : new String[] {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"}) {
            for (String path : new String[] {"/", "/favicon.ico", "/api/v1/modify", "//", "/a%20b", "/%F0%9F%98%80"}) {
                assertThat(client.send(method, path, BodyPublishers.noBody()).code())
                        .isEqualTo(404);
            }
        }
    }
}
