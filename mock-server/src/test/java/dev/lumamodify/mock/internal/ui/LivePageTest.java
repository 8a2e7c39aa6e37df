package dev.lumamodify.mock.internal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.MockServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LivePageTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final MockServer mock = MockServer.builder().manualClock().start();

    @AfterEach
    void stop() {
        mock.close();
    }

    @Test
    void servesThePageToBrowsersAndAnEnvelopeToOtherClients() throws Exception {
        HttpResponse<String> page = send("GET", "/", "Accept", "text/html,*/*");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).startsWith("<!doctype html>").doesNotContain("http://", "https://");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';")
                        .doesNotContain("unsafe"));

        assertThat(send("GET", "/", "Accept", "*/*").body()).startsWith("{\"code\":404,");
    }

    @Test
    void servesEveryFileOfThePage() throws Exception {
        for (String file : files()) {
            HttpResponse<String> asset = send("GET", "/page/" + file, "Accept", "*/*");
            assertThat(asset.statusCode()).as(file).isEqualTo(200);
            assertThat(asset.headers().firstValue("Content-Type").orElseThrow())
                    .isEqualTo(file.endsWith("css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
            assertThat(asset.body()).doesNotContain("innerHTML", "document.write", "eval(");
        }
    }

    private static List<String> files() throws Exception {
        Path index = Path.of(LivePage.class.getResource("page/index.html").toURI());
        try (Stream<Path> files = Files.list(index.getParent())) {
            return files.filter(each -> !each.equals(index))
                    .map(each -> each.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void respondsToACallbackWithTheStatusInThePath() throws Exception {
        assertThat(send("POST", "/callback/200", "Accept", "*/*").statusCode()).isEqualTo(200);
        assertThat(send("POST", "/callback/503", "Accept", "*/*").statusCode()).isEqualTo(503);
        for (String path : List.of("/callback/199", "/callback/600", "/callback/x", "/callback/")) {
            assertThat(send("POST", path, "Accept", "*/*").body()).as(path).startsWith("{\"code\":404,");
        }
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(mock.url() + path))
                        .method(method, BodyPublishers.noBody())
                        .headers(headers)
                        .build(),
                BodyHandlers.ofString());
    }
}
