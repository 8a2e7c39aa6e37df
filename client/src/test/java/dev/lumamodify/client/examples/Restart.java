package dev.lumamodify.client.examples;

import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.UnfinishedSubmissions;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.SubmissionRecord;
import java.nio.file.Path;
import java.util.List;

/** An example of the README. */
final class Restart {
    private Restart() {}

    static List<TaskRecord> finish(Path store) {
        try (LumaModify luma =
                LumaModify.builder().fromEnv().submissionStore(store).build()) {
            UnfinishedSubmissions unfinished = luma.unfinished();
            for (SubmissionRecord submission : unfinished.unknown()) {
                System.out.println("Check the history of the account: " + submission);
            }
            return unfinished.tasks().keySet().stream()
                    .map(luma::awaitCompletion)
                    .toList();
        }
    }
}
