package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.KEY;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {

    private static Function<String, @Nullable String> of(String... variables) {
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            map.put(variables[i], variables[i + 1]);
        }
        return map::get;
    }

    @Test
    void clientUsesTheKeyAndTheBaseUrlOfTheEnvironment() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = LumaModify.builder()
                        .fromEnv(of("LUMA_API_KEY", KEY, "LUMA_BASE_URL", server.url()))
                        .build()) {
            luma.getTask(TASK_ID);
            assertThat(server.requests.get(0).getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
        }
    }

    @Test
    void clientUsesTheUploadUrlOfTheEnvironment(@TempDir Path folder) throws IOException {
        Path video = UploadFixtures.mp4(folder.resolve("in.mp4"), 5);
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                ScriptedServer uploads = new ScriptedServer(UploadFixtures.STORED);
                LumaModify luma = LumaModify.builder()
                        .fromEnv(of(
                                "LUMA_API_KEY", KEY, "LUMA_BASE_URL", server.url(), "LUMA_UPLOAD_URL", uploads.url()))
                        .build()) {
            luma.upload(video);
            assertThat(uploads.requests).hasSize(1);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void baseUrlOfTheEnvironmentIsOptional() {
        LumaModify.builder()
                .fromEnv(of("LUMA_API_KEY", KEY, "LUMA_BASE_URL", ""))
                .build()
                .close();
    }

    @Test
    void missingVariableIsNamed() {
        assertThatThrownBy(() -> LumaModify.builder().fromEnv(of("LUMA_BASE_URL", "https://example.com")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the environment variable LUMA_API_KEY is not set");
        assertThatThrownBy(() -> CallbackVerifier.fromEnv(of("LUMA_WEBHOOK_KEY", "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the environment variable LUMA_WEBHOOK_KEY is not set");
    }

    @Test
    void invalidValueIsNotRepeated() {
        assertThatThrownBy(() -> LumaModify.builder().fromEnv(of("LUMA_API_KEY", KEY + "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(KEY);
    }

    @Test
    void verifierUsesTheKeyOfTheEnvironment() {
        byte[] body = "{\"data\":{\"taskId\":\"t\"}}".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = CallbackSigner.of(KEY).sign(body, Instant.now());
        assertThat(CallbackVerifier.fromEnv(of("LUMA_WEBHOOK_KEY", KEY))
                        .verify(headers::get, body)
                        .taskId())
                .isEqualTo("t");
    }
}
