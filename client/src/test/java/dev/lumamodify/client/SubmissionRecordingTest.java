package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CONNECTION_CLOSED;
import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.AtMostOnceTest.CallStyle;
import dev.lumamodify.client.spi.SubmissionRecord;
import dev.lumamodify.client.spi.SubmissionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubmissionRecordingTest {
    private final FakeScheduler time = new FakeScheduler();
    private final Events store = new Events();

    /** Records the events in a list, and fails those of one kind. */
    private static final class Events implements SubmissionStore {
        final List<String> events = new ArrayList<>();
        String failing = "";
        Runnable onIntent = () -> {};

        private void add(String kind, String detail) throws IOException {
            if (kind.equals(failing)) {
                throw new IOException("disk full");
            }
            events.add(kind + detail);
        }

        @Override
        public void recordIntent(SubmissionRecord submission) throws IOException {
            assertThat(submission.requestDigest()).isEqualTo(SubmissionRecord.digest(REQUEST));
            add("intent", "");
            onIntent.run();
        }

        @Override
        public void recordTask(String id, String taskId) throws IOException {
            add("task", " " + taskId);
        }

        @Override
        public void recordNoTask(String id) throws IOException {
            add("no task", "");
        }

        @Override
        public void recordEnd(String taskId) throws IOException {
            add("end", " " + taskId);
        }

        @Override
        public List<SubmissionRecord> unfinished() {
            return List.of();
        }
    }

    private LumaModify client(ScriptedServer server) {
        return server.clientBuilder(time)
                .submissionStore(store)
                .retryRejectedSubmissions()
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void intentIsRecordedBeforeTheRequestAndTheTaskAfterIt(CallStyle callStyle) {
        List<String> before = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = client(server)) {
            server.onRequest = () -> before.addAll(store.events);
            assertThat(submit(callStyle, luma)).isEqualTo(TASK_ID);
            assertThat(before).containsExactly("intent");
            assertThat(store.events).containsExactly("intent", "task " + TASK_ID);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectionIsRecordedAndEachRetryHasItsOwnIntent(CallStyle callStyle) {
        try (ScriptedServer server = new ScriptedServer(response(200, envelope(455)), response(200, envelope(402)));
                LumaModify luma = client(server)) {
            if (callStyle == CallStyle.ASYNC) {
                CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
                time.advance(Duration.ofMinutes(1));
                assertThat(submission).isCompletedExceptionally();
            } else {
                assertThat(callStyle.failure(luma)).isInstanceOf(ApiException.class);
            }
            assertThat(store.events).containsExactly("intent", "no task", "intent", "no task");
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknownOutcomeStaysUnknown(CallStyle callStyle) {
        try (ScriptedServer server = new ScriptedServer(CONNECTION_CLOSED);
                LumaModify luma = client(server)) {
            assertThat(callStyle.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
            assertThat(store.events).containsExactly("intent");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSentIfTheIntentCannotBeRecorded(CallStyle callStyle) {
        store.failing = "intent";
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = client(server)) {
            assertThat(callStyle.failure(luma))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("submission store failed")
                    .hasMessageContaining("disk full");
            assertThat(server.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void taskIdIsReturnedAlsoIfItCannotBeRecorded(CallStyle callStyle) {
        store.failing = "task";
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = client(server)) {
            assertThat(submit(callStyle, luma)).isEqualTo(TASK_ID);
        }
    }

    @Test
    void timeoutWhileTheIntentIsRecordedIsRecordedAsNoTask() {
        store.onIntent = () -> time.advance(Duration.ofMinutes(2));
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = client(server)) {
            assertThatThrownBy(luma.modifyAsync(REQUEST)::join)
                    .hasCauseInstanceOf(TransportException.class)
                    .hasMessageContaining("was not sent");
            assertThat(store.events).containsExactly("intent", "no task");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void cancellationBeforeTheRequestIsSentIsRecordedAsNoTask() {
        Queue<Runnable> onCall = new ArrayDeque<>(List.of(() -> {}, () -> {}));
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder(time)
                        .submissionStore(store)
                        .submissionRateLimit(1, Duration.ofSeconds(10))
                        .callFactory(request -> {
                            onCall.remove().run();
                            return new OkHttpClient().newCall(request);
                        })
                        .build()) {
            assertThat(luma.modifyAsync(REQUEST)).isCompletedWithValue(TASK_ID);
            CompletableFuture<String> second = luma.modifyAsync(REQUEST);
            CompletableFuture<String> third = luma.modifyAsync(REQUEST);
            store.events.clear();
            store.onIntent = () -> second.cancel(false);
            time.advance(Duration.ofSeconds(10));
            assertThat(store.events).containsExactly("intent", "no task");
            store.onIntent = () -> {};
            onCall.add(() -> {
                third.cancel(false);
                throw new IllegalStateException("no call");
            });
            time.advance(Duration.ofSeconds(10));
            assertThat(store.events).containsExactly("intent", "no task", "intent", "no task");
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void taskOfARequestInProgressIsRecordedAfterClose(CallStyle callStyle, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("submissions");
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma =
                        server.clientBuilder(time).submissionStore(file).build()) {
            server.onRequest = luma::close;
            assertThat(submit(callStyle, luma)).isEqualTo(TASK_ID);
        }
        try (FileSubmissionStore reopened = FileSubmissionStore.open(file)) {
            assertThat(reopened.unfinished())
                    .singleElement()
                    .extracting(SubmissionRecord::taskId)
                    .isEqualTo(TASK_ID);
        }
    }

    @ParameterizedTest
    @EnumSource
    void storeIsClosedAfterARequestInProgressWithAnUnknownOutcome(CallStyle callStyle, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("submissions");
        try (ScriptedServer server = new ScriptedServer(CONNECTION_CLOSED);
                LumaModify luma =
                        server.clientBuilder(time).submissionStore(file).build()) {
            server.onRequest = luma::close;
            assertThat(callStyle.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
        }
        try (FileSubmissionStore reopened = FileSubmissionStore.open(file)) {
            assertThat(reopened.unfinished()).hasSize(1);
        }
    }

    @Test
    void endOfATaskIsRecordedWhenItIsRead() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0), taskWithStatus(1));
                LumaModify luma = client(server)) {
            luma.getTask(TASK_ID);
            assertThat(store.events).isEmpty();
            luma.getTask(TASK_ID);
            CompletableFuture<?> wait = luma.awaitCompletionAsync(TASK_ID);
            time.advance(Duration.ofMinutes(1));
            assertThat(wait).isCompleted();
            assertThat(store.events).containsExactly("end " + TASK_ID, "end " + TASK_ID);
        }
    }

    @Test
    void clientWithoutAStoreHasNoUnfinishedSubmissions() {
        try (LumaModify luma = LumaModify.builder().apiKey("key").build()) {
            assertThatThrownBy(luma::unfinished)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("submissionStore");
        }
    }

    private static String submit(CallStyle callStyle, LumaModify luma) {
        return callStyle == CallStyle.ASYNC ? luma.modifyAsync(REQUEST).join() : luma.modify(REQUEST);
    }
}
