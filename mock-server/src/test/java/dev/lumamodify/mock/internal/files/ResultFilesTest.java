package dev.lumamodify.mock.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.mp4.Mp4MetadataReader;
import com.drew.metadata.mp4.Mp4Directory;
import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.TestClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultFilesTest {
    private static final Duration TASK_DURATION = Duration.ofMinutes(3);
    private static final MockServer MOCK =
            MockServer.builder().manualClock().taskDuration(TASK_DURATION).start();
    private static final TestClient CLIENT = new TestClient(MOCK);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private String url = "";

    @BeforeEach
    void createResult() {
        url = createResultUrl("");
    }

    @AfterAll
    static void stop() {
        MOCK.close();
    }

    @Test
    void servesAVideoOfFourSeconds() throws Exception {
        HttpResponse<byte[]> whole = fetch("GET");

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(whole.body().length);
        assertThat(whole.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(whole.headers().firstValue("ETag")).isPresent();
        assertThat(seconds(whole.body())).isEqualTo(4);
    }

    @Test
    void respondsToHeadWithTheHeadersOfGet() throws Exception {
        HttpResponse<byte[]> head = fetch("HEAD");
        HttpResponse<byte[]> get = fetch("GET");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String header : new String[] {"Content-Type", "Content-Length", "ETag", "Accept-Ranges"}) {
            assertThat(head.headers().firstValue(header))
                    .as(header)
                    .isEqualTo(get.headers().firstValue(header));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=5-9, 5, 9",
        "bytes=100-, 100, -1",
        "bytes=-8, -8, -1",
        "bytes=7-999999999, 7, -1"
    })
    void servesAByteRange(String range, int first, int last) throws Exception {
        byte[] whole = fetch("GET").body();
        int from = first < 0 ? whole.length + first : first;
        int to = last < 0 ? whole.length + last : last;

        HttpResponse<byte[]> part = fetch("GET", "Range", range);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range"))
                .contains("bytes " + from + "-" + to + "/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, from, to + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=999999999999999999-", "bytes=-0"})
    void rejectsARangeOutsideTheFileWithItsLength(String range) throws Exception {
        int length = fetch("GET").body().length;

        HttpResponse<byte[]> rejected = fetch("GET", "Range", range);

        assertThat(rejected.statusCode()).isEqualTo(416);
        assertThat(rejected.headers().firstValue("Content-Range")).contains("bytes */" + length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=9-5", "bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=9999999999999999999-", "nonsense"})
    void ignoresAnythingButASingleByteRange(String range) throws Exception {
        assertThat(fetch("GET", "Range", range).statusCode()).isEqualTo(200);
    }

    @Test
    void servesTheWholeFileIfIfRangeDoesNotMatch() throws Exception {
        String tag = fetch("HEAD").headers().firstValue("ETag").orElseThrow();

        assertThat(fetch("GET", "Range", "bytes=5-9", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(fetch("GET", "Range", "bytes=5-9", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void respondsWith304IfTheEtagMatches() throws Exception {
        String tag = fetch("HEAD").headers().firstValue("ETag").orElseThrow();

        for (String tags : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
            assertThat(fetch("GET", "If-None-Match", tags).statusCode())
                    .as(tags)
                    .isEqualTo(304);
        }
        assertThat(fetch("GET", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void storesTheWatermarkInTheCommentTag() throws Exception {
        byte[] plain = fetch("GET").body();
        url = createResultUrl("Zoë's mark ☂");
        HttpResponse<byte[]> marked = fetch("GET");

        assertThat(new String(marked.body(), StandardCharsets.UTF_8)).endsWith("Zoë's mark ☂");
        assertThat(seconds(marked.body())).isEqualTo(4);
        assertThat(comment(marked.body())).isEqualTo("Zoë's mark ☂");
        assertThat(comment(plain)).isNull();
        assertThat(marked.headers().firstValue("ETag"))
                .isNotEqualTo(fetchUrl(createResultUrl("")).headers().firstValue("ETag"));
    }

    @Test
    void respondsWith404UnlessTheTaskHasSucceeded() throws Exception {
        String inProgress = CLIENT.createTask("""
                {"prompt":"At night","videoUrl":"https://example.com/a.mp4"}""");
        for (String path : new String[] {"/results/nothing.mp4", "/results/" + inProgress + ".mp4", "/results/x"}) {
            HttpResponse<byte[]> response = fetchUrl(MOCK.url() + path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(new String(response.body(), StandardCharsets.UTF_8))
                    .contains("\"code\":404", "There is no result");
        }
    }

    @Test
    void respondsWith410After14Days() throws Exception {
        MOCK.advance(Duration.ofDays(14));
        assertThat(fetch("GET").statusCode()).isEqualTo(200);

        MOCK.advance(Duration.ofMillis(1));
        HttpResponse<byte[]> gone = fetch("GET");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(new String(gone.body(), StandardCharsets.UTF_8)).contains("results are kept for 14 days");
    }

    private String createResultUrl(String watermark) {
        String id = CLIENT.createTask("""
                {"prompt":"At night","videoUrl":"https://example.com/a.mp4","watermark":"%s"}""".formatted(watermark));
        MOCK.advance(TASK_DURATION);
        return CLIENT.read(id).data().at("/response/resultUrls/0").asString();
    }

    private HttpResponse<byte[]> fetch(String method, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> fetchUrl(String resultUrl) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(resultUrl)).build(), BodyHandlers.ofByteArray());
    }

    private static double seconds(byte[] video) {
        return Mp4MetadataReader.readMetadata(new ByteArrayInputStream(video))
                .getFirstDirectoryOfType(Mp4Directory.class)
                .getDoubleObject(Mp4Directory.TAG_DURATION_SECONDS);
    }

    private static String comment(byte[] video) {
        return Mp4MetadataReader.readMetadata(new ByteArrayInputStream(video))
                .getFirstDirectoryOfType(Mp4Directory.class)
                .getString(Mp4Directory.TAG_COMMENT);
    }
}
