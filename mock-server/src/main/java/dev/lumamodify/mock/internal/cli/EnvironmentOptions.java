package dev.lumamodify.mock.internal.cli;

import dev.lumamodify.mock.internal.state.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Options from environment variables: {@code LUMA_MOCK_TASK_DURATION} for {@code --task-duration}. An empty variable has no
 * effect.
 *
 * @param arguments the options as arguments
 * @param variables the names of the variables, by option
 */
record EnvironmentOptions(List<String> arguments, Map<String, String> variables) {

    /** Returns the options of the environment that are not among the arguments. */
    static EnvironmentOptions of(Map<String, String> environment, CommandSpec command, String... arguments) {
        EnvironmentOptions options = new EnvironmentOptions(new ArrayList<>(), new LinkedHashMap<>());
        for (OptionSpec option : command.options()) {
            String name = option.longestName();
            String variable = "LUMA_MOCK" + name.substring(1).replace('-', '_').toUpperCase(Locale.ROOT);
            String value = environment.getOrDefault(variable, "");
            boolean overridden = Arrays.stream(arguments).anyMatch(each -> (each + "=").startsWith(name + "="));
            if (!value.isEmpty() && !overridden && !option.usageHelp() && !option.versionHelp()) {
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

    /** Returns an exception whose message is safe, and names the variable instead of the option that comes from it. */
    ParameterException withVariable(ParameterException e) {
        String message = PlainText.of(String.valueOf(e.getMessage()));
        for (Map.Entry<String, String> each : variables.entrySet()) {
            message = message.replace("option '" + each.getKey() + "'", each.getValue());
        }
        return message.equals(e.getMessage()) ? e : new ParameterException(e.getCommandLine(), message);
    }
}
