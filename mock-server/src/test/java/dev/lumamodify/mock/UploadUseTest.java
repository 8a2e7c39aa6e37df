package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What can be done with uploaded files. */
final class UploadUseTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final MockServer mock = MockServer.builder()
            .manualClock()
            .validateVideos()
            .credits(7)
            .rateLimit(1, Duration.ofSeconds(10))
            .cors("http://localhost:3000")
            .start();
    private final TestClient client = new TestClient(mock);

    @AfterEach
    void stop() {
        mock.close();
    }

    private JsonNode upload(byte[] content, String name) {
        return new Multipart()
                .file("file", content)
                .field("fileName", name)
                .send(client)
                .data();
    }

    private String text() {
        return upload("0123456789".getBytes(StandardCharsets.US_ASCII), "a b.txt")
                .path("downloadUrl")
                .asString();
    }

    private String video() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(MockServer.class.getResourceAsStream("internal/files/result.mp4"))) {
            return upload(in.readAllBytes(), "a.mp4").path("downloadUrl").asString();
        }
    }

    private TestClient.Response create(String videoUrl) {
        return client.create("{\"prompt\":\"At night\",\"videoUrl\":\"" + videoUrl + "\"}");
    }

    private static HttpResponse<String> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 206, 0123",
        "bytes=7-, 206, 789",
        "bytes=-2, 206, 89",
        "bytes=5-90, 206, 56789",
        "x=1-2, 200, 0123456789"
    })
    void servesARange(String range, int status, String body) throws Exception {
        HttpResponse<String> response = get(text(), "Range", range);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void servesConditionalRequestsAndHead() throws Exception {
        String url = text();
        String etag = get(url).headers().firstValue("ETag").orElseThrow();

        assertThat(get(url, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(get(url, "Range", "bytes=10-").statusCode()).isEqualTo(416);
        HttpResponse<String> head = HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).hasValue("10");
        assertThat(head.body()).isEmpty();
        text();
        assertThat(get(url, "If-None-Match", etag).statusCode()).isEqualTo(200);
    }

    @Test
    void uploadsCostNothingAndHaveNoRateLimit() throws Exception {
        text();
        text();
        String url = video();

        assertThat(client.send("GET", TestClient.CREDITS, BodyPublishers.noBody())
                        .data()
                        .asLong())
                .isEqualTo(7);
        assertThat(create(url).code()).isEqualTo(200);
    }

    @Test
    void validatesAnUploadWithoutTheNetwork() throws Exception {
        assertThat(create(text()).msg()).isEqualTo("videoUrl must be mp4 or mov or avi, but is of type Unknown");
        assertThat(create(video()).code()).isEqualTo(200);
    }

    @Test
    void downloadLinkWorksFor20Minutes() throws Exception {
        String url = text();
        String link = link(url).data().asString();
        assertThat(link).startsWith(url + "?");

        mock.advance(Duration.ofMinutes(20));
        assertThat(get(link).body()).isEqualTo("0123456789");
        mock.advance(Duration.ofMillis(1));
        assertThat(get(link).statusCode()).isEqualTo(410);
        assertThat(get(link(link).data().asString()).statusCode()).isEqualTo(200);
        assertThat(link(url.replace("127.0.0.1", "example.com")).code()).isEqualTo(422);
        mock.advance(Duration.ofHours(24));
        assertThat(link(url).code()).isEqualTo(422);
    }

    private TestClient.Response link(String url) {
        return client.send(
                "POST",
                TestClient.DOWNLOAD_URL,
                BodyPublishers.ofString("{\"url\":\"" + url + "\"}"),
                "Content-Type",
                "application/json");
    }

    @Test
    void journalContainsTheSizeInsteadOfTheBytes() {
        upload("the secret content".getBytes(StandardCharsets.US_ASCII), "a.txt");

        assertThat(mock.requests()).singleElement().satisfies(request -> {
            assertThat(request.operation()).isEqualTo("uploadFile");
            assertThat(request.body())
                    .matches("multipart/form-data with \\d+ bytes, \\{\"fileName\":\"a.txt\",\"file\":null}");
        });
    }

    @Test
    void faultsAndQueuedPreferencesApplyToUploads() throws Exception {
        mock.enqueue("uploadFile", "fault=html");
        HttpRequest request = HttpRequest.newBuilder(URI.create(mock.url() + Multipart.PATH))
                .header("Authorization", "Bearer test")
                .header("Content-Type", Multipart.CONTENT_TYPE)
                .POST(BodyPublishers.ofByteArray(
                        new Multipart().file("file", new byte[1]).complete()))
                .build();

        assertThat(HTTP.send(request, BodyHandlers.ofString()).body()).startsWith("<!doctype html>");
        assertThat(mock.uploads()).hasSize(1);
    }

    @Test
    void pagesOfAllowedOriginsMayUpload() throws Exception {
        String origin = "http://localhost:3000";

        assertThat(get(text(), "Origin", origin).headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue(origin);
        assertThat(new Multipart()
                        .send(client, "Origin", "http://foreign.example")
                        .http()
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(new Multipart()
                        .send(client, "Origin", origin)
                        .http()
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .hasValue(origin);
    }

    @Test
    void adminApiListsUploads() {
        text();

        JsonNode upload = client.getAdmin("/uploads").path(0);
        UploadedFile expected = mock.uploads().get(0);
        assertThat(upload.path("path").asString()).isEqualTo("a b.txt").isEqualTo(expected.path());
        assertThat(upload.path("size").asLong()).isEqualTo(10).isEqualTo(expected.size());
        assertThat(upload.path("mediaType").asString()).isEqualTo("text/plain").isEqualTo(expected.mediaType());
        assertThat(upload.path("url").asString()).isEqualTo(expected.url());
        assertThat(upload.path("account").asString()).isEqualTo(expected.account());
        assertThat(expected.expiresAt()).isEqualTo(expected.uploadedAt().plus(Duration.ofHours(24)));
    }

    @Test
    void resetAndCloseDeleteTheFiles() throws Exception {
        String url = text();
        Path content = mock.runtime.uploadedFiles().all().get(0).content();
        assertThat(content).hasContent("0123456789");

        mock.reset();
        assertThat(content).doesNotExist();
        assertThat(get(url).statusCode()).isEqualTo(404);
        assertThat(create(url).code()).isEqualTo(422);

        text();
        mock.close();
        assertThat(Files.exists(Objects.requireNonNull(content.getParent()))).isFalse();
    }
}
