package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page of another origin, in a real browser. */
@Tag("browser")
final class CorsBrowserTest {
    private static final String FETCH = """
            const done = arguments[arguments.length - 1];
            fetch(arguments[0], arguments[1])
              .then(async response => done([response.headers.get('Retry-After'), await response.text()].join(' ')))
              .catch(error => done(`${error}`));
            """;

    private final HttpServer application;

    CorsBrowserTest() throws IOException {
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Application</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        application.start();
    }

    @AfterEach
    void stop() {
        application.stop(0);
    }

    @Test
    void onlyThePageOfAnAllowedOriginUsesTheApi() {
        String origin = "http://127.0.0.1:" + application.getAddress().getPort();
        try (Browser browser = Browser.open();
                MockServer mock = MockServer.builder().cors(origin).start();
                MockServer closed = MockServer.start()) {
            browser.driver.get(origin);

            assertThat(create(browser, mock, "code=429")).startsWith("1 {\"code\":429");
            assertThat(create(browser, mock, "outcome=success")).contains("taskId");
            assertThat(fetch(browser, mock.url() + "/results/x.mp4", "GET")).contains("\"code\":404");
            assertThat(fetch(browser, mock.url() + "/__mock/settings", "GET")).contains("Failed to fetch");
            assertThat(fetch(browser, mock.url() + "/__mock/reset", "POST")).contains("Failed to fetch");
            assertThat(create(browser, closed, "code=429")).contains("Failed to fetch");
            assertThat(closed.requests()).extracting(RecordedRequest::method).containsExactly("OPTIONS");
        }
    }

    private static String create(Browser browser, MockServer mock, String prefer) {
        return String.valueOf(browser.driver.executeAsyncScript(
                FETCH,
                mock.url() + TestClient.GENERATE,
                Map.of(
                        "method",
                        "POST",
                        "body",
                        TestClient.VALID_REQUEST,
                        "headers",
                        Map.of("Authorization", "Bearer x", "Content-Type", "application/json", "Prefer", prefer))));
    }

    private static String fetch(Browser browser, String url, String method) {
        return String.valueOf(browser.driver.executeAsyncScript(
                FETCH, url, Map.of("method", method, "headers", Map.of("Range", "bytes=0-9", "If-Range", "x"))));
    }
}
