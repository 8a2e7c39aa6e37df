package dev.lumamodify.contract.internal.cli;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.report.Console;
import dev.lumamodify.contract.internal.report.RunInfo;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.server.Target.RateLimit;
import dev.lumamodify.contract.internal.server.checks.ServerChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: checks a server and reports the results. */
@Command(
        name = "luma-modify-contract-tests",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Checks a server of the Luma Modify API (kie.ai) against the OpenAPI document of the API.",
            "A check that needs a missing option is skipped, and reported as skipped.%n"
        },
        exitCodeOnInvalidInput = Main.COULD_NOT_RUN,
        exitCodeOnExecutionException = Main.COULD_NOT_RUN,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no check failed, or only recommended checks without --strict",
            "1:a check failed",
            "2:the run is incomplete: an option is invalid, the server does not respond or rejects the key, the run was"
                    + " interrupted, or a report could not be written"
        })
public final class Main implements Callable<Integer> {
    static final int PASSED = 0;
    static final int FAILED = 1;
    static final int COULD_NOT_RUN = 2;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    TargetOptions targetOptions = new TargetOptions();

    @Mixin
    RunOptions runOptions = new RunOptions();

    @Mixin
    ReportOptions reportOptions = new ReportOptions();

    @Option(
            names = "--only",
            paramLabel = "CHECK",
            split = ",",
            description = "Runs only these checks: an id (callbacks.signed) or a topic (callbacks).")
    List<String> only = List.of();

    @Option(
            names = "--skip",
            paramLabel = "CHECK",
            split = ",",
            description = "Leaves these checks out: an id or a topic.")
    List<String> skip = List.of();

    @Option(
            names = "--explain",
            paramLabel = "CHECK",
            description = "Prints what a check verifies, its level, source and required options, and exits."
                    + " An id, a topic, or 'all'.")
    @Nullable
    String explain;

    /** Starts the program. */
    public static void main(String[] args) {
        // A server may close an idle connection at any time. A short timeout avoids reusing one that is about to close.
        System.setProperty("jdk.httpclient.keepalive.timeout", "1");
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, TypeConverters::duration)
                .registerConverter(RateLimit.class, TypeConverters::rateLimit)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
                    command.getErr().println("Could not run: " + cause.getMessage());
                    return COULD_NOT_RUN;
                });
    }

    @Override
    public Integer call() throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        if (explain != null) {
            explain(command, explain);
            return PASSED;
        }
        Target target = targetOptions.target(command);
        for (String name : Stream.concat(only.stream(), skip.stream()).toList()) {
            if (ServerChecks.all().stream().noneMatch(check -> isNamed(check, List.of(name)))) {
                throw unknownCheck(command, name);
            }
        }
        List<Check<ServerTestContext>> checks =
                ServerChecks.all().stream().filter(this::isSelected).toList();
        RunInfo info = new RunInfo(
                target.url(),
                runOptions.seed,
                reportOptions.strict,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Version.text(),
                RerunCommand.of(command),
                reportOptions.knownFailures(command));
        return new ServerRun(info, target, reportOptions, command).run(checks, runOptions);
    }

    private static void explain(CommandLine command, String name) {
        List<Check<ServerTestContext>> explained = ServerChecks.all().stream()
                .filter(check -> name.equals("all") || isNamed(check, List.of(name)))
                .toList();
        if (explained.isEmpty()) {
            throw unknownCheck(command, name);
        }
        explained.forEach(check -> command.getOut().println(Console.explanation(check)));
    }

    private static ParameterException unknownCheck(CommandLine command, String name) {
        return new ParameterException(
                command, "There is no check or topic '" + name + "'; --explain all lists the checks");
    }

    private boolean isSelected(Check<?> check) {
        return (only.isEmpty() || isNamed(check, only)) && !isNamed(check, skip);
    }

    private static boolean isNamed(Check<?> check, List<String> names) {
        return names.stream()
                .anyMatch(name -> check.id().equals(name) || check.topic().equals(name));
    }

    /** Reads the version from the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }

        static String text() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }
    }
}
