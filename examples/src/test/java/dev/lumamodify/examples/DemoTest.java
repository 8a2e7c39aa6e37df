package dev.lumamodify.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

final class DemoTest {
    @Test
    void tellsTheWholeStoryAndLeavesTheVideo(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Demo demo = new Demo(new PrintStream(told, true, StandardCharsets.UTF_8), Ansi.OFF);

        int status = new CommandLine(demo).execute("--seconds", "0.2", "--to", directory.toString());

        List<Path> files;
        try (var list = Files.list(directory)) {
            files = list.toList();
        }
        String story = told.toString(StandardCharsets.UTF_8);
        assertThat(status).as(story).isZero();
        assertThat(files).singleElement().satisfies(file -> {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).endsWith("luma-modify-demo");
            assertThat(story.strip()).endsWith(file.toString());
        });
        assertThat(story)
                .containsSubsequence(
                        "A service to talk to",
                        "luma.modify(request)",
                        "luma.resolve(callback)",
                        "1 Success",
                        "luma.awaitAsync(taskId).join()",
                        "luma.download(task, directory)",
                        "IllegalArgumentException",
                        "ApiException",
                        "402 Insufficient credits",
                        "429 Rate limited",
                        "to be repeated after 1 s",
                        "SubmissionUnknownException",
                        "TaskFailedException",
                        "CallbackRejectedException",
                        "The video")
                .doesNotContain("any-key", "example-webhook-key");
    }
}
