package dev.lumamodify.mock.internal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.RawConnection;
import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminGuardTest {
    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(
            MockServer.builder().adminHost("Mock.test").adminHost("mock_1").adminHost("2001:DB8:0::7"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.nip.example",
                "192.168.1.7",
                "[::2]",
                "mock.test.evil.example",
                "xlocalhost"
            })
    void rejectsAForeignHost(String host) throws IOException {
        assertThat(send("GET", "/__mock/settings", "Host: " + host)).startsWith("HTTP/1.1 403 ");
        assertThat(send("POST", "/__mock/reset", "Host: " + host + ":80")).startsWith("HTTP/1.1 403 ");
        assertThat(send("GET", "/__mock", "Host: " + host)).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:%d",
                "127.0.0.1:%d",
                "[::1]",
                "[0:0:0:0:0:0:0:1]:%d",
                "[::ffff:127.0.0.1]:%d",
                "mock.test:9000",
                "[2001:db8::7]"
            })
    void acceptsItsOwnHostNames(String host) throws IOException {
        int port = URI.create(MOCK.url()).getPort();

        assertThat(send("GET", "/__mock/health", "Host: " + host.formatted(port)))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void rejectsARequestWithoutAHost() throws IOException {
        try (RawConnection raw = new RawConnection(MOCK.server())) {
            assertThat(raw.write("GET /__mock/health HTTP/1.0\r\n\r\n").readAll())
                    .startsWith("HTTP/1.1 403 ")
                    .contains("{\"error\":\"Host is required\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "null", "https://localhost", "http://localhost:1", "http://127.0.0.1"})
    void rejectsAForeignOrigin(String origin) throws IOException {
        String response = send("POST", "/__mock/reset", "Host: localhost\r\nOrigin: " + origin);

        assertThat(response).startsWith("HTTP/1.1 403 ").contains("{\"error\":\"Origin");
    }

    @Test
    void acceptsItsOwnOrigin() throws IOException {
        assertThat(send("GET", "/__mock/health", "Host: localhost\r\nOrigin: http://localhost"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource({
        "mock.test, https://mock.test",
        "mock.test, https://Mock.Test:8443",
        "mock_1:8080, http://mock_1:8080",
        "[2001:db8::7], https://[2001:db8::7]",
        "localhost:8080, https://mock.test"
    })
    void acceptsAPageOfAnAdminHostBehindAProxy(String host, String origin) throws IOException {
        String headers = "Host: " + host + "\r\nOrigin: " + origin + "\r\nSec-Fetch-Site: same-origin";

        assertThat(send("POST", "/__mock/reset", headers)).startsWith("HTTP/1.1 200 ");
        assertThat(send("GET", "/api/v1/chat/credit", "Authorization: Bearer x\r\n" + headers))
                .contains("{\"code\":200,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mock.test.evil.example", "https://mock.test@evil.example", "https://xmock.test"})
    void rejectsAPageOfAnotherHostBehindAProxy(String origin) throws IOException {
        assertThat(send("POST", "/__mock/reset", "Host: mock.test\r\nOrigin: " + origin))
                .startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void rejectsARequestThatAnotherSiteEmbeds(String site) throws IOException {
        String fetch =
                "Host: localhost\r\nAccept: text/event-stream\r\nSec-Fetch-Site: " + site + "\r\nSec-Fetch-Mode: ";

        assertThat(send("GET", "/__mock/events", fetch + "no-cors")).startsWith("HTTP/1.1 403 ");
        assertThat(send("GET", "/__mock/health", fetch + "no-cors")).startsWith("HTTP/1.1 403 ");
        assertThat(send("GET", "/__mock/health", fetch + "navigate")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://localhost.evil.example", "file://", "http://"})
    void apiRejectsAPageOfAnotherHost(String origin) throws IOException {
        for (String path : new String[] {"/api/v1/modify/record-info?taskId=x", "/api/v1/chat/credit"}) {
            assertThat(send("GET", path, "Host: rebound.example\r\nOrigin: " + origin))
                    .contains("{\"code\":422,\"msg\":\"Origin " + origin + " is not allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "https://127.0.0.1", "http://[::1]:5173", "http://mock.test:9000"})
    void apiAcceptsAPageOfAKnownHost(String origin) throws IOException {
        assertThat(send(
                        "GET",
                        "/api/v1/chat/credit",
                        "Host: api.example\r\nAuthorization: Bearer x\r\nOrigin: " + origin))
                .contains("{\"code\":200,");
    }

    @Test
    void servesTheApiUnderAnyHost() throws IOException {
        assertThat(send("GET", "/api/v1/modify/record-info?taskId=x", "Host: api.example"))
                .startsWith("HTTP/1.1 200 ");
    }

    private static String send(String method, String path, String headers) throws IOException {
        try (RawConnection raw = new RawConnection(MOCK.server())) {
            return raw.write(method + " " + path + " HTTP/1.1\r\n" + headers
                            + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                    .readAll();
        }
    }
}
