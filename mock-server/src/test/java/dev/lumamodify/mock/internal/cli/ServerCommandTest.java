package dev.lumamodify.mock.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class ServerCommandTest {
    @ParameterizedTest
    @CsvSource({
        "--api-key=, --api-key must not be blank",
        "--callback-host=a:80, '--callback-host must be names or addresses without a port, not ''a:80'''",
        "--admin-host=a:80, '--admin-host must be names or addresses without a port, not ''a:80'''",
        "--read-delay=soon, '--read-delay must be a duration such as 500ms, 3s, 2m, 1h or 14d, not ''soon'''",
        "--callback-timeout=4000d, '--callback-timeout must be at most 3650d, not ''4000d'''",
        "--poll-limit=often, '--poll-limit must be off or a rate limit such as 20/10s, not ''often'''",
        "--credits-per-task=-1, --credits-per-task must not be negative"
    })
    void namesTheOptionOfAnInvalidSetting(String argument, String message) {
        StringWriter printed = new StringWriter();
        CommandLine command = ServerCommand.commandLine()
                .setErr(new PrintWriter(printed, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));

        assertThat(command.execute("--port=0", argument)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString().strip()).isEqualTo(message);
    }
}
