package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class TaskLifecycleTest {
    private static final Duration TASK_DURATION = Duration.ofMinutes(3);

    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(MockServer.builder()
            .manualClock()
            .taskDuration(TASK_DURATION)
            .noRateLimit()
            .maxTasks(5));

    private TestClient client = new TestClient("");

    @BeforeEach
    void connect(MockServer mock) {
        client = new TestClient(mock);
    }

    @Test
    void succeedsAfterTheTaskDuration(MockServer mock) {
        String id = client.createTask(TestClient.VALID_REQUEST);
        assertThat(id).matches("[0-9a-f]{32}");

        mock.advance(TASK_DURATION.minusMillis(1));
        JsonNode generating = client.read(id).data();
        assertThat(generating.path("taskId").asString()).isEqualTo(id);
        assertThat(generating.path("successFlag").asInt()).isZero();
        assertThat(generating.path("completeTime").isNull()).isTrue();
        assertThat(generating.path("response").isNull()).isTrue();

        mock.advance(Duration.ofMillis(1));
        JsonNode succeeded = client.read(id).data();
        assertThat(succeeded.path("successFlag").asInt()).isEqualTo(1);
        assertThat(succeeded.path("completeTime").asLong()
                        - succeeded.path("createTime").asLong())
                .isEqualTo(TASK_DURATION.toMillis());
        assertThat(succeeded.path("createTime")).isEqualTo(generating.path("createTime"));
        assertThat(succeeded.at("/response/taskId").asString()).isEqualTo(id);
        assertThat(succeeded.at("/response/originUrls/0").asString()).isEqualTo("https://example.com/a.mp4");
        assertThat(succeeded.at("/response/resultUrls/0").asString()).contains(id);
        assertThat(succeeded.path("errorCode").isNull()).isTrue();

        mock.advance(Duration.ofDays(1));
        assertThat(client.read(id).data()).isEqualTo(succeeded);
    }

    @Test
    void failsATaskWithTheFailOnPromptText(MockServer mock) {
        client.sendAdmin("PUT", "/settings", "{\"failOnPrompt\":\"Fail\"}");
        String failing = client.createTask(TestClient.VALID_REQUEST.replace("At night", "Fail"));
        String preferred =
                client.createTask(TestClient.VALID_REQUEST.replace("At night", "Fail"), "Prefer", "outcome=success");
        String other = client.createTask(TestClient.VALID_REQUEST.replace("At night", "Another prompt"));
        client.sendAdmin("PUT", "/settings", "{\"failOnPrompt\":null}");
        String later = client.createTask(TestClient.VALID_REQUEST.replace("At night", "Fail"));

        mock.advance(TASK_DURATION);

        assertThat(Stream.of(failing, preferred, other, later)
                        .map(id -> client.read(id).data().path("successFlag").asInt()))
                .containsExactly(3, 1, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"create-failed, 2, 500", "generate-failed, 3, 501"})
    void failsWithThePreferredOutcome(String outcome, int flag, int errorCode) {
        String id = client.createTask(TestClient.VALID_REQUEST, "Prefer", "outcome=" + outcome + ", task-duration=10s");

        MOCK.server().advance(Duration.ofSeconds(10));

        JsonNode failed = client.read(id).data();
        assertThat(failed.path("successFlag").asInt()).isEqualTo(flag);
        assertThat(failed.path("errorCode").asInt()).isEqualTo(errorCode);
        assertThat(failed.path("errorMessage").asString()).isNotBlank();
        assertThat(failed.path("response").isNull()).isTrue();
        assertThat(failed.path("completeTime").asLong()
                        - failed.path("createTime").asLong())
                .isEqualTo(10_000);
    }

    @Test
    void returnsTheParametersUnchanged() {
        String id = client.createTask("""
                {"prompt":"\\"Ünï\\u0000\\\\😀\\"\\n</script>","videoUrl":"https://example.com/a.mp4","watermark":"w"}""");

        assertThat(client.read(id).data().path("paramJson").asString()).isEqualTo("""
                        {"callBackUrl":"","prompt":"\\"Ünï\\u0000\\\\😀\\"\\n</script>","videoUrl":"https://example.com/a.mp4","waterMark":"w"}""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"PROMPT\":\"no\"", "\"callbackUrl\":\"http://no/\"", "\"waterMark\":\"no\"", "\"waterMark\":{}"
            })
    void omitsParametersWithSimilarNames(String property) {
        String plain = client.createTask(TestClient.VALID_REQUEST);
        String similar = client.createTask(TestClient.VALID_REQUEST.replace("{", "{" + property + ","));

        assertThat(client.read(similar).data().path("paramJson"))
                .isEqualTo(client.read(plain).data().path("paramJson"));
    }

    @Test
    void returns422ForAnUnknownTask() {
        TestClient.Response response = client.read("774d9a7dd608a0e49293903095e45a4c");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg()).isEqualTo("recordInfo is null");
        assertThat(response.data().isNull()).isTrue();
    }

    @Test
    void hidesANewTaskUntilTheReadDelayHasPassed(MockServer mock) {
        client.sendAdmin("PUT", "/settings", "{\"readDelay\":\"500ms\"}");
        String id = client.createTask(TestClient.VALID_REQUEST);

        mock.advance(Duration.ofMillis(499));
        assertThat(client.read(id).msg()).isEqualTo("recordInfo is null");
        mock.advance(Duration.ofMillis(1));
        assertThat(client.read(id).code()).isEqualTo(200);
    }

    @Test
    void hidesATaskFromOtherApiKeys() {
        String id = client.createTask(TestClient.VALID_REQUEST);

        assertThat(client.read(id, "Authorization", "Bearer other").msg()).isEqualTo("recordInfo is null");
        assertThat(client.read(id).code()).isEqualTo(200);
    }

    @Test
    void removesATaskAfter60Days(MockServer mock) {
        String id = client.createTask(TestClient.VALID_REQUEST);

        mock.advance(Duration.ofDays(60).minusMillis(1));
        assertThat(client.read(id).code()).isEqualTo(200);
        mock.advance(Duration.ofMillis(1));
        assertThat(client.read(id).msg()).isEqualTo("recordInfo is null");
    }

    @Test
    void evictsTheOldestEndedTaskFirst(MockServer mock) {
        String slow = client.createTask(TestClient.VALID_REQUEST, "Prefer", "task-duration=1h");
        String first = client.createTask(TestClient.VALID_REQUEST);
        String second = client.createTask(TestClient.VALID_REQUEST);
        mock.advance(TASK_DURATION);
        client.createTask(TestClient.VALID_REQUEST);
        client.createTask(TestClient.VALID_REQUEST);

        client.createTask(TestClient.VALID_REQUEST);

        assertThat(client.read(first).msg()).isEqualTo("recordInfo is null");
        assertThat(client.read(second).code()).isEqualTo(200);
        assertThat(client.read(slow).code()).isEqualTo(200);
    }

    @Test
    void evictsNoTaskForARejectedRequest(MockServer mock) {
        String first = client.createTask(TestClient.VALID_REQUEST);
        IntStream.range(0, 4).forEach(i -> client.createTask(TestClient.VALID_REQUEST));
        mock.advance(TASK_DURATION);
        client.sendAdmin("PUT", "/account", "{\"credits\":0}");

        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(402);

        assertThat(client.read(first).code()).isEqualTo(200);
    }

    @Test
    void rejectsWithoutChargeWhenAllTasksAreInProgress() {
        IntStream.range(0, 5).forEach(i -> client.createTask(TestClient.VALID_REQUEST));

        TestClient.Response response = client.create(TestClient.VALID_REQUEST);

        assertThat(response.code()).isEqualTo(429);
        assertThat(response.http().headers().firstValue("Retry-After")).hasValue("180");
        client.sendAdmin("PUT", "/settings", "{\"timeScale\":60}");
        assertThat(client.create(TestClient.VALID_REQUEST).http().headers().firstValue("Retry-After"))
                .hasValue("3");
        assertThat(client.getAdmin("/accounts").path(0).path("credits").asLong())
                .isEqualTo(1_000_000 - 5);
    }

    @Test
    void limitsTheReadsOfATask(MockServer mock) {
        client.sendAdmin("PUT", "/settings", "{\"pollLimit\":\"2/1s\"}");
        String id = client.createTask(TestClient.VALID_REQUEST);
        String other = client.createTask(TestClient.VALID_REQUEST);
        client.read(id);
        client.read(id);

        assertThat(client.read(id).code()).isEqualTo(429);
        assertThat(client.read(other).code()).isEqualTo(200);
        mock.advance(Duration.ofSeconds(1));
        assertThat(client.read(id).code()).isEqualTo(200);
    }

    @Test
    void dividesTheTaskDurationByTheTimeScale(MockServer mock) {
        client.sendAdmin("PUT", "/settings", "{\"timeScale\":60}");
        String id = client.createTask(TestClient.VALID_REQUEST);

        mock.advance(Duration.ofSeconds(3).minusMillis(1));
        assertThat(client.read(id).data().path("successFlag").asInt()).isZero();
        mock.advance(Duration.ofMillis(1));
        assertThat(client.read(id).data().path("successFlag").asInt()).isEqualTo(1);
    }
}
