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
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class UploadTest {
    private static final String BASE64_PATH = "/api/file-base64-upload";
    private static final String URL_PATH = "/api/file-url-upload";
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private MockServer mock =
            MockServer.builder().manualClock().bodyBudget(1 << 20).start();
    private TestClient client = new TestClient(mock);

    @AfterEach
    void stop() {
        mock.close();
    }

    private void restart(MockServerBuilder builder) {
        mock.close();
        mock = builder.manualClock().start();
        client = new TestClient(mock);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] video() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(MockServer.class.getResourceAsStream("internal/files/result.mp4"))) {
            return in.readAllBytes();
        }
    }

    private TestClient.Response upload(byte[] content, String name, String... headers) {
        return new Multipart().file("file", content).field("fileName", name).send(client, headers);
    }

    private String url(byte[] content) {
        return upload(content, "a.bin").data().path("downloadUrl").asString();
    }

    private TestClient.Response post(String path, Object body) {
        return client.send(
                "POST",
                path,
                BodyPublishers.ofString(new JsonMapper().writeValueAsString(body)),
                "Content-Type",
                "application/json");
    }

    private static HttpResponse<byte[]> get(String url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private TestClient.Response create(String videoUrl) {
        return client.create("{\"prompt\":\"At night\",\"videoUrl\":\"" + videoUrl + "\"}");
    }

    /** The server has memory for bodies of 1 MiB only. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 << 20})
    void returnsTheBytesOfAFile(int size) throws Exception {
        byte[] content = random(size);

        TestClient.Response response = upload(content, "a.bin");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().path("success").asBoolean()).isTrue();
        assertThat(response.data().path("fileSize").asLong()).isEqualTo(size);
        HttpResponse<byte[]> file = get(response.data().path("downloadUrl").asString());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(content);
    }

    /** Contents that look like the boundary, at the ends of the buffers of the parser too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n--next-par",
                "\r",
                "\n\r\n",
                "-----next-part--",
                "\r\n--next-part-",
                "\r\n--next-pa\r\n--next-par"
            })
    void returnsContentThatResemblesTheBoundary(String text) throws Exception {
        byte[] content = text.replace("part-", "pxrt").repeat(40_000).getBytes(StandardCharsets.UTF_8);

        assertThat(get(url(content)).body()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100%.mp4",
                "a b+c.mp4",
                "?#&;=.mp4",
                "%2e%2e%2f",
                "\"'<x>.html",
                "日本語 😀.mp4",
                "...",
                ".a",
                "%",
                "e\u0301"
            })
    void keepsTheNameOfAFile(String name) throws Exception {
        TestClient.Response response = new Multipart()
                .field("fileName", name)
                .file("file", CONTENT)
                .field("uploadPath", "x y/ü%")
                .send(client);

        assertThat(response.data().path("fileName").asString()).isEqualTo(name);
        assertThat(response.data().path("filePath").asString()).isEqualTo("x y/ü%/" + name);
        assertThat(get(response.data().path("downloadUrl").asString()).body()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @CsvSource({
        "a/../../b, x",
        ".., x",
        "a//b, x",
        "'a\\b', x",
        "., x",
        "a, ..",
        "a, b/c",
        "a, ../../etc/passwd",
        "a, 'b\\c'",
        "a, '\u0000'"
    })
    void rejectsANameThatLeavesItsFolder(String uploadPath, String fileName) {
        TestClient.Response response = new Multipart()
                .field("uploadPath", uploadPath)
                .field("fileName", fileName)
                .file("file", CONTENT)
                .send(client);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.msg()).startsWith(uploadPath.equals("a") ? "fileName must" : "uploadPath must");
        assertThat(mock.uploads()).isEmpty();
    }

    @Test
    void namesAFileByItsContent() throws Exception {
        String name = new Multipart()
                .file("file", video())
                .send(client)
                .data()
                .path("fileName")
                .asString();

        assertThat(name).matches("[0-9a-f-]{36}\\.mp4");
    }

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a0000000d49484452, image/png",
        "474946383961, image/gif",
        "ffd8ffe000104a464946, image/jpeg",
        "255044462d312e37, application/pdf",
        "3c68746d6c3e, text/plain",
        "c3, text/plain",
        "ff00, application/octet-stream"
    })
    void detectsTheTypeByTheContent(String hex, String type) throws Exception {
        byte[] content = HexFormat.of().parseHex(hex);
        TestClient.Response response = upload(content, "a.html");

        assertThat(response.data().path("mimeType").asString()).isEqualTo(type);
        HttpResponse<byte[]> file = get(response.data().path("downloadUrl").asString());
        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(file.headers().firstValue("Content-Disposition")).hasValue("attachment");
        assertThat(file.headers().firstValue("Content-Security-Policy")).hasValue("sandbox; default-src 'none'");
    }

    @Test
    void rejectsInvalidBodies() {
        assertThat(new Multipart().file("video", CONTENT).send(client).msg()).isEqualTo("file is required");
        assertThat(new Multipart().send(client).msg()).isEqualTo("file is required");
        assertThat(new Multipart()
                        .file("file", CONTENT)
                        .file("file", CONTENT)
                        .send(client)
                        .msg())
                .isEqualTo("file must be given once");
        assertThat(new Multipart()
                        .field("uploadPath", "x".repeat(20_000))
                        .file("file", CONTENT)
                        .send(client)
                        .msg())
                .isEqualTo("uploadPath must have at most 16384 bytes");
        assertThat(new Multipart()
                        .field("uploadPath", "/a")
                        .file("file", CONTENT)
                        .send(client)
                        .msg())
                .isEqualTo("uploadPath must not begin or end with a slash");
        assertThat(upload(CONTENT, "a", "Content-Type", "multipart/form-data").msg())
                .isEqualTo("Content-Type must have a boundary");
        assertThat(upload(CONTENT, "a", "Content-Type", "multipart/form-data; boundary=")
                        .msg())
                .isEqualTo("Content-Type must have a boundary");
        assertThat(upload(CONTENT, "a", "Content-Type", "text/plain").msg())
                .isEqualTo("Content-Type must be multipart/form-data");
        TestClient.Response incomplete = client.send(
                "POST",
                Multipart.PATH,
                BodyPublishers.ofByteArray(new Multipart().file("file", CONTENT).incomplete()),
                "Content-Type",
                Multipart.CONTENT_TYPE);
        assertThat(incomplete.status()).isEqualTo(400);
        assertThat(incomplete.msg()).startsWith("the request body must be multipart");
        assertThat(incomplete.body().path("success").asBoolean(true)).isFalse();
        assertThat(mock.uploads()).isEmpty();
    }

    @Test
    void errorsHaveTheEnvelopeOfUploads() {
        assertThat(upload(CONTENT, "a", "Authorization", "Basic x").body().toString())
                .isEqualTo(
                        "{\"success\":false,\"code\":401,\"msg\":\"You do not have access permissions\",\"data\":null}");
        TestClient.Response wrongMethod = client.send("PUT", BASE64_PATH, BodyPublishers.noBody());
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.body().toString())
                .isEqualTo("{\"success\":false,\"code\":405,\"msg\":\"Method not allowed\",\"data\":null}");
        assertThat(wrongMethod.http().headers().firstValue("Allow")).hasValue("POST");
        TestClient.Response preferred = upload(CONTENT, "a", "Prefer", "code=500");
        assertThat(preferred.status()).isEqualTo(500);
        assertThat(preferred.msg()).isEqualTo("Server error");
        assertThat(upload(CONTENT, "a", "Prefer", "status=429").code()).isEqualTo(500);
        assertThat(upload(CONTENT, "a", "Prefer", "outcome=success").code()).isEqualTo(400);
        assertThat(mock.uploads()).isEmpty();
    }

    @Test
    void failureOfTheServerHasTheEnvelopeOfUploads() {
        AtomicBoolean failed = new AtomicBoolean();
        mock.runtime.requests().addListener(request -> {
            if (!failed.getAndSet(true)) {
                throw new IllegalStateException("test");
            }
        });

        TestClient.Response response = upload(CONTENT, "a");
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body().toString())
                .isEqualTo("{\"success\":false,\"code\":500,\"msg\":\"The mock server failed; see its log\","
                        + "\"data\":null}");
    }

    @Test
    void storesBase64() throws Exception {
        String base64 = Base64.getMimeEncoder(4, new byte[] {'\n', ' '}).encodeToString(CONTENT);
        for (String text : List.of(base64, "data:text/html;charset=utf-8;base64," + base64, "DATA:;BASE64," + base64)) {
            TestClient.Response response = post(BASE64_PATH, Map.of("base64Data", text));

            assertThat(response.status()).as(text).isEqualTo(200);
            assertThat(response.data().path("mimeType").asString()).isEqualTo("text/plain");
            assertThat(get(response.data().path("downloadUrl").asString()).body())
                    .isEqualTo(CONTENT);
        }
        for (String invalid : List.of("!", "data:text/plain,abcd", "data:;base64", "ab=c", "日本")) {
            TestClient.Response response = post(BASE64_PATH, Map.of("base64Data", invalid));

            assertThat(response.status()).as(invalid).isEqualTo(400);
            assertThat(response.msg()).isEqualTo("base64Data must be Base64, or a data URL with Base64");
        }
    }

    @Test
    void limitsTheSizeOfBase64() {
        restart(MockServer.builder());
        String limit = Base64.getEncoder().encodeToString(new byte[10 << 20]);
        assertThat(post(BASE64_PATH, Map.of("base64Data", limit)).status()).isEqualTo(200);
        assertThat(post(BASE64_PATH, Map.of("base64Data", limit.replaceFirst("==$", "AAAA")))
                        .msg())
                .isEqualTo("base64Data must have at most 10485760 bytes");
    }

    @Test
    void copiesAFileFromAUrl() throws Exception {
        byte[] content = random(5 << 20);
        TestClient.Response response =
                post(URL_PATH, Map.of("fileUrl", url(content), "fileName", "copy.bin", "uploadPath", "a/b"));

        assertThat(response.data().path("filePath").asString()).isEqualTo("a/b/copy.bin");
        assertThat(get(response.data().path("downloadUrl").asString()).body()).isEqualTo(content);
        TestClient.Response missing = post(URL_PATH, Map.of("fileUrl", mock.url() + "/uploads/x"));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.msg())
                .isEqualTo(
                        "fileUrl must be the URL of a file that can be downloaded, but its server responded with HTTP 404");
    }

    @Test
    void fetchesOnlyFromNamedHostsIfNotBoundToLoopback() {
        restart(MockServer.builder().host("0.0.0.0").callbackHost("example.com"));

        assertThat(post(URL_PATH, Map.of("fileUrl", mock.url().replace("0.0.0.0", "127.0.0.1")))
                        .msg())
                .endsWith("127.0.0.1 is not one of the allowed callback hosts");
    }

    @Test
    void replacesTheFileOfAnAccountThatHasTheSamePath() throws Exception {
        String first = url(CONTENT);
        String other = upload(CONTENT, "a.bin", "Authorization", "Bearer another")
                .data()
                .path("downloadUrl")
                .asString();
        byte[] changed = random(100);

        assertThat(url(changed)).isEqualTo(first).isNotEqualTo(other);
        assertThat(get(first).body()).isEqualTo(changed);
        assertThat(get(other).body()).isEqualTo(CONTENT);
        assertThat(mock.uploads()).hasSize(2);
    }

    @Test
    void deletesAFileAfter24Hours() throws Exception {
        String url = url(video());
        mock.advance(Duration.ofHours(24));
        assertThat(get(url).statusCode()).isEqualTo(200);
        assertThat(create(url).code()).isEqualTo(200);

        mock.advance(Duration.ofMillis(1));
        assertThat(get(url).statusCode()).isEqualTo(404);
        assertThat(mock.uploads()).isEmpty();
        TestClient.Response rejected = create(url);
        assertThat(rejected.code()).isEqualTo(422);
        assertThat(rejected.msg()).isEqualTo("videoUrl is an upload that does not exist or has expired");
        // Under another name of the same server.
        assertThat(create(url.replace("127.0.0.1", "localhost")).msg()).isEqualTo(rejected.msg());
    }

    @Test
    void createRequestNeedsAnExistingUploadOfThisServerOnly() {
        assertThat(create(mock.url() + "/uploads/x/a.mp4").code()).isEqualTo(422);
        assertThat(create("https://example.com/uploads/x/a.mp4").code()).isEqualTo(200);
    }
}
