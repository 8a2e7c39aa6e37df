package dev.lumamodify.mock;

import static dev.lumamodify.mock.Behavior.delayResponse;
import static dev.lumamodify.mock.Behavior.failTask;
import static dev.lumamodify.mock.Behavior.prefer;
import static dev.lumamodify.mock.Behavior.respondWith;
import static dev.lumamodify.mock.Behavior.taskDuration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lumamodify.mock.internal.state.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BehaviorTest {
    private final MockServer mock = MockServer.builder().manualClock().start();
    private final TestClient client = new TestClient(mock);

    @AfterEach
    void stop() {
        mock.close();
    }

    @Test
    void appliesToTheNextRequests() {
        mock.enqueue("generate", respondWith(455).times(2));
        mock.enqueue("generate", failTask().and(taskDuration(Duration.ofMillis(1500))));
        mock.enqueue("recordInfo", prefer("status=503").and(delayResponse(Duration.ZERO)));

        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(455);
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(455);
        client.createTask(TestClient.VALID_REQUEST);
        mock.advance(Duration.ofMillis(1500));
        assertThat(mock.tasks())
                .singleElement()
                .extracting(SimulatedTask::state)
                .isEqualTo(SimulatedTask.State.GENERATE_FAILED);
        assertThat(client.read("x").status()).isEqualTo(503);
    }

    @Test
    void mustApplyToTheOperation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mock.enqueue("recordInfo", failTask()))
                .withMessageContaining("outcome applies only to create requests");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mock.enqueue("generate", respondWith(999)))
                .withMessageContaining("code must be one of 200");
    }

    @Test
    void tasksAndCallbacksShowTheEffect() {
        String id = client.createTask(TestClient.validRequest(mock.url() + "/callback/200"));
        assertThat(mock.tasks()).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo(id);
            assertThat(task.state()).isEqualTo(SimulatedTask.State.GENERATING);
            assertThat(task.parameters()).contains("At night");
            assertThat(task.endedAt()).isNull();
        });
        assertThat(mock.awaitCallbacks(1, Duration.ZERO)).isEmpty();

        CompletableFuture<List<CallbackAttempt>> attempts =
                CompletableFuture.supplyAsync(() -> mock.awaitCallbacks(1, Duration.ofMinutes(1)));
        mock.advance(Duration.ofSeconds(3));

        assertThat(attempts.join())
                .singleElement()
                .extracting(CallbackAttempt::taskId)
                .isEqualTo(id);
        assertThat(mock.tasks()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(SimulatedTask.State.SUCCEEDED);
            assertThat(task.endedAt()).isEqualTo(task.createdAt().plusSeconds(3));
        });
    }

    @Test
    void everyStateOfATaskIsPublic() {
        assertThat(SimulatedTask.State.values())
                .extracting(Enum::name)
                .containsExactly(Stream.of(Task.State.values()).map(Enum::name).toArray(String[]::new));
    }
}
