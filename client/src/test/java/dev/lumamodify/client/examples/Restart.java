package dev.lumamodify.client.examples;

import dev.lumamodify.client.FileSubmissionStore;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.LumaModifyException;
import dev.lumamodify.client.UnfinishedSubmissions;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.SubmissionRecord;
import dev.lumamodify.client.spi.SubmissionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An example of the README. */
final class Restart {
    private Restart() {}

    static List<TaskRecord> finish(Path file) throws IOException {
        try (FileSubmissionStore store = FileSubmissionStore.open(file);
                LumaModify luma =
                        LumaModify.builder().fromEnv().submissionStore(store).build()) {
            return finish(luma, store);
        }
    }

    static List<TaskRecord> finish(LumaModify luma, SubmissionStore store) throws IOException {
        UnfinishedSubmissions unfinished = luma.unfinished();
        for (SubmissionRecord submission : unfinished.unknown()) {
            // After the check, end it with store.recordTask or store.recordNoTask.
            System.out.println("Check the history of the account: " + submission);
        }
        List<TaskRecord> results = new ArrayList<>();
        Instant retention = Instant.now().minus(Duration.ofDays(62));
        for (Map.Entry<String, SubmissionRecord> task : unfinished.tasks().entrySet()) {
            try {
                results.add(luma.awaitCompletion(task.getKey()));
            } catch (LumaModifyException e) {
                System.out.println(e.getMessage());
                if (task.getValue().time().isBefore(retention)) {
                    // The service does not have the task any more.
                    store.recordEnd(task.getKey());
                }
            }
        }
        return results;
    }
}
