package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class CallbackResendTest {
    private final MockServer mock = MockServer.builder().manualClock().start();
    private final TestClient client = new TestClient(mock);

    @AfterEach
    void stop() {
        mock.close();
    }

    @Test
    void resendsADeliveredCallback() {
        String id = client.createTask(TestClient.validRequest(mock.url() + "/callback/200"));
        mock.advance(Duration.ofSeconds(3));

        JsonNode task = client.sendAdmin("POST", "/tasks/" + id + "/resend", "").body();

        assertThat(task.path("taskId").asString()).isEqualTo(id);
        assertThat(mock.callbackAttempts()).extracting(CallbackAttempt::attempt).containsExactly(1, 1);
        assertThat(mock.callbackAttempts()).extracting(CallbackAttempt::resent).containsExactly(false, true);
        assertThat(mock.callbackAttempts())
                .extracting(CallbackAttempt::body)
                .containsOnly(mock.callbackAttempts().get(0).body());
    }

    @Test
    void resendsTheFailureOfAFailedTask() {
        mock.enqueue("generate", "outcome=generate-failed");
        String id = client.createTask(TestClient.validRequest(mock.url() + "/callback/200"));
        mock.advance(Duration.ofSeconds(3));
        client.sendAdmin("POST", "/tasks/" + id + "/resend", "");

        assertThat(mock.callbackAttempts())
                .hasSize(2)
                .extracting(CallbackAttempt::body)
                .containsOnly(mock.callbackAttempts().get(0).body());
        assertThat(mock.callbackAttempts().get(1).body()).startsWith("{\"code\":500,");
    }

    @Test
    void rejectsAnImpossibleResendWithTheReason() {
        String working = client.createTask(TestClient.validRequest(mock.url() + "/callback/200"));
        assertThat(error(working, 409)).isEqualTo("Task " + working + " has not ended");

        String silent = client.createTask(TestClient.VALID_REQUEST);
        mock.advance(Duration.ofSeconds(3));
        assertThat(error(silent, 409)).isEqualTo("Task " + silent + " has no callback URL");
        assertThat(error("unknown", 404)).isEqualTo("There is no task unknown");
    }

    private String error(String taskId, int status) {
        TestClient.Response response = client.sendAdmin("POST", "/tasks/" + taskId + "/resend", "");
        assertThat(response.status()).isEqualTo(status);
        return response.body().path("error").asString();
    }
}
