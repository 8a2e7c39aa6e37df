package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.KEY;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.UploadFixtures.STORED;
import static dev.lumamodify.client.UploadFixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API key is sent to the base URL and the upload URL, and to no other host. */
class UploadHostsTest {
    @TempDir
    private Path folder;

    private Path video;

    @BeforeEach
    void writeVideo() throws IOException {
        video = UploadFixtures.mp4(folder.resolve("in.mp4"), 5);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, https://kieai.redpandaai.co/api/file-stream-upload",
                "https://api.kie.ai, -, https://kieai.redpandaai.co/api/file-stream-upload",
                "https://api.kie.ai/, -, https://kieai.redpandaai.co/api/file-stream-upload",
                "https://mock.example.com, -, https://mock.example.com/api/file-stream-upload",
                "https://mock.example.com/base, -, https://mock.example.com/base/api/file-stream-upload",
                "-, https://files.example.com/base/, https://files.example.com/base/api/file-stream-upload",
                "https://mock.example.com, https://files.example.com, https://files.example.com/api/file-stream-upload"
            })
    void uploadUrlFollowsTheBaseUrl(String baseUrl, String uploadUrl, String expected) {
        List<Request> requests = new CopyOnWriteArrayList<>();
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    requests.add(chain.request());
                    return new Response.Builder()
                            .request(chain.request())
                            .protocol(Protocol.HTTP_1_1)
                            .code(200)
                            .message("")
                            .body(ResponseBody.create(stored(""), MediaType.get("application/json")))
                            .build();
                })
                .build();
        LumaModifyBuilder builder = LumaModify.builder().apiKey(KEY).httpClient(http);
        if (baseUrl != null) {
            builder.baseUrl(baseUrl);
        }
        if (uploadUrl != null) {
            builder.uploadUrl(uploadUrl);
        }
        try (LumaModify luma = builder.build()) {
            luma.upload(video);
            luma.uploadFromUrl("https://example.com/in.mp4");
        }
        assertThat(requests)
                .extracting(request -> request.url().toString())
                .containsExactly(expected, expected.replace("stream", "url"));
        assertThat(requests).allMatch(request -> ("Bearer " + KEY).equals(request.header("Authorization")));
    }

    @Test
    void eachHostReceivesItsOwnRequests() {
        try (ScriptedServer api = new ScriptedServer(response(200, CREATED));
                ScriptedServer files = new ScriptedServer(STORED);
                LumaModify luma = api.clientBuilder().uploadUrl(files.url()).build()) {
            luma.modify(video, "Turn the street into a canal");

            assertThat(api.requests).extracting(RecordedRequest::getTarget).containsExactly("/api/v1/modify/generate");
            assertThat(files.requests)
                    .extracting(RecordedRequest::getTarget)
                    .containsExactly("/api/file-stream-upload");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectOfAnUploadIsNotFollowed(int status) {
        try (ScriptedServer other = new ScriptedServer(STORED);
                ScriptedServer files = new ScriptedServer(new MockResponse.Builder()
                        .code(status)
                        .addHeader("Location", other.url() + "/api/file-stream-upload")
                        .build());
                LumaModify luma = files.clientBuilder().build()) {
            assertThatThrownBy(() -> luma.upload(video)).isInstanceOf(ApiException.class);
            assertThatThrownBy(() -> luma.uploadFromUrl("https://example.com/in.mp4"))
                    .isInstanceOf(ApiException.class);
            assertThat(files.requests).hasSize(2);
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void storedFileIsNotRequested() {
        try (ScriptedServer tempFiles = new ScriptedServer(STORED);
                ScriptedServer files = new ScriptedServer(
                        response(200, stored("").replace(UploadFixtures.URL, tempFiles.url() + "/in.mp4")));
                LumaModify luma = files.clientBuilder().build()) {
            assertThat(luma.upload(video).url()).isEqualTo(tempFiles.url() + "/in.mp4");
            assertThat(tempFiles.requests).isEmpty();
        }
    }

    @Test
    void keyIsNotSentUnencrypted() {
        LumaModifyBuilder builder = LumaModify.builder().apiKey(KEY).uploadUrl("http://files.example.com");
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageStartingWith("uploadUrl must be https, because http would send the API key unencrypted;");
        builder.allowInsecureHttp().build().close();
    }

    @Test
    void invalidUrlIsNamed() {
        assertThatThrownBy(() -> LumaModify.builder().uploadUrl("files.example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uploadUrl must be an absolute http or https URL");
    }
}
