package dev.lumamodify.client;

import static dev.lumamodify.client.UploadFixtures.STORED;
import static dev.lumamodify.client.UploadFixtures.URL;
import static dev.lumamodify.client.UploadFixtures.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lumamodify.client.spi.CompletedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that the file service makes itself, from a URL. */
class UrlUploadTest {
    private final List<CompletedOperation> operations = new ArrayList<>();

    private LumaModify client(ScriptedServer server) {
        return server.clientBuilder(new FakeScheduler())
                .observer(operations::add)
                .build();
    }

    private static String body(RecordedRequest request) {
        return Objects.requireNonNull(request.getBody()).utf8();
    }

    @Test
    void urlIsSentToTheFileService() {
        try (ScriptedServer server = new ScriptedServer(rejected(500), STORED);
                LumaModify luma = client(server)) {
            UploadedFile file = luma.uploadFromUrl(
                    "https://example.com/a/in.mov?x", UploadOptions.defaults().withUploadPath("videos"));

            assertThat(file.url()).isEqualTo(URL);
            RecordedRequest request = server.requests.get(1);
            assertThat(request.getRequestLine()).startsWith("POST /api/file-url-upload ");
            assertThat(body(request))
                    .isEqualTo(body(server.requests.get(0)))
                    .matches("\\{\"fileUrl\":\"https://example.com/a/in.mov\\?x\",\"uploadPath\":\"videos\","
                            + "\"fileName\":\"in-[0-9a-f-]{36}\\.mov\"}");
            assertThat(operations)
                    .singleElement()
                    .extracting(CompletedOperation::operation)
                    .isEqualTo("uploadFromUrl");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "in.mp4", "ftp://example.com/in.mp4", "file:///etc/passwd"})
    void invalidUrlIsNotSent(String url) {
        try (ScriptedServer server = new ScriptedServer(STORED);
                LumaModify luma = client(server)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> luma.uploadFromUrl(url))
                    .withMessage("fileUrl must be an http or https URL");
            assertThat(server.requests).isEmpty();
        }
    }
}
