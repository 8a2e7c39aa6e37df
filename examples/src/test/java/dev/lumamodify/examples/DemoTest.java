package dev.lumamodify.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
                        "Starts a mock server on this machine, uploads a small video",
                        "1. Start a mock server and create a client",
                        "luma.upload(path)",
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

    @Test
    void keepLeavesTheMockServerRunning(@TempDir Path directory) throws Exception {
        PipedInputStream printed = new PipedInputStream();
        PrintStream out = new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8);
        Thread demo = new Thread(() -> new CommandLine(new Demo(out, Ansi.OFF))
                .setExecutionExceptionHandler((interrupted, command, parsed) -> 1)
                .execute("--seconds", "0.2", "--keep", "--to", directory.toString()));
        demo.start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
            String line = "";
            while (!line.startsWith("The mock server is still running.")) {
                line = Objects.requireNonNull(lines.readLine());
            }
            URI url = URI.create(lines.readLine().strip());

            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            demo.interrupt();
            demo.join();
        }
    }
}
