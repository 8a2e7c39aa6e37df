package dev.lumamodify.mock.internal.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Options from environment variables: {@code LUMA_MOCK_TASK_DURATION} for {@code --task-duration}. An empty variable has no
 * effect.
 *
 * @param arguments the options as arguments
 * @param variables the names of the variables, by option
 */
record EnvironmentOptions(List<String> arguments, Map<String, String> variables) {
    private static final String PREFIX = "LUMA_MOCK_";

    /** Returns the options of the environment that are neither among the arguments nor in the files that they name. */
    static EnvironmentOptions of(Map<String, String> environment, CommandSpec command, String... arguments) {
        EnvironmentOptions options = new EnvironmentOptions(new ArrayList<>(), new LinkedHashMap<>());
        if (environment.keySet().stream().noneMatch(name -> name.startsWith(PREFIX))) {
            return options;
        }
        ParseResult given;
        try {
            given = command.commandLine().parseArgs(arguments);
        } catch (ParameterException e) {
            // The command reports it.
            return options;
        }
        for (OptionSpec option : command.options()) {
            String name = option.longestName();
            String variable = PREFIX + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty() && !given.hasMatchedOption(name) && !option.usageHelp() && !option.versionHelp()) {
                options.variables.put(name, variable);
                for (String each : option.isMultiValue() ? value.split("\\s*,\\s*") : new String[] {value}) {
                    options.arguments.add(name + "=" + each);
                }
            }
        }
        return options;
    }

    String[] prependTo(String... others) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(others));
        return all.toArray(String[]::new);
    }

    /** Returns the name of the variable that a setting comes from; the option if it is an argument. */
    String source(String setting) {
        String option = switch (setting) {
            case "apiKeys" -> "--api-key";
            case "callbackHosts" -> "--callback-host";
            case "adminHosts" -> "--admin-host";
            default -> "--" + setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        };
        return variables.getOrDefault(option, option);
    }

    /** Returns the message of an exception; it names the variable instead of the option that comes from it. */
    String message(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        for (Map.Entry<String, String> each : variables.entrySet()) {
            message = message.replace("option '" + each.getKey() + "'", each.getValue());
        }
        return message;
    }
}
