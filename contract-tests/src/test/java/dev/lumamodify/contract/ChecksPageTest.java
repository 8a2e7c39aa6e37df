package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.server.checks.ServerChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/checks.md} with the checks. The page as it should be is written to the build folder. */
class ChecksPageTest {
    private static final Path PAGE = Path.of("../docs/checks.md");

    @Test
    void thePageListsEveryCheckWithItsLevelAndSource() throws IOException {
        String expected = """
                # Checks

                All checks of the suite. A *required* check has a source outside this project: the OpenAPI document (`#/…`), which has what the provider's pages and
                responses state, the [API facts](api-facts.md), or an RFC. A *recommended* check covers what only this project demands, or what a source leaves open; it
                warns, and fails a run with `--strict`.

                ## Servers

                %s
                ## Clients

                %s""".formatted(table(ServerChecks.all()), table(ClientChecks.all()));
        Files.writeString(Path.of("target/checks.md"), expected);

        assertThat(PAGE).content().isEqualTo(expected);
    }

    private static String table(List<? extends Check<?>> checks) {
        return checks.stream()
                .map(check -> "| `" + check.id() + "` | " + check.level().name().toLowerCase(Locale.ROOT) + " | "
                        + check.description().replace("|", "\\|") + " | " + link(check.source()) + " |\n")
                .collect(Collectors.joining("", "| check | level | rule | source |\n| --- | --- | --- | --- |\n", ""));
    }

    private static String link(String source) {
        if (source.startsWith("#")) {
            return "`" + source + "`";
        }
        return source.contains(".md") ? "[" + source + "](../" + source + ")" : source;
    }
}
