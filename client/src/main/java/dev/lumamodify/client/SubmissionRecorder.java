package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.Log;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import dev.lumamodify.client.spi.SubmissionRecord;
import dev.lumamodify.client.spi.SubmissionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Records submissions in the store of the application, if there is one. Thread-safe. */
final class SubmissionRecorder {
    private final @Nullable SubmissionStore store;
    private final Runnable closeStore;

    private final AtomicBoolean closed = new AtomicBoolean();

    /** The create requests that have not ended, and one for the client while it is open. */
    private final AtomicInteger open = new AtomicInteger(1);

    private SubmissionRecorder(@Nullable SubmissionStore store, Runnable closeStore) {
        this.store = store;
        this.closeStore = closeStore;
    }

    /** Creates a recorder for a store that belongs to the application; null for none. */
    static SubmissionRecorder of(@Nullable SubmissionStore store) {
        return new SubmissionRecorder(store, () -> {});
    }

    /** Creates a recorder that opens a file. Throws {@link UncheckedIOException} if that fails. */
    static SubmissionRecorder of(Path file) {
        try {
            FileSubmissionStore store = FileSubmissionStore.open(file);
            return new SubmissionRecorder(store, store::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Closes the store that this recorder opened, as soon as all create requests have ended. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            end();
        }
    }

    /** Ends a create request. Without a record, its outcome is unknown. */
    void end() {
        if (open.decrementAndGet() == 0) {
            closeStore.run();
        }
    }

    private interface Recording {
        void run(SubmissionStore store) throws IOException;
    }

    /** Records a create request before it is sent. Returns its id; null without a store. Throws {@link IOException} if the store fails. */
    @Nullable
    String recordIntent(ModifyRequest request) throws IOException {
        if (store == null) {
            return null;
        }
        String id = UUID.randomUUID().toString();
        open.incrementAndGet();
        try {
            store.recordIntent(new SubmissionRecord(id, Instant.now(), SubmissionRecord.digest(request), null));
        } catch (IOException | RuntimeException e) {
            end();
            throw new IOException("The submission store failed: " + e, e);
        } catch (Error e) {
            end();
            throw e;
        }
        return id;
    }

    /** Records the task of a create request, which ends. */
    void recordTask(String id, String taskId) {
        record(records -> records.recordTask(id, taskId));
        end();
    }

    /** Records that a create request, which ends, created no task. */
    void recordNoTask(String id) {
        record(records -> records.recordNoTask(id));
        end();
    }

    /** Records the end of a task if it has ended. */
    void onTask(TaskRecord task) {
        TaskStatus status = task.successFlag();
        if (status.isKnown() && !status.equals(TaskStatus.GENERATING)) {
            record(records -> records.recordEnd(task.taskId()));
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
