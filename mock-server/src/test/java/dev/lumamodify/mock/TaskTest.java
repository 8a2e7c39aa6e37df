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

final class TaskTest {
    private static final Duration TASK_TIME = Duration.ofMinutes(3);

    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(MockServer.builder()
            .manualClock()
            .taskDuration(TASK_TIME)
            .noRateLimit()
            .maxTasks(5));

    private TestClient caller = new TestClient("");

    @BeforeEach
    void call(MockServer mock) {
        caller = new TestClient(mock);
    }

    @Test
    void generatesForAsLongAsToldAndThenSucceeds(MockServer mock) {
        String id = caller.createdId(TestClient.LAWFUL);
        assertThat(id).matches("[0-9a-f]{32}");

        mock.advance(TASK_TIME.minusMillis(1));
        JsonNode generating = caller.look(id).data();
        assertThat(generating.path("taskId").asString()).isEqualTo(id);
        assertThat(generating.path("successFlag").asInt()).isZero();
        assertThat(generating.path("completeTime").isNull()).isTrue();
        assertThat(generating.path("response").isNull()).isTrue();

        mock.advance(Duration.ofMillis(1));
        JsonNode succeeded = caller.look(id).data();
        assertThat(succeeded.path("successFlag").asInt()).isEqualTo(1);
        assertThat(succeeded.path("completeTime").asLong()
                        - succeeded.path("createTime").asLong())
                .isEqualTo(TASK_TIME.toMillis());
        assertThat(succeeded.path("createTime")).isEqualTo(generating.path("createTime"));
        assertThat(succeeded.at("/response/taskId").asString()).isEqualTo(id);
        assertThat(succeeded.at("/response/originUrls/0").asString()).isEqualTo("https://example.com/a.mp4");
        assertThat(succeeded.at("/response/resultUrls/0").asString()).contains(id);
        assertThat(succeeded.path("errorCode").isNull()).isTrue();

        mock.advance(Duration.ofDays(1));
        assertThat(caller.look(id).data()).isEqualTo(succeeded);
    }

    @Test
    void failsForThePromptThatWasSaidTo(MockServer mock) {
        caller.admin("PUT", "/settings", "{\"failOnPrompt\":\"Fail\"}");
        String failing = caller.createdId(TestClient.LAWFUL.replace("At night", "Fail"));
        String preferred = caller.createdId(TestClient.LAWFUL.replace("At night", "Fail"), "Prefer", "outcome=success");
        String other = caller.createdId(TestClient.LAWFUL.replace("At night", "Fail not"));
        caller.admin("PUT", "/settings", "{\"failOnPrompt\":null}");
        String later = caller.createdId(TestClient.LAWFUL.replace("At night", "Fail"));

        mock.advance(TASK_TIME);

        assertThat(Stream.of(failing, preferred, other, later)
                        .map(id -> caller.look(id).data().path("successFlag").asInt()))
                .containsExactly(3, 1, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"create-failed, 2, 500", "generate-failed, 3, 501"})
    void failsWhenAskedTo(String outcome, int flag, int errorCode) {
        String id = caller.createdId(TestClient.LAWFUL, "Prefer", "outcome=" + outcome + ", task-duration=10s");

        MOCK.server().advance(Duration.ofSeconds(10));

        JsonNode failed = caller.look(id).data();
        assertThat(failed.path("successFlag").asInt()).isEqualTo(flag);
        assertThat(failed.path("errorCode").asInt()).isEqualTo(errorCode);
        assertThat(failed.path("errorMessage").asString()).isNotBlank();
        assertThat(failed.path("response").isNull()).isTrue();
        assertThat(failed.path("completeTime").asLong()
                        - failed.path("createTime").asLong())
                .isEqualTo(10_000);
    }

    @Test
    void repeatsItsParametersExactly() {
        String id = caller.createdId("""
                {"prompt":"\\"Ünï\\u0000\\\\😀\\"\\n</script>","videoUrl":"https://example.com/a.mp4","watermark":"w"}""");

        assertThat(caller.look(id).data().path("paramJson").asString()).isEqualTo("""
                        {"callBackUrl":"","prompt":"\\"Ünï\\u0000\\\\😀\\"\\n</script>","videoUrl":"https://example.com/a.mp4","waterMark":"w"}""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"PROMPT\":\"no\"", "\"callbackUrl\":\"http://no/\"", "\"waterMark\":\"no\"", "\"waterMark\":{}"
            })
    void repeatsNothingThatIsOnlyNamedAlike(String property) {
        String plain = caller.createdId(TestClient.LAWFUL);
        String odd = caller.createdId(TestClient.LAWFUL.replace("{", "{" + property + ","));

        assertThat(caller.look(odd).data().path("paramJson"))
                .isEqualTo(caller.look(plain).data().path("paramJson"));
    }

    @Test
    void isUnknownUntilCreated() {
        TestClient.Reply reply = caller.look("774d9a7dd608a0e49293903095e45a4c");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.msg()).isEqualTo("recordInfo is null");
        assertThat(reply.data().isNull()).isTrue();
    }

    @Test
    void isUnknownUntilTheLagHasPassed(MockServer mock) {
        caller.admin("PUT", "/settings", "{\"readDelay\":\"500ms\"}");
        String id = caller.createdId(TestClient.LAWFUL);

        mock.advance(Duration.ofMillis(499));
        assertThat(caller.look(id).msg()).isEqualTo("recordInfo is null");
        mock.advance(Duration.ofMillis(1));
        assertThat(caller.look(id).code()).isEqualTo(200);
    }

    @Test
    void isInvisibleToOtherKeys() {
        String id = caller.createdId(TestClient.LAWFUL);

        assertThat(caller.look(id, "Authorization", "Bearer other").msg()).isEqualTo("recordInfo is null");
        assertThat(caller.look(id).code()).isEqualTo(200);
    }

    @Test
    void isForgottenAfterTwoMonths(MockServer mock) {
        String id = caller.createdId(TestClient.LAWFUL);

        mock.advance(Duration.ofDays(60).minusMillis(1));
        assertThat(caller.look(id).code()).isEqualTo(200);
        mock.advance(Duration.ofMillis(1));
        assertThat(caller.look(id).msg()).isEqualTo("recordInfo is null");
    }

    @Test
    void makesRoomWhenFinishedOldestFirst(MockServer mock) {
        String slow = caller.createdId(TestClient.LAWFUL, "Prefer", "task-duration=1h");
        String first = caller.createdId(TestClient.LAWFUL);
        String second = caller.createdId(TestClient.LAWFUL);
        mock.advance(TASK_TIME);
        caller.createdId(TestClient.LAWFUL);
        caller.createdId(TestClient.LAWFUL);

        caller.createdId(TestClient.LAWFUL);

        assertThat(caller.look(first).msg()).isEqualTo("recordInfo is null");
        assertThat(caller.look(second).code()).isEqualTo(200);
        assertThat(caller.look(slow).code()).isEqualTo(200);
    }

    @Test
    void makesNoRoomForWhatIsRefused(MockServer mock) {
        String first = caller.createdId(TestClient.LAWFUL);
        IntStream.range(0, 4).forEach(i -> caller.createdId(TestClient.LAWFUL));
        mock.advance(TASK_TIME);
        caller.admin("PUT", "/account", "{\"credits\":0}");

        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(402);

        assertThat(caller.look(first).code()).isEqualTo(200);
    }

    @Test
    void isRefusedAndNotChargedWhenAllOthersAreAtWork() {
        IntStream.range(0, 5).forEach(i -> caller.createdId(TestClient.LAWFUL));

        TestClient.Reply reply = caller.create(TestClient.LAWFUL);

        assertThat(reply.code()).isEqualTo(429);
        assertThat(reply.http().headers().firstValue("Retry-After")).hasValue("180");
        caller.admin("PUT", "/settings", "{\"timeScale\":60}");
        assertThat(caller.create(TestClient.LAWFUL).http().headers().firstValue("Retry-After"))
                .hasValue("3");
        assertThat(caller.ask("/accounts").path(0).path("credits").asLong()).isEqualTo(1_000_000 - 5);
    }

    @Test
    void mayBeLookedAtNoMoreOftenThanTheLimitSays(MockServer mock) {
        caller.admin("PUT", "/settings", "{\"pollLimit\":\"2/1s\"}");
        String id = caller.createdId(TestClient.LAWFUL);
        String other = caller.createdId(TestClient.LAWFUL);
        caller.look(id);
        caller.look(id);

        assertThat(caller.look(id).code()).isEqualTo(429);
        assertThat(caller.look(other).code()).isEqualTo(200);
        mock.advance(Duration.ofSeconds(1));
        assertThat(caller.look(id).code()).isEqualTo(200);
    }

    @Test
    void takesAsLongAsScaledTimeSays(MockServer mock) {
        caller.admin("PUT", "/settings", "{\"timeScale\":60}");
        String id = caller.createdId(TestClient.LAWFUL);

        mock.advance(Duration.ofSeconds(3).minusMillis(1));
        assertThat(caller.look(id).data().path("successFlag").asInt()).isZero();
        mock.advance(Duration.ofMillis(1));
        assertThat(caller.look(id).data().path("successFlag").asInt()).isEqualTo(1);
    }
}
