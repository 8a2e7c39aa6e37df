package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.mp4.Mp4MetadataReader;
import com.drew.metadata.mp4.Mp4Directory;
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
    private static final Duration TASK_TIME = Duration.ofMinutes(3);
    private static final MockServer MOCK =
            MockServer.builder().manualClock().taskDuration(TASK_TIME).start();
    private static final TestClient CALLER = new TestClient(MOCK);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private String url = "";

    @BeforeEach
    void succeed() {
        url = succeeded("");
    }

    @AfterAll
    static void stop() {
        MOCK.close();
    }

    @Test
    void aResultIsAVideoOfFourSeconds() throws Exception {
        HttpResponse<byte[]> whole = fetch("GET");

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(whole.body().length);
        assertThat(whole.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(whole.headers().firstValue("ETag")).isPresent();
        assertThat(seconds(whole.body())).isEqualTo(4);
    }

    @Test
    void headTellsTheSameWithoutTheVideo() throws Exception {
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
    void rangesAreParts(String range, int first, int last) throws Exception {
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
    @ValueSource(strings = {"bytes=999999999-", "bytes=-0"})
    void rangesOutsideAreRefusedWithTheLength(String range) throws Exception {
        int length = fetch("GET").body().length;

        HttpResponse<byte[]> refused = fetch("GET", "Range", range);

        assertThat(refused.statusCode()).isEqualTo(416);
        assertThat(refused.headers().firstValue("Content-Range")).contains("bytes */" + length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=9-5", "bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=99999999999999-", "nonsense"})
    void whatIsNotOneRangeIsIgnored(String range) throws Exception {
        assertThat(fetch("GET", "Range", range).statusCode()).isEqualTo(200);
    }

    @Test
    void aRangeOfAnotherVersionIsTheWholeOfThisOne() throws Exception {
        String tag = fetch("HEAD").headers().firstValue("ETag").orElseThrow();

        assertThat(fetch("GET", "Range", "bytes=5-9", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(fetch("GET", "Range", "bytes=5-9", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsKnownIsNotSentAgain() throws Exception {
        String tag = fetch("HEAD").headers().firstValue("ETag").orElseThrow();

        for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
            assertThat(fetch("GET", "If-None-Match", known).statusCode())
                    .as(known)
                    .isEqualTo(304);
        }
        assertThat(fetch("GET", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void theWatermarkIsATagOfTheVideo() throws Exception {
        byte[] plain = fetch("GET").body();
        url = succeeded("Zoë's mark ☂");
        HttpResponse<byte[]> marked = fetch("GET");

        assertThat(new String(marked.body(), StandardCharsets.UTF_8)).endsWith("Zoë's mark ☂");
        assertThat(seconds(marked.body())).isEqualTo(4);
        assertThat(comment(marked.body())).isEqualTo("Zoë's mark ☂");
        assertThat(comment(plain)).isNull();
        assertThat(marked.headers().firstValue("ETag"))
                .isNotEqualTo(fetchOther(succeeded("")).headers().firstValue("ETag"));
    }

    @Test
    void whatIsUnknownOrNotYetThereIsNotFound() throws Exception {
        String working = CALLER.createdId("""
                {"prompt":"At night","videoUrl":"https://example.com/a.mp4"}""");
        for (String path : new String[] {"/results/nothing.mp4", "/results/" + working + ".mp4", "/results/x"}) {
            HttpResponse<byte[]> reply = fetchOther(MOCK.url() + path);
            assertThat(reply.statusCode()).isEqualTo(404);
            assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("\"code\":404", "There is no result");
        }
    }

    @Test
    void resultsAreGoneAfterFourteenDays() throws Exception {
        MOCK.advance(Duration.ofDays(14));
        assertThat(fetch("GET").statusCode()).isEqualTo(200);

        MOCK.advance(Duration.ofMillis(1));
        HttpResponse<byte[]> gone = fetch("GET");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(new String(gone.body(), StandardCharsets.UTF_8)).contains("results are kept for 14 days");
    }

    private String succeeded(String watermark) {
        String id = CALLER.createdId("""
                {"prompt":"At night","videoUrl":"https://example.com/a.mp4","watermark":"%s"}""".formatted(watermark));
        MOCK.advance(TASK_TIME);
        return CALLER.look(id).data().at("/response/resultUrls/0").asString();
    }

    private HttpResponse<byte[]> fetch(String method, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> fetchOther(String other) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(other)).build(), BodyHandlers.ofByteArray());
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
