package dev.lumamodify.mock.internal.cli;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the values of all options as a file that the command line accepts as {@code @file}. Contains no key. */
final class OptionsFile {
    private static final Set<String> SECRETS = Set.of("--api-key", "--webhook-key");

    private OptionsFile() {}

    static String of(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .flatMap(OptionsFile::lines)
                .map(line -> line + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static Stream<String> lines(OptionSpec option) {
        String name = option.longestName();
        Object value = option.getValue();
        Collection<?> values =
                value instanceof Collection<?> several ? several : value == null ? List.of() : List.of(value);
        if (values.isEmpty()) {
            return Stream.of("# " + name + " is not set");
        } else if (SECRETS.contains(name)) {
            return Stream.of("# " + name + " is set, but not printed");
        }
        return values.stream().map(each -> quote(name + "=" + each));
    }

    /** In a file, quotes keep spaces together, and a backslash escapes. */
    private static String quote(String argument) {
        return argument.matches("[\\w=.:/*,@-]+")
                ? argument
                : '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
