package dev.lumamodify.contract.internal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lumamodify.contract.internal.spec.Json;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Runs of the servers in Python and Node that the documentation shows. Skipped where Python or Node is not installed. */
@Tag("faults")
class ExampleServersTest {
    private static final Path PAGE = Path.of("../docs/test-a-server.md");
    private static final Path PYTHON = Path.of("../examples/servers/server.py");
    private static final Path BROKEN = Path.of("src/test/resources/broken-server.py");

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final StringWriter output = new StringWriter();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroy);
    }

    @ParameterizedTest
    @CsvSource({"python3, ../examples/servers/server.py", "node, ../examples/servers/server.mjs"})
    void exampleServerPasses(String program, Path server) throws IOException {
        assertThat(Files.readString(PAGE)).contains("```\n", Files.readString(server));

        assertThat(check(start(program, server.toString(), "0"))).isEqualTo(Main.PASSED);
        if (program.equals("python3")) {
            assertThat(shown(PAGE, "passed, 0 failed")).isEqualTo(last(1));
        }
    }

    @Test
    void serverWithAMistakeFailsAsThePageShows() throws IOException {
        String mistake = "        parameters[\"waterMark\"] = parameters.pop(\"watermark\")\n";
        String source = Files.readString(PYTHON);
        assertThat(source).contains(mistake);
        assertThat(Files.readString(PAGE)).contains("```python\n" + mistake + "```");
        Path changed = Files.writeString(folder.resolve("server.py"), source.replace(mistake, ""));

        assertThat(check(start("python3", changed.toString(), "0"))).isEqualTo(Main.FAILED);

        String block = shown(PAGE, "FAILED  envelope.valid\n");
        assertThat(comparable(output.toString())).contains(comparable(block));
    }

    /** Each of the mistakes in the source of this server is a failure that names it. */
    @Test
    void everyMistakeOfTheBrokenServerIsReported() throws IOException {
        String url = start("python3", BROKEN.toString(), "0", "key-one", "hook-key");

        assertThat(check(url, "--webhook-key", "hook-key", "--task-duration", "2s", "--report-dir", folder.toString()))
                .isEqualTo(Main.FAILED);

        JsonNode report = Json.parse(Files.readAllBytes(folder.resolve("report.json")));
        assertThat(StreamSupport.stream(report.path("checks").spliterator(), false)
                        .filter(check -> check.path("outcome").asString().equals("FAILED"))
                        .map(check -> check.path("id").asString()))
                .containsExactlyInAnyOrder(
                        "requests.example-accepted",
                        "requests.invalid-rejected",
                        "requests.invalid-pairs-rejected",
                        "requests.non-json-rejected",
                        "auth.read-needs-key",
                        "auth.create-needs-key",
                        "auth.read-needs-known-key",
                        "auth.create-needs-known-key",
                        "auth.operations-need-key",
                        "operations.valid-accepted",
                        "operations.invalid-rejected",
                        "tasks.unknown-rejected",
                        "tasks.missing-id-rejected",
                        "billing.accepted-charged",
                        "links.foreign-rejected",
                        "envelope.unknown-path",
                        "envelope.any-method",
                        "envelope.valid",
                        "envelope.content-type",
                        "envelope.plain-json",
                        "envelope.msg",
                        "envelope.no-internals",
                        "envelope.key-never-echoed");
        // A short key is also a part of the name of an option.
        assertThat(output.toString()).contains("--webhook-key \"${WEBHOOK_KEY}\"");
    }

    private String start(String... command) throws IOException {
        boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, command[0])));
        assumeTrue(installed, command[0] + " is not installed");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return Objects.requireNonNull(process.inputReader(UTF_8).readLine(), "The server has not printed its URL");
    }

    private int check(String url, String... options) {
        List<String> all = new ArrayList<>(List.of("--target", url, "--api-key", "key-one", "--seed", "1"));
        all.addAll(List.of(options));
        PrintWriter writer = new PrintWriter(output, true);
        return Main.commandLine().setOut(writer).setErr(writer).execute(all.toArray(String[]::new));
    }

    private String last(int lines) {
        List<String> all = output.toString().lines().toList();
        return String.join("\n", all.subList(all.size() - lines, all.size())) + "\n";
    }

    /** Returns the block of text on a page that contains a part. */
    private static String shown(Path page, String part) throws IOException {
        return Pattern.compile("(?s)```text\n(.*?)```")
                .matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .filter(block -> block.contains(part))
                .findFirst()
                .orElseThrow();
    }

    /** Replaces what differs from run to run: ids, times and ports. */
    private static String comparable(String report) {
        return report.replaceAll("\\b[0-9a-f]{32}\\b", "ID")
                .replaceAll("\\b\\d{13}\\b", "TIME")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "HOST");
    }
}
