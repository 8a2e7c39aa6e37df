package dev.lumamodify.mock.internal.cli;

import dev.lumamodify.mock.internal.server.MockServerRuntime;
import dev.lumamodify.mock.internal.server.ServerOptions;
import dev.lumamodify.mock.internal.server.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line: parses the options, starts the server and prints its URLs. */
@Command(
        name = "luma-modify-mock",
        description = "Simulates the Luma Modify video API of kie.ai on this machine, at no cost. Examples of a TIME:"
                + " 500ms, 3s, 2m, 1h, 14d.",
        mixinStandardHelpOptions = true,
        versionProvider = ServerCommand.ManifestVersion.class,
        showDefaultValues = true,
        showAtFileInUsageHelp = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:printed the help, the version, the options or the completion",
            "1:the port or address is not available",
            "2:an option is invalid",
            "130:stopped by Ctrl-C",
            "143:stopped by SIGTERM"
        },
        footerHeading = "%nEvery option can be given as an environment variable, such as LUMA_MOCK_TASK_DURATION for"
                + " --task-duration. Several values are separated by commas. An option has priority. NO_COLOR turns"
                + " off the colours.%n%nExamples:%n",
        footer = {
            "  luma-modify-mock --port 8080 --task-duration 3s --webhook-key secret",
            "  luma-modify-mock config --port 8081 > mock.options",
            "  luma-modify-mock @mock.options",
            "  source <(luma-modify-mock completion)"
        })
public final class ServerCommand implements Callable<Integer> {
    /** Reads the version from the manifest of the jar. */
    static final class ManifestVersion implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ServerCommand.class.getPackage().getImplementationVersion();
            return new String[] {version == null ? "not packaged" : version};
        }
    }

    // The names of the constants are the values on the command line.
    private enum Action {
        start,
        config,
        completion
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "start starts the server. config prints the effective options as an options file, without"
                    + " keys. completion prints a completion script for bash and zsh.")
    private Action action = Action.start;

    @Mixin
    private StartOptions options = new StartOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // Picocli sets it.
    private CommandSpec spec;

    private ServerCommand() {}

    /** Creates a command that takes its options from the command line only. */
    public static CommandLine commandLine() {
        return new CommandLine(new ServerCommand());
    }

    @Override
    public Integer call() {
        switch (action) {
            case start -> start(options.toServerOptions());
            case config -> {
                options.toServerOptions().validate();
                spec.commandLine().getOut().print(OptionsFile.of(spec));
            }
            case completion -> spec.commandLine().getOut().print(AutoComplete.bash(spec.name(), spec.commandLine()));
        }
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private void start(ServerOptions serverOptions) {
        WebServer.preload();
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        serverOptions.colours = ansi.enabled() && isSameFile("/dev/fd/1", "/dev/fd/2");
        MockServerRuntime server = MockServerRuntime.start(serverOptions);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "luma-modify-mock-stop"));
        // In one call, so that no line of the request log is in between.
        System.out.print(
                new ReadyMessage(server.url(), serverOptions.settings.apiKeys.isEmpty(), ansi).text(server.document()));
        System.out.flush();
    }

    /**
     * Returns whether standard error, where the log goes, is the terminal that standard output is. True if this is unknown,
     * such as on Windows.
     */
    private static boolean isSameFile(String first, String second) {
        try {
            return Files.isSameFile(Path.of(first), Path.of(second));
        } catch (IOException e) {
            return true;
        }
    }
}
