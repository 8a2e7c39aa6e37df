package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.cli.Main;
import dev.lumamodify.mock.internal.http.PreferenceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;

final class ReadmeTest {
    private final String readme;

    ReadmeTest() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void showsEveryOption() {
        assertThat(readme).contains("```text\n" + Main.commandLine().getUsageMessage(Ansi.OFF) + "```\n");
    }

    @Test
    void showsEveryPreference() {
        List<String> rows = Arrays.stream(PreferenceType.values())
                .map(wish -> "| `" + wish.word() + "` | " + wish.values + " | " + wish.effect + " |\n")
                .toList();

        assertThat(readme)
                .contains("| preference | values | effect |\n| --- | --- | --- |\n" + String.join("", rows) + "\n");
    }

    @Test
    void showsEveryVerbOfTheAdminApi() {
        try (MockServer mock = MockServer.start()) {
            JsonNode verbs = new TestClient(mock).ask("");
            String rows = verbs.valueStream()
                    .map(verb -> "| `" + verb.path("method").asString() + " "
                            + verb.path("path").asString() + "` | "
                            + verb.path("what").asString() + " |\n")
                    .collect(Collectors.joining());

            assertThat(readme).contains("| verb | what it does |\n| --- | --- |\n" + rows + "\n");
        }
    }
}
