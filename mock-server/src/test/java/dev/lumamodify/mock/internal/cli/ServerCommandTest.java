package dev.lumamodify.mock.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

final class ServerCommandTest {
    private static final String SEE_HELP = "See luma-modify-mock --help";

    private final StringWriter printed = new StringWriter();
    private final CommandLine command = ServerCommand.commandLine()
            .setErr(new PrintWriter(printed, true))
            .setOut(new PrintWriter(printed, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));

    @ParameterizedTest
    @CsvSource({
        "--api-key=, --api-key must not be blank",
        "--callback-host=a:80, '--callback-host must be names or addresses without a port, not ''a:80'''",
        "--admin-host=a:80, '--admin-host must be names or addresses without a port, not ''a:80'''",
        "--cors=a.example, '--cors must be *, or origins without a path such as http://localhost:3000'",
        "--read-delay=soon, '--read-delay must be a duration such as 500ms, 3s, 2m, 1h or 14d, not ''soon'''",
        "--callback-timeout=4000d, '--callback-timeout must be at most 3650d, not ''4000d'''",
        "--poll-limit=often, '--poll-limit must be off or a rate limit such as 20/10s, not ''often'''",
        "--credits-per-task=-1, --credits-per-task must not be negative",
        "--poll-limit=\u001b[2J, '--poll-limit must be off or a rate limit such as 20/10s, not ''\\u001b[2J'''"
    })
    void namesTheOptionOfAnInvalidSetting(String argument, String message) {
        assertThat(Main.execute(command, Map.of(), "--port=0", argument)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString().lines()).containsExactly(message, SEE_HELP);
    }

    @ParameterizedTest
    @CsvSource({
        "LUMA_MOCK_PORT, tcp://a:1, 'Invalid value for LUMA_MOCK_PORT: ''tcp://a:1'' is not an int'",
        "LUMA_MOCK_CLOCK, odd, 'Invalid value for LUMA_MOCK_CLOCK: expected one of [real, manual]'",
        "LUMA_MOCK_QUIET, maybe, 'Invalid value for LUMA_MOCK_QUIET: ''maybe'' is not a boolean'",
        "LUMA_MOCK_TASK_DURATION, soon, LUMA_MOCK_TASK_DURATION must be a duration such as",
        "LUMA_MOCK_CALLBACK_HOST, 'a, b:80', 'LUMA_MOCK_CALLBACK_HOST must be names or addresses without a port, not ''b:80'''"
    })
    void namesTheVariableOfAnInvalidSetting(String variable, String value, String message) {
        assertThat(Main.execute(command, Map.of(variable, value, "LUMA_MOCK_HELP", "true")))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString()).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--\u001b[2J", "\u202e", "--port=\u0007", "--clock=\u2028"})
    void printsNoUnsafeCharacterOfAnArgument(String argument) {
        assertThat(Main.execute(command, Map.of(), argument)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString()).contains("\\u").matches("[^\\u001b\\u202e\\u0007\\u2028]+");
    }

    @ParameterizedTest
    @CsvSource({
        "--task-time=1s, 'Unknown option: ''--task-time=1s''. Did you mean --task-duration?'",
        "stop, 'Invalid value for positional parameter at index 0 (COMMAND): expected one of [start, config, completion]"
                + " (case-sensitive) but was ''stop'''"
    })
    void anErrorIsOneLineAndAReferenceToTheHelp(String argument, String message) {
        assertThat(Main.execute(command, Map.of(), argument)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString().lines()).containsExactly(message, SEE_HELP);
    }

    @Test
    void configPrintsAnOptionsFileWithoutKeys(@TempDir Path folder) throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), "--api-key=secret-one --webhook-key=secret-two");
        int status = Main.execute(
                command,
                Map.of("LUMA_MOCK_CREDITS", "7", "LUMA_MOCK_QUIET", "true"),
                "config",
                "@" + keys,
                "--fail-on-prompt",
                "a \"b\" \\c #d",
                "--cors=http://a",
                "--cors=http://b");

        assertThat(status).isZero();
        String config = printed.toString();
        assertThat(config.lines())
                .contains(
                        "--port=8080",
                        "--task-duration=3s",
                        "--credits=7",
                        "--cors=http://a",
                        "--cors=http://b",
                        "--quiet=true",
                        "# --upload-retention is not set",
                        "# --api-key is set, but not printed",
                        "# --webhook-key is set, but not printed")
                .hasSize(command.getCommandSpec().options().size() - 1);
        assertThat(config).doesNotContain("secret");

        printed.getBuffer().setLength(0);
        Path file = Files.writeString(folder.resolve("options"), config);
        assertThat(Main.execute(command, Map.of(), "config", "@" + file)).isZero();
        assertThat(printed.toString()).isEqualTo(config.replaceAll("(-key) is set, but not printed", "$1 is not set"));
    }

    @Test
    void configRejectsAnInvalidOption() {
        assertThat(Main.execute(command, Map.of(), "config", "--max-tasks=0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString().lines()).containsExactly("--max-tasks must be at least 1", SEE_HELP);
    }

    @Test
    void anOptionsFileHasPriorityOverTheEnvironment(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("options"), "# A comment\n--credits 8\n");
        assertThat(Main.execute(command, Map.of("LUMA_MOCK_CREDITS", "7"), "config", "@" + file))
                .isZero();
        assertThat(printed.toString()).contains("--credits=8");
    }

    @Test
    void completionPrintsAScriptWithAllOptions() {
        assertThat(Main.execute(command, Map.of(), "completion")).isZero();
        assertThat(printed.toString())
                .startsWith("#!/usr/bin/env bash")
                .contains("'--log-format'", "\"start\"", "\"config\"");
    }

    @Test
    void everyOptionHasAVariable() {
        for (OptionSpec option : command.getCommandSpec().options()) {
            String name = option.longestName();
            String variable =
                    name.replaceFirst("--", "LUMA_MOCK_").replace('-', '_').toUpperCase(Locale.ROOT);
            EnvironmentOptions options =
                    EnvironmentOptions.of(Map.of(variable, "x, y"), command.getCommandSpec(), "--port", "1");

            boolean ignored = option.usageHelp() || option.versionHelp() || name.equals("--port");
            assertThat(options.arguments())
                    .as(variable)
                    .hasSize(ignored ? 0 : option.isMultiValue() ? 2 : 1)
                    .allMatch(argument -> argument.startsWith(name + "="));
        }
    }

    @Test
    void anEmptyVariableHasNoEffect() {
        assertThat(EnvironmentOptions.of(Map.of("LUMA_MOCK_WEBHOOK_KEY", ""), command.getCommandSpec())
                        .arguments())
                .isEmpty();
    }
}
