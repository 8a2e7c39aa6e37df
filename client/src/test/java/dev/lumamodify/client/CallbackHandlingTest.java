package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallbackHandlingTest {
    private static final VerifiedCallback CALLBACK =
            VerifiedCallback.forTesting(TASK_ID, Instant.ofEpochSecond(1755078240), null);

    @Test
    void handleCallbackReadsTheTask() {
        FakeScheduler time = new FakeScheduler();
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(3), response(200, envelope(422)));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.handleCallback(CALLBACK).successFlag()).isEqualTo(TaskStatus.GENERATE_FAILED);
            assertThat(server.requests).hasSize(1);
            assertThatThrownBy(() -> luma.handleCallback(CALLBACK)).isInstanceOf(ApiException.class);
        }
    }

    @Test
    void handleCallbackEndsBeforeTheServiceTimesOut() {
        FakeScheduler time = new FakeScheduler();
        try (ScriptedServer server = new ScriptedServer(
                        responseBuilder(503, "").addHeader("Retry-After", 10).build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.handleCallback(CALLBACK)).isInstanceOf(ApiException.class);
            assertThat(time.sleeps).isEmpty();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void callbackEndsTheWaitsForItsTask() {
        FakeScheduler time = new FakeScheduler();
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(1));
                LumaModify luma = server.clientBuilder(time).build()) {
            CompletableFuture<TaskRecord> one = luma.awaitCompletionAsync(TASK_ID);
            CompletableFuture<TaskRecord> two = luma.awaitCompletionAsync(TASK_ID);
            CompletableFuture<TaskRecord> other = luma.awaitCompletionAsync("other");
            luma.handleCallback(CALLBACK);
            assertThat(one).isCompleted();
            assertThat(two).isCompleted();
            assertThat(other).isNotDone();
            assertThat(server.requests).hasSize(1);
            assertThatCode(() -> luma.handleCallback(CALLBACK)).doesNotThrowAnyException();
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void callbackOfAnUnfinishedTaskChangesNoWait() {
        FakeScheduler time = new FakeScheduler();
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0), taskWithStatus(1));
                LumaModify luma = server.clientBuilder(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID);
            luma.handleCallback(CALLBACK);
            assertThat(wait).isNotDone();
            assertThat(time.scheduledTasks()).isEqualTo(1);
            time.advance(Duration.ofSeconds(10));
            assertThat(wait).isCompleted();
            assertThat(server.requests).hasSize(2);
        }
    }
}
