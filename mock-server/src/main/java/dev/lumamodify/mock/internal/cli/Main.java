package dev.lumamodify.mock.internal.cli;

import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import dev.lumamodify.mock.internal.state.PlainText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

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
        return command.setParameterExceptionHandler((e, unused) -> {
                    List<String> suggestions =
                            e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
                    String suggestion =
                            suggestions.isEmpty() ? "" : ". Did you mean " + String.join(" or ", suggestions) + "?";
                    return fail(command, variables.message(e) + suggestion, CommandLine.ExitCode.USAGE);
                })
                .setExecutionExceptionHandler((e, failed, parsed) -> e instanceof InvalidValueException invalid
                        ? fail(
                                failed,
                                variables.source(invalid.name()) + " " + invalid.rule(),
                                CommandLine.ExitCode.USAGE)
                        : fail(failed, message(e), exitCode(e)))
                .execute(variables.prependTo(arguments));
    }

    private static int exitCode(Exception e) {
        return e instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private static String message(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.contains(": Address already in use") ? message + ". --port 0 selects a free port." : message;
    }

    /** Prints an error. */
    private static int fail(CommandLine command, String message, int exitCode) {
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(PlainText.of(message)));
        if (exitCode == CommandLine.ExitCode.USAGE) {
            err.println("See " + command.getCommandName() + " --help");
        }
        return exitCode;
    }
}
