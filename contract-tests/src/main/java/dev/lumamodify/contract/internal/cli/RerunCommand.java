package dev.lumamodify.contract.internal.cli;

import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command that runs a check again. */
final class RerunCommand {
    private static final Set<String> LEFT_OUT =
            Set.of("--only", "--skip", "--seed", "--report-dir", "--strict", "--format", "--baseline");

    private RerunCommand() {}

    /**
     * Returns the command that started the run, without the options for the selection of checks and for reports. A
     * script that starts the program states its name in a system property.
     */
    static String of(CommandLine command) {
        StringBuilder line = new StringBuilder(
                System.getProperty("luma-modify-contract-tests.command", "java -jar luma-modify-contract-tests.jar"));
        for (OptionSpec option : command.getParseResult().matchedOptions()) {
            if (!LEFT_OUT.contains(option.longestName())) {
                line.append(' ').append(option.longestName());
                if (option.arity().max() > 0) {
                    // In double quotes, a variable that stands for a key has its value.
                    option.stringValues()
                            .forEach(value -> line.append(" \"")
                                    .append(value.replaceAll("([\\\\\"$`])", "\\\\$1"))
                                    .append('"'));
                }
            }
        }
        return line.toString();
    }
}
