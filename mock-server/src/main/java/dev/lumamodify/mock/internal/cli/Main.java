package dev.lumamodify.mock.internal.cli;

import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import dev.lumamodify.mock.internal.state.PlainText;
import java.util.Map;
import picocli.CommandLine;

/** The entry point of the runnable jar. */
public final class Main {
    private Main() {}

    /** Starts the server, which runs until the process ends. Exits with a status other than 0 if it does not start. */
    public static void main(String[] args) {
        // Must be set before the first logger exists. The command prints requests and the reason of a failed start.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.setProperty("org.slf4j.simpleLogger.log.io.javalin.Javalin", "off");
        // Reads the document while this thread parses the command line and loads Jetty.
        Thread document = new Thread(BundledDocument::get, "luma-modify-mock-document");
        document.setDaemon(true);
        document.start();
        int status = execute(ServerCommand.commandLine(), System.getenv(), args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs the command and returns its exit code. Takes options that are not among the arguments from the environment. */
    static int execute(CommandLine command, Map<String, String> environment, String... arguments) {
        EnvironmentOptions variables = EnvironmentOptions.of(environment, command.getCommandSpec(), arguments);
        CommandLine.IParameterExceptionHandler handler = command.getParameterExceptionHandler();
        return command.setParameterExceptionHandler(
                        (e, unused) -> handler.handleParseException(variables.withVariable(e), unused))
                .setExecutionExceptionHandler((e, failed, parsed) -> {
                    String message = e instanceof InvalidValueException invalid
                            ? variables.source(invalid.name()) + " " + invalid.rule()
                            : String.valueOf(e.getMessage());
                    failed.getErr().println(failed.getColorScheme().errorText(PlainText.of(message)));
                    return e instanceof IllegalArgumentException
                            ? CommandLine.ExitCode.USAGE
                            : CommandLine.ExitCode.SOFTWARE;
                })
                .execute(variables.prependTo(arguments));
    }
}
