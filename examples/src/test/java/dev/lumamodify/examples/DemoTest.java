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
    void printsEachCallAndLeavesTheVideo(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Demo demo = new Demo(new PrintStream(bytes, true, StandardCharsets.UTF_8), Ansi.OFF);

        int status = new CommandLine(demo).execute("--seconds", "0.2", "--to", directory.toString());

        List<Path> files;
        try (var list = Files.list(directory)) {
            files = list.toList();
        }
        String output = bytes.toString(StandardCharsets.UTF_8);
        assertThat(status).as(output).isZero();
        assertThat(files).singleElement().satisfies(file -> {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).endsWith("luma-modify-demo");
            assertThat(output.strip()).endsWith(file.toString());
        });
        assertThat(output)
                .containsSubsequence(
                        "1. Start a mock server and create a client",
                        "luma.modify(request)",
                        "luma.awaitCompletionAsync(taskId)",
                        "verifier.verify(headers, body)",
                        "luma.handleCallback(callback)",
                        "1 Success",
                        "completion.join()",
                        "luma.download(task, directory)",
                        "IllegalArgumentException",
                        "ApiException",
                        "402 Insufficient credits",
                        "429 Rate limited",
                        "retryAfter(): 1 s",
                        "SubmissionOutcomeUnknownException",
                        "TaskFailedException",
                        "CallbackRejectedException",
                        "The downloaded video")
                .doesNotContain("any-key", "example-webhook-key");
    }
}
