package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorsTest {
    private static final String APP = "Origin: https://app.example\r\n";
    private static final String PREFLIGHT = APP + "Access-Control-Request-Method: POST\r\n"
            + "Access-Control-Request-Headers: authorization,content-type,prefer\r\n";
    private static final String READ = TestClient.RECORD_INFO + "?taskId=x";
    private static final String ALLOWED = "\r\nAccess-Control-Allow-Origin: https://app.example\r\n";

    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(
            MockServer.builder().manualClock().cors("https://App.example").cors("capacitor://localhost"));

    @ParameterizedTest
    @ValueSource(
            strings = {TestClient.GENERATE, TestClient.RECORD_INFO, TestClient.CREDITS, "/results/x.mp4", "/unknown"})
    void respondsToAPreflightRequest(String path) throws IOException {
        assertThat(send("OPTIONS", path, PREFLIGHT))
                .startsWith("HTTP/1.1 204 ")
                .contains(
                        ALLOWED,
                        "\r\nVary: Origin\r\n",
                        "\r\nAccess-Control-Allow-Methods: POST\r\n",
                        "\r\nAccess-Control-Allow-Headers: authorization,content-type,prefer\r\n");
        assertThat(MOCK.server().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Prefer: code=200",
                "Prefer: code=429",
                "Prefer: status=500",
                "Prefer: status=404",
                "Prefer: code=999",
                "Prefer: fault=malformed",
                "Prefer: fault=html",
                "Prefer: fault=truncate",
                "X: without a key"
            })
    void permitsToReadEveryResponse(String header) throws IOException {
        assertThat(send("GET", READ, APP + header + "\r\n"))
                .contains(
                        ALLOWED,
                        "\r\nVary: Origin\r\n",
                        "\r\nAccess-Control-Expose-Headers: Accept-Ranges, Content-Range, ETag,"
                                + " Preference-Applied, Retry-After\r\n");
        assertThat(send("GET", "/results/x.mp4", APP)).contains(ALLOWED);
        assertThat(send("GET", TestClient.CREDITS, APP)).contains(ALLOWED);
        assertThat(send("PUT", "/unknown", APP)).contains(ALLOWED, "\"code\":404");
    }

    @Test
    void permitsToReadADelayedResponse() throws IOException {
        try (RawConnection raw = new RawConnection(MOCK.server())) {
            raw.write("GET " + READ + " HTTP/1.1\r\nHost: x\r\nPrefer: code=200, delay=1s\r\n" + APP
                    + "Connection: close\r\n\r\n");
            MOCK.server().awaitRequests("recordInfo", 1, Duration.ofMinutes(1));
            MOCK.server().advance(Duration.ofSeconds(1));

            assertThat(raw.readAll()).contains(ALLOWED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example:444", "http://app.example", "https://app.example.evil", "null"})
    void permitsNothingToAnotherOrigin(String origin) throws IOException {
        String headers = PREFLIGHT.replace("https://app.example", origin);

        assertThat(send("OPTIONS", TestClient.GENERATE, headers))
                .contains("\r\nVary: Origin\r\n", "\"code\":404")
                .doesNotContain("Access-Control");
        assertThat(send("GET", READ, headers))
                .contains("\"msg\":\"Origin " + origin + " is not allowed; see --cors and --admin-host\"")
                .doesNotContain("Access-Control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/__mock", "/__mock/settings", "/__mock/unknown"})
    void permitsNothingOfTheAdminApi(String path) throws IOException {
        assertThat(send("GET", path, APP)).doesNotContain("Access-Control", "taskDuration");
        assertThat(send("OPTIONS", path, PREFLIGHT)).doesNotContain("Access-Control");
    }

    @Test
    void permitsEveryOrigin() throws IOException {
        new TestClient(MOCK.server()).sendAdmin("PUT", "/settings", "{\"cors\":[\"any\"]}");

        assertThat(new TestClient(MOCK.server()).getAdmin("/settings").path("cors"))
                .hasToString("[\"*\"]");
        assertThat(send("GET", READ + "&x", "Origin: null\r\nPrefer: code=200\r\n"))
                .contains("\r\nAccess-Control-Allow-Origin: null\r\n", "\"code\":200");
    }

    @Test
    void isOffByDefault() throws IOException {
        new TestClient(MOCK.server()).sendAdmin("PUT", "/settings", "{\"cors\":[]}");

        assertThat(send("OPTIONS", TestClient.GENERATE, PREFLIGHT))
                .contains("\"code\":404")
                .doesNotContain("Access-Control", "Vary");
        assertThat(send("GET", READ, "Origin: http://localhost\r\n")).doesNotContain("Access-Control", "Vary");
    }

    @Test
    void ignoresAnOptionsRequestThatIsNoPreflight() throws IOException {
        assertThat(send("OPTIONS", TestClient.GENERATE, APP)).contains(ALLOWED, "\"code\":404");
    }

    private static String send(String method, String path, String headers) throws IOException {
        try (RawConnection raw = new RawConnection(MOCK.server())) {
            return raw.write(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                            + "Connection: close\r\nContent-Length: 0\r\n\r\n")
                    .readAll();
        }
    }
}
