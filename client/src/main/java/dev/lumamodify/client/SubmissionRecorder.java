package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.Log;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import dev.lumamodify.client.spi.SubmissionRecord;
import dev.lumamodify.client.spi.SubmissionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records submissions in the store of the application, if there is one. Thread-safe. */
final class SubmissionRecorder {
    private final @Nullable SubmissionStore store;

    SubmissionRecorder(@Nullable SubmissionStore store) {
        this.store = store;
    }

    private interface Recording {
        void run(SubmissionStore store) throws IOException;
    }

    /** Records a create request before it is sent. Returns its id. Throws {@link IOException} if the store fails. */
    String recordIntent(ModifyRequest request) throws IOException {
        if (store == null) {
            return "";
        }
        String id = UUID.randomUUID().toString();
        try {
            store.recordIntent(new SubmissionRecord(id, Instant.now(), SubmissionRecord.digest(request), null));
        } catch (IOException | RuntimeException e) {
            throw new IOException("The submission store failed: " + e, e);
        }
        return id;
    }

    /** Records the outcome of a create request. A null task id means that there is no task. */
    void recordOutcome(String id, @Nullable String taskId) {
        record(taskId == null ? open -> open.recordNoTask(id) : open -> open.recordTask(id, taskId));
    }

    /** Records the end of a task if it has ended. */
    void onTask(TaskRecord task) {
        TaskStatus status = task.successFlag();
        if (status.isKnown() && !status.equals(TaskStatus.GENERATING)) {
            record(open -> open.recordEnd(task.taskId()));
        }
    }

    UnfinishedSubmissions unfinished() {
        if (store == null) {
            throw new IllegalStateException(
                    "The client has no submission store; configure one with LumaModifyBuilder.submissionStore");
        }
        Map<String, SubmissionRecord> tasks = new LinkedHashMap<>();
        List<SubmissionRecord> unknown = new ArrayList<>();
        try {
            for (SubmissionRecord submission : store.unfinished()) {
                String taskId = submission.taskId();
                if (taskId == null) {
                    unknown.add(submission);
                } else {
                    tasks.put(taskId, submission);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new UnfinishedSubmissions(tasks, unknown);
    }

    /** A failure must not hide the outcome. Without this record, the outcome of the create request is unknown. */
    private void record(Recording recording) {
        if (store == null) {
            return;
        }
        try {
            recording.run(store);
        } catch (IOException | RuntimeException e) {
            Log.warning("The submission store failed; it may list a finished submission", e);
        }
    }
}
