package dev.lumamodify.mock.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

final class ServerCommandTest {
    private final StringWriter printed = new StringWriter();
    private final CommandLine command = ServerCommand.commandLine()
            .setErr(new PrintWriter(printed, true))
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
        assertThat(printed.toString().strip()).isEqualTo(message);
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
