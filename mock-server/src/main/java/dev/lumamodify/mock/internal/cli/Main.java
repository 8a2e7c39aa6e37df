package dev.lumamodify.mock.internal.cli;

import dev.lumamodify.mock.ErrorStatus;
import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.MockServerBuilder;
import dev.lumamodify.mock.internal.server.WebServer;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.state.AccountPolicy;
import dev.lumamodify.mock.internal.state.Durations;
import dev.lumamodify.mock.internal.state.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "luma-modify-mock-server",
        description =
                "Plays the Luma Modify video API on this machine, without a cost. TIME is written 500ms, 3s, 2m, 1h"
                        + " or 14d.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        showDefaultValues = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:said what it was asked for: --help or --version",
            "1:could not listen",
            "2:an option is wrong",
            "130:stopped by Ctrl-C",
            "143:stopped by SIGTERM"
        },
        footerHeading = "%nExample:%n",
        footer = "  java -jar luma-modify-mock-server.jar --port 8080 --task-duration 3s --webhook-key secret")
public final class Main implements Callable<Integer> {
    /** Where the version is written: in the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {version == null ? "not packaged" : version};
        }
    }

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0 takes any that is free.")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Name or address to listen on. The default is reachable from this machine alone.")
    private String host = "127.0.0.1";

    @Option(names = "--task-duration", paramLabel = "TIME", description = "How long a task is at work.")
    private String taskDuration = "3s";

    @Option(names = "--read-delay", paramLabel = "TIME", description = "How long a new task cannot be looked at yet.")
    private String readDelay = "0s";

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            description = "Divides every wait: 60 makes minutes seconds. What the clock shows stays true.")
    private double timeScale = 1;

    @Option(
            names = "--clock",
            paramLabel = "MODE",
            description = "${COMPLETION-CANDIDATES}. manual: time stands still until POST /__mock/clock/advance.")
    private Mode clock = Mode.real;

    @Option(
            names = "--error-status",
            paramLabel = "STYLE",
            description = "${COMPLETION-CANDIDATES}. envelope: HTTP 200 whatever the code. mirror: the code is the HTTP"
                    + " status too.")
    private Style errorStatus = Style.envelope;

    @Option(names = "--max-tasks", paramLabel = "N", description = "Tasks to remember; the oldest finished go first.")
    private int maxTasks = 10_000;

    @Option(
            names = "--api-key",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            paramLabel = "KEY",
            description = "An API key to accept. May be repeated. Default: any key.")
    private List<String> apiKeys = List.of();

    @Option(names = "--credits", paramLabel = "N", description = "Credits that an account starts with.")
    private long credits = AccountPolicy.DEFAULT.credits();

    @Option(names = "--credits-per-task", paramLabel = "N", description = "Credits that a create costs.")
    private long creditsPerTask = AccountPolicy.DEFAULT.creditsPerTask();

    @Option(
            names = "--rate-limit",
            paramLabel = "N/TIME",
            description = "Creates accepted per account in any window of time, or off.")
    private String rateLimit = String.valueOf(AccountPolicy.DEFAULT.rateLimit());

    @Option(
            names = "--poll-limit",
            paramLabel = "N/TIME",
            description = "Looks at one task in any window of time, or off. The live service's limit is not known.")
    private String pollLimit = "off";

    @Option(
            names = "--webhook-key",
            paramLabel = "KEY",
            description = "Signs callbacks with this key. Default: they are not signed.")
    private @Nullable String webhookKey;

    @Option(names = "--callback-timeout", paramLabel = "TIME", description = "How long a receiver has, in real time.")
    private String callbackTimeout = "15s";

    @Option(
            names = "--callback-host",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            paramLabel = "HOST",
            description = "A host that callbacks may go to. May be repeated. Default: any while listening on a loopback"
                    + " address, else none.")
    private List<String> callbackHosts = List.of();

    @Option(
            names = "--admin-host",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            paramLabel = "HOST",
            description = "A further name under which /__mock answers. May be repeated. Default: loopback names and the"
                    + " address called.")
    private List<String> adminHosts = List.of();

    @Option(
            names = "--fail-on-prompt",
            paramLabel = "TEXT",
            description = "Lets every create with exactly this prompt fail, for callers that cannot send Prefer.")
    private @Nullable String failOnPrompt;

    @Option(
            names = "--validate-videos",
            description =
                    "Fetches the video of every create, as far as it takes, and refuses what breaks the documented rules"
                            + " for size, format and duration. Off by default: URLs need not exist.")
    private boolean validateVideos;

    @Option(names = "--quiet", description = "Says nothing after the first line.")
    private boolean quiet;

    @Option(names = "--json-log", description = "Writes the lines about requests and callbacks as JSON.")
    private boolean jsonLog;

    // Named as they are written on the command line.
    private enum Mode {
        real,
        manual
    }

    private enum Style {
        envelope,
        mirror
    }

    private Main() {}

    /** Runs the server until the process is told to end. */
    public static void main(String[] args) {
        // Before anything logs: what a server does is told by this class, what goes wrong by the logger.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        // That it cannot listen is told by this class too.
        System.setProperty("org.slf4j.simpleLogger.log.io.javalin.Javalin", "off");
        // The document is read while the command line is.
        Thread document = new Thread(OpenApiDocument::current, "luma-modify-mock-document");
        document.setDaemon(true);
        document.start();
        int status = commandLine().execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((e, command, parsed) -> {
            boolean option = e instanceof IllegalArgumentException;
            String message = asWritten(command, String.valueOf(e.getMessage()));
            command.getErr().println(command.getColorScheme().errorText(message));
            return option ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        });
    }

    /** Names an option as it is written here, where the message begins with the name of its setting. */
    private static String asWritten(CommandLine command, String message) {
        String setting = message.replaceFirst(" .*", "");
        String option = "--" + setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        // What may be repeated is a plural as a setting and not as an option.
        return Stream.of(option, option.replaceFirst("s$", ""))
                .filter(command.getCommandSpec().optionsMap()::containsKey)
                .findFirst()
                .map(known -> known + message.substring(setting.length()))
                .orElse(message);
    }

    @Override
    public Integer call() {
        WebServer.load();
        MockServer server = builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "luma-modify-mock-stop"));
        System.out.println("The Luma Modify mock is ready at " + server.url());
        return CommandLine.ExitCode.OK;
    }

    private MockServerBuilder builder() {
        MockServerBuilder builder = MockServer.builder()
                .port(port)
                .host(host)
                .taskDuration(time("--task-duration", taskDuration))
                .readDelay(time("--read-delay", readDelay))
                .timeScale(timeScale)
                .errorStatus(errorStatus == Style.mirror ? ErrorStatus.MIRROR : ErrorStatus.ENVELOPE)
                .maxTasks(maxTasks)
                .credits(credits)
                .creditsPerTask(creditsPerTask)
                .callbackTimeout(time("--callback-timeout", callbackTimeout));
        RateLimit creates = limit("--rate-limit", rateLimit);
        builder = creates == null ? builder.noRateLimit() : builder.rateLimit(creates.calls(), creates.window());
        RateLimit polls = limit("--poll-limit", pollLimit);
        builder = polls == null ? builder : builder.pollLimit(polls.calls(), polls.window());
        builder = clock == Mode.manual ? builder.manualClock() : builder;
        builder = webhookKey == null ? builder : builder.webhookKey(webhookKey);
        builder = validateVideos ? builder.validateVideos() : builder;
        builder = jsonLog ? builder.jsonLog() : builder;
        builder.settings.quiet = quiet;
        builder = failOnPrompt == null ? builder : builder.failOnPrompt(failOnPrompt);
        apiKeys.forEach(builder::apiKey);
        callbackHosts.forEach(builder::callbackHost);
        adminHosts.forEach(builder::adminHost);
        return builder;
    }

    private static Duration time(String option, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable RateLimit limit(String option, String text) {
        try {
            return text.equals("off") ? null : RateLimit.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage() + ", or off", e);
        }
    }
}
