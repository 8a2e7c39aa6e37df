package dev.lumamodify.client;

import com.squareup.moshi.JsonDataException;
import dev.lumamodify.client.spi.SubmissionRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okio.BufferedSource;
import okio.Okio;

/** The unfinished submissions of a {@link FileSubmissionStore}. Not thread-safe. */
final class SubmissionLog {
    private final Map<String, SubmissionRecord> unfinished = new LinkedHashMap<>();

    /** The ids of the create requests, by task id. */
    private final Map<String, String> openTasks = new HashMap<>();

    /**
     * Reads a file; one that does not exist is empty. Throws {@link IOException} if it has an unreadable line, unless that is
     * the last one, which the end of a process can leave incomplete.
     */
    static SubmissionLog read(Path path) throws IOException {
        SubmissionLog log = new SubmissionLog();
        try (BufferedSource source = Okio.buffer(Okio.source(path))) {
            for (int number = 1; !source.exhausted(); number++) {
                String line = Objects.requireNonNull(source.readUtf8Line());
                try {
                    log.replay(line);
                } catch (IOException | JsonDataException | DateTimeException e) {
                    // A file of another kind can consist of one line too.
                    boolean torn = source.exhausted() && (number > 1 || SubmissionLine.isBeginning(line));
                    if (!torn || line.endsWith("}")) {
                        throw new IOException(path + " is not a submission store, or is damaged: line " + number, e);
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return log;
        }
        return log;
    }

    /** Writes the lines that are needed to read these submissions again. */
    void write(OutputStream out) throws IOException {
        for (SubmissionRecord submission : unfinished.values()) {
            out.write(SubmissionLine.intent(submission));
            if (submission.taskId() != null) {
                out.write(SubmissionLine.task(submission.id(), submission.taskId()));
            }
        }
    }

    List<SubmissionRecord> unfinished() {
        return List.copyOf(unfinished.values());
    }

    boolean isOpen(String taskId) {
        return openTasks.containsKey(taskId);
    }

    void addIntent(SubmissionRecord submission) {
        unfinished.put(submission.id(), submission);
    }

    void addTask(String id, String taskId) {
        unfinished.computeIfPresent(
                id, (key, intent) -> new SubmissionRecord(id, intent.time(), intent.requestDigest(), taskId));
        openTasks.put(taskId, id);
    }

    void removeIntent(String id) {
        unfinished.remove(id);
    }

    void removeTask(String taskId) {
        String id = openTasks.remove(taskId);
        if (id != null) {
            unfinished.remove(id);
        }
    }

    private void replay(String line) throws IOException {
        Map<String, String> members = SubmissionLine.parse(line);
        switch (member(members, "event")) {
            case "intent" ->
                addIntent(new SubmissionRecord(
                        member(members, "id"),
                        Instant.parse(member(members, "time")),
                        member(members, "requestDigest"),
                        null));
            case "task" -> addTask(member(members, "id"), member(members, "taskId"));
            case "noTask" -> removeIntent(member(members, "id"));
            case "end" -> removeTask(member(members, "taskId"));
            default -> throw new IOException("The event is unknown");
        }
    }

    private static String member(Map<String, String> members, String name) throws IOException {
        String value = members.get(name);
        if (value == null) {
            throw new IOException("The member " + name + " is missing");
        }
        return value;
    }
}
