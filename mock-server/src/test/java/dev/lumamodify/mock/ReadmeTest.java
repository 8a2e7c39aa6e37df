package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.cli.ServerCommand;
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
        assertThat(readme).contains("```text\n" + ServerCommand.commandLine().getUsageMessage(Ansi.OFF) + "```\n");
    }

    @Test
    void showsEveryPreference() {
        List<String> rows = Arrays.stream(PreferenceType.values())
                .map(type -> "| `" + type.token() + "` | " + type.validValues() + " | " + type.effect() + " |\n")
                .toList();

        assertThat(readme)
                .contains("| preference | values | effect |\n| --- | --- | --- |\n" + String.join("", rows) + "\n");
    }

    @Test
    void showsEveryAdminRoute() {
        try (MockServer mock = MockServer.start()) {
            JsonNode routes = new TestClient(mock).getAdmin("");
            String rows = routes.valueStream()
                    .map(route -> "| `" + route.path("method").asString() + " "
                            + route.path("path").asString() + "` | "
                            + route.path("description").asString() + " |\n")
                    .collect(Collectors.joining());

            assertThat(readme).contains("| route | description |\n| --- | --- |\n" + rows + "\n");
        }
    }
}
