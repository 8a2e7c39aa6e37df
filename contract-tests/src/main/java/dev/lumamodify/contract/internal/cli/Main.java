package dev.lumamodify.contract.internal.cli;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.report.Console;
import dev.lumamodify.contract.internal.report.Reports;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.CheckResult;
import dev.lumamodify.contract.internal.server.Coverage;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Suite;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.server.TargetClock;
import dev.lumamodify.contract.internal.spec.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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

/** The command line: holds the server at {@code --target} to the document, and reports what it breaks. */
@Command(
        name = "luma-modify-contract-tests",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Holds any server of the Luma Modify API to its contract, law by law.",
            "What an option would be needed for is reported as not checked, never as passed.%n"
        },
        exitCodeOnInvalidInput = Main.COULD_NOT_RUN,
        exitCodeOnExecutionException = Main.COULD_NOT_RUN,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every promise that could be checked is kept", "1:a promise is broken", "2:could not run"})
public final class Main implements Callable<Integer> {
    static final int KEPT = 0;
    static final int BROKEN = 1;
    static final int COULD_NOT_RUN = 2;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Target target = new Target();

    @Option(
            names = "--only",
            paramLabel = "LAW",
            split = ",",
            description = "Checks only these: a topic (callbacks) or a law (callbacks.signed).")
    List<String> only = List.of();

    @Option(names = "--skip", paramLabel = "LAW", split = ",", description = "Leaves these out.")
    List<String> skip = List.of();

    @Option(names = "--strict", description = "House rules fail the run, too; otherwise they only warn.")
    boolean strict;

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            description = "Writes report.html, report.json and junit.xml there.")
    @Nullable
    Path reportDir;

    @Option(
            names = "--explain",
            paramLabel = "LAW",
            description = "Says what a law promises and what checking it needs, then ends. 'all': every law.")
    @Nullable
    String explain;

    /** Starts the program. */
    public static void main(String[] args) {
        // A server may close a kept connection at any time; a short life keeps that from looking like a missing answer.
        System.setProperty("jdk.httpclient.keepalive.timeout", "1");
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, Target::duration)
                .registerConverter(Target.Rate.class, Target.Rate::parse)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
                    command.getErr().println("Could not run: " + cause.getMessage());
                    return COULD_NOT_RUN;
                });
    }

    @Override
    public Integer call() throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = command.getOut();
        if (explain != null) {
            List<Check> explained = Suite.laws().stream()
                    .filter(law -> named(law, List.of(explain)) || explain.equals("all"))
                    .toList();
            if (explained.isEmpty()) {
                throw new ParameterException(command, "There is no law '" + explain + "'; --explain all lists them");
            }
            explained.forEach(law -> out.println(Console.explained(law)));
            return KEPT;
        }
        checkOptions(command);
        Console console = new Console(out, strict);
        try (ServerTestContext trial = new ServerTestContext(Document.load(), target, TargetClock.machine())) {
            reachable(trial);
            console.started(target, Suite.laws().stream().filter(this::wanted).count());
            List<CheckResult> verdicts = Suite.run(trial, this::wanted, console::progress);
            List<Coverage.Line> coverage = Coverage.of(trial);
            console.ended(verdicts, coverage, trial);
            if (reportDir != null) {
                new Reports(
                                verdicts,
                                coverage,
                                target,
                                strict,
                                trial.wire().journal().size())
                        .write(reportDir);
            }
            return Console.broken(verdicts, strict) ? BROKEN : KEPT;
        }
    }

    private void checkOptions(CommandLine command) {
        String scheme = String.valueOf(target.url.getScheme());
        if (target.url.getHost() == null || !scheme.matches("(?i)https?")) {
            throw new ParameterException(command, "--target is required: an absolute http or https URL");
        }
        if (target.apiKey.isBlank()) {
            throw new ParameterException(command, "--api-key is required");
        }
        // A header can carry nothing else; and a key that is refused by the HTTP client would be repeated in its
        // complaint.
        for (String key : Arrays.asList(target.apiKey, target.secondKey, target.noCreditsKey)) {
            if (key != null && !key.matches("[!-~]+")) {
                throw new ParameterException(command, "A key holds printable ASCII characters only, and no spaces");
            }
        }
        for (String name : Stream.concat(only.stream(), skip.stream()).toList()) {
            if (Suite.laws().stream().noneMatch(law -> named(law, List.of(name)))) {
                throw new ParameterException(
                        command, "There is no law or topic '" + name + "'; --explain all lists them");
            }
        }
    }

    private static void reachable(ServerTestContext trial) throws IOException {
        try {
            trial.wire().send(trial.looking("none"));
        } catch (CheckFailure broken) {
            throw new IOException("The target " + trial.target().url + " " + broken.getMessage(), broken);
        }
    }

    private boolean wanted(Check law) {
        return (only.isEmpty() || named(law, only)) && !named(law, skip);
    }

    private static boolean named(Check law, List<String> names) {
        return names.stream()
                .anyMatch(name -> law.id().equals(name) || law.topic().equals(name));
    }

    /** The version that the jar says it has. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {version == null ? "development" : version};
        }
    }
}
