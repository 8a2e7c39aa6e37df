package dev.lumamodify.client.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.FileSubmissionStore;
import dev.lumamodify.client.TransportException;
import dev.lumamodify.client.UnfinishedSubmissions;
import dev.lumamodify.client.WaitOptions;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.SubmissionRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @Test
    void taskThatFailsDoesNotStopTheOthersAndAnExpiredOneIsRemoved(@TempDir Path folder) throws IOException {
        Instant now = Instant.now();
        Map<String, SubmissionRecord> tasks = new LinkedHashMap<>();
        try (FileSubmissionStore store = FileSubmissionStore.open(folder.resolve("submissions"))) {
            for (String taskId : List.of("expired", "unreachable", "good")) {
                Instant time = taskId.equals("expired") ? now.minus(Duration.ofDays(63)) : now;
                store.recordIntent(new SubmissionRecord(taskId, time, "digest", null));
                store.recordTask(taskId, taskId);
            }
            for (SubmissionRecord submission : store.unfinished()) {
                tasks.put(Objects.requireNonNull(submission.taskId()), submission);
            }
            FakeLumaModify luma = new FakeLumaModify() {
                @Override
                public UnfinishedSubmissions unfinished() {
                    return new UnfinishedSubmissions(tasks, List.of());
                }

                @Override
                public TaskRecord awaitCompletion(String taskId, WaitOptions options) {
                    if (!taskId.equals("good")) {
                        throw new TransportException("No response", taskId, new IOException("no response"));
                    }
                    return getTask(taskId);
                }
            };
            assertThat(Restart.finish(luma, store))
                    .extracting(TaskRecord::taskId)
                    .containsExactly("good");
            assertThat(store.unfinished()).extracting(SubmissionRecord::taskId).containsExactly("unreachable", "good");
        }
    }
}
