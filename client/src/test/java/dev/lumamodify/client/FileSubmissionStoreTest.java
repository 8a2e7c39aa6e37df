package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.spi.SubmissionRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSubmissionStoreTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    private static SubmissionRecord intent(String id) {
        return new SubmissionRecord(id, TIME, SubmissionRecord.digest(REQUEST), null);
    }

    private static SubmissionRecord task(String id, String taskId) {
        return new SubmissionRecord(id, TIME, SubmissionRecord.digest(REQUEST), taskId);
    }

    private List<SubmissionRecord> reopen(Path file) throws IOException {
        try (FileSubmissionStore store = FileSubmissionStore.open(file)) {
            return store.unfinished();
        }
    }

    @Test
    void recordsSurviveAReopening() throws IOException {
        Path file = folder.resolve("submissions");
        try (FileSubmissionStore store = FileSubmissionStore.open(file)) {
            for (String id : List.of("unknown", "open", "rejected", "ended")) {
                store.recordIntent(intent(id));
            }
            store.recordTask("open", "task 1");
            store.recordNoTask("rejected");
            store.recordTask("ended", "task 2");
            store.recordEnd("task 2");
            store.recordEnd("task of another client");
        }
        List<SubmissionRecord> expected = List.of(intent("unknown"), task("open", "task 1"));
        assertThat(reopen(file)).isEqualTo(expected);
        assertThat(reopen(file)).isEqualTo(expected);
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void everyPrefixOfAFileOpensAndLosesItsLastRecordOnly() throws IOException {
        Path file = folder.resolve("submissions");
        try (FileSubmissionStore store = FileSubmissionStore.open(file)) {
            store.recordIntent(intent("1"));
            store.recordIntent(intent("2"));
            store.recordTask("1", "task 1");
            store.recordEnd("task 1");
        }
        byte[] all = Files.readAllBytes(file);
        List<List<SubmissionRecord>> states = List.of(
                List.of(),
                List.of(intent("1")),
                List.of(intent("1"), intent("2")),
                List.of(task("1", "task 1"), intent("2")),
                List.of(intent("2")));
        Path copy = folder.resolve("copy");
        for (int length = 0; length <= all.length; length++) {
            byte[] prefix = Arrays.copyOf(all, length);
            Files.write(copy, prefix);
            int lines = 0;
            for (int i = 0; i < length; i++) {
                lines += prefix[i] == '\n' ? 1 : 0;
            }
            // A line without only its newline is complete.
            boolean complete = length < all.length && all[length] == '\n';
            List<SubmissionRecord> expected = states.get(complete ? lines + 1 : lines);
            assertThat(reopen(copy)).as("prefix of %s bytes", length).isEqualTo(expected);
            // Records after a torn line survive too.
            Files.write(copy, prefix);
            try (FileSubmissionStore store = FileSubmissionStore.open(copy)) {
                store.recordIntent(intent("3"));
            }
            assertThat(reopen(copy)).hasSize(expected.size() + 1).last().isEqualTo(intent("3"));
        }
    }

    @Test
    void twoClientsCannotUseTheSameFile() throws IOException {
        Path file = folder.resolve("submissions");
        FileSubmissionStore store = FileSubmissionStore.open(file);
        LumaModifyBuilder builder = LumaModify.builder().apiKey("key").submissionStore(file);
        assertThatThrownBy(builder::build).hasMessageContaining("another client uses the submission store");
        store.close();
        builder.build().close();
        assertThat(reopen(file)).isEmpty();
    }

    @Test
    void fileIsForItsOwnerOnlyAndHasNoPromptOrUrl() throws IOException {
        Path file = folder.resolve("submissions");
        try (FileSubmissionStore store = FileSubmissionStore.open(file)) {
            store.recordIntent(intent("1"));
        }
        assertThat(Files.readString(file)).doesNotContain(REQUEST.prompt()).doesNotContain("example.com");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void interruptedThreadCanRecord() throws IOException {
        Path file = folder.resolve("submissions");
        try (FileSubmissionStore store = FileSubmissionStore.open(file)) {
            Thread.currentThread().interrupt();
            store.recordIntent(intent("1"));
            assertThat(Thread.interrupted()).isTrue();
            store.recordTask("1", "task 1");
        }
        assertThat(reopen(file)).containsExactly(task("1", "task 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftyp video",
                "ftyp\nvideo\n",
                "{\"event\":\"party\"}",
                "{\"event\":\"task\",\"id\":\"1\"}",
                "{\"event\":\"noTask\",\"id\":\"1\"}{}",
                "{\"name\":\"luma\"}"
            })
    void fileOfAnotherKindIsRefusedAndNotChanged(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("in.mp4"), content);
        assertThatThrownBy(() -> FileSubmissionStore.open(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not a submission store, or is damaged: line 1");
        assertThat(file).hasContent(content);
        LumaModifyBuilder builder = LumaModify.builder().apiKey("key").submissionStore(file);
        assertThatThrownBy(builder::build).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void damagedLineBeforeOthersIsRefusedAndNotLost() throws IOException {
        Path file = folder.resolve("submissions");
        try (FileSubmissionStore store = FileSubmissionStore.open(file)) {
            store.recordIntent(intent("1"));
            store.recordIntent(intent("2"));
            store.recordTask("2", "task 2");
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(1, lines.get(1).substring(5));
        Files.write(file, lines);
        assertThatThrownBy(() -> FileSubmissionStore.open(file)).hasMessageEndingWith("damaged: line 2");
        assertThat(Files.readAllLines(file)).isEqualTo(lines);
    }

    @Test
    void fileThatCannotBeReadIsNotReplaced() throws IOException {
        Path file = folder.resolve("loop");
        try {
            Files.createSymbolicLink(file, file);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("Symbolic links are not supported");
        }
        assertThatThrownBy(() -> FileSubmissionStore.open(file)).isInstanceOf(IOException.class);
        assertThat(Files.isSymbolicLink(file)).isTrue();
    }

    @Test
    void lineReplacesAllThatAFailedWriteLeft() throws IOException {
        Path file = folder.resolve("submissions");
        try (FileSubmissionStore store = FileSubmissionStore.open(file)) {
            store.recordIntent(intent("1"));
            Files.writeString(file, "x".repeat(1000) + "\"}\n", StandardOpenOption.APPEND);
            store.recordNoTask("1");
            store.recordIntent(intent("2"));
        }
        assertThat(reopen(file)).containsExactly(intent("2"));
    }

    @Test
    void lockIsReleasedAlsoIfTheFileCannotBeClosed() throws Exception {
        Path path = folder.resolve("submissions");
        FileSubmissionStore store = FileSubmissionStore.open(path);
        Field field = FileSubmissionStore.class.getDeclaredField("file");
        field.setAccessible(true);
        ((RandomAccessFile) field.get(store)).close();
        field.set(store, new RandomAccessFile(path.toFile(), "rw") {
            @Override
            public void close() throws IOException {
                super.close();
                throw new IOException("disk full");
            }
        });
        store.close();
        assertThat(reopen(path)).isEmpty();
    }
}
