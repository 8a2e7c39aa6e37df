package dev.lumamodify.mock.internal.cli;

import dev.lumamodify.mock.internal.server.ServerOptions;
import dev.lumamodify.mock.internal.state.AccountPolicy;
import dev.lumamodify.mock.internal.state.Durations;
import dev.lumamodify.mock.internal.state.Hosts;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import dev.lumamodify.mock.internal.state.LogFormat;
import dev.lumamodify.mock.internal.state.RateLimit;
import dev.lumamodify.mock.internal.state.Settings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of the command line that configure the server. */
final class StartOptions {
    @Option(names = "--port", paramLabel = "N", description = "Port to listen on. 0 selects a free port.")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Name or address to listen on. The default can be reached from this machine only.")
    private String host = "127.0.0.1";

    @Option(names = "--task-duration", paramLabel = "TIME", description = "How long a task is in progress.")
    private String taskDuration = "3s";

    @Option(names = "--read-delay", paramLabel = "TIME", description = "How long a new task cannot be read yet.")
    private String readDelay = "0s";

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            description = "Divides all waiting times. With 60, a minute takes a second. The clock is not scaled.")
    private double timeScale = 1;

    @Option(
            names = "--clock",
            paramLabel = "MODE",
            description = "real or manual. With manual, time stands still until it is advanced with POST"
                    + " /__mock/clock/advance.")
    private Clock clock = Clock.real;

    @Option(
            names = "--error-status",
            paramLabel = "STYLE",
            description = "envelope or mirror. With envelope, the HTTP status of an error is 200. With mirror, it is"
                    + " the code in the envelope.")
    private ErrorStatus errorStatus = ErrorStatus.envelope;

    @Option(
            names = "--max-tasks",
            paramLabel = "N",
            description = "Maximum number of tasks. The oldest tasks that have ended are deleted first.")
    private int maxTasks = 10_000;

    @Option(
            names = "--api-key",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            paramLabel = "KEY",
            description = "A valid API key. Can be repeated. Default: any key is valid.")
    private Set<String> apiKeys = Set.of();

    @Option(names = "--credits", paramLabel = "N", description = "Credits of a new account.")
    private long credits = AccountPolicy.DEFAULT.credits();

    @Option(names = "--credits-per-task", paramLabel = "N", description = "Credits that a create request costs.")
    private long creditsPerTask = AccountPolicy.DEFAULT.creditsPerTask();

    @Option(
            names = "--rate-limit",
            paramLabel = "N/TIME",
            description = "Maximum number of create requests of an account in a sliding window of time, or off.")
    private String rateLimit = String.valueOf(AccountPolicy.DEFAULT.rateLimit());

    @Option(
            names = "--poll-limit",
            paramLabel = "N/TIME",
            description =
                    "Maximum number of reads of a task in a sliding window of time, or off. The limit of the live service is"
                            + " unknown.")
    private String pollLimit = "off";

    @Option(
            names = "--webhook-key",
            paramLabel = "KEY",
            description = "Signs callbacks with this key. Default: callbacks are not signed.")
    private @Nullable String webhookKey;

    @Option(
            names = "--callback-timeout",
            paramLabel = "TIME",
            description = "How long a callback receiver has to respond, in real time.")
    private String callbackTimeout = "15s";

    @Option(
            names = "--callback-host",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            paramLabel = "HOST",
            description = "A host that may receive callbacks, or any. Can be repeated. Default: hosts with loopback and"
                    + " private addresses if the server listens on a loopback address, else none.")
    private List<String> callbackHosts = List.of();

    @Option(
            names = "--admin-host",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            paramLabel = "HOST",
            description =
                    "A further host name that clients may use for /__mock. Can be repeated. Default: loopback names,"
                            + " and the address of the server.")
    private List<String> adminHosts = List.of();

    @Option(
            names = "--cors",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            paramLabel = "ORIGIN",
            description =
                    "An origin whose web pages may use the API, such as http://localhost:3000, or * for all. Can be"
                            + " repeated. Default: none.")
    private List<String> cors = List.of();

    @Option(
            names = "--fail-on-prompt",
            paramLabel = "TEXT",
            description = "Fails every task with exactly this prompt. For clients that cannot send Prefer.")
    private @Nullable String failOnPrompt;

    @Option(
            names = "--max-upload-bytes",
            paramLabel = "N",
            description = "Maximum size of all uploaded files together. Expired files are deleted first.")
    private long maxUploadBytes = new Settings().maxUploadBytes;

    @Option(
            names = "--upload-retention",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            paramLabel = "TIME",
            description = "How long an uploaded file can be downloaded. Default: as long as the API documents, 24h.")
    private @Nullable String uploadRetention;

    @Option(
            names = "--validate-videos",
            description =
                    "Downloads the video of every create request, as far as necessary, and rejects a video that"
                            + " violates the documented rules for size, format and duration. Default: videos are not downloaded.")
    private boolean validateVideos;

    @Option(names = "--quiet", description = "Suppresses the request log.")
    private boolean quiet;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "The format of the request log: short, dated (with the date), or json. Times are in UTC.")
    private String logFormat = LogFormat.SHORT.toString();

    // The names of the constants are the values on the command line.
    private enum Clock {
        real,
        manual
    }

    private enum ErrorStatus {
        envelope,
        mirror
    }

    /** Returns the options of a server. Throws {@link InvalidValueException} if a value is invalid. */
    ServerOptions toServerOptions() {
        ServerOptions options = new ServerOptions();
        options.port = port;
        options.host = host;
        options.manualClock = clock == Clock.manual;
        Settings settings = options.settings;
        settings.taskDuration = Durations.parse("taskDuration", taskDuration);
        settings.readDelay = Durations.parse("readDelay", readDelay);
        settings.timeScale = timeScale;
        settings.mirrorStatus = errorStatus == ErrorStatus.mirror;
        settings.maxTasks = maxTasks;
        settings.apiKeys = Set.copyOf(apiKeys);
        settings.defaultPolicy =
                new AccountPolicy(credits, creditsPerTask, RateLimit.parseOrOff("rateLimit", rateLimit), false, false);
        settings.pollLimit = RateLimit.parseOrOff("pollLimit", pollLimit);
        settings.webhookKey = webhookKey;
        settings.callbackTimeout = Durations.parse("callbackTimeout", callbackTimeout);
        settings.callbackHosts = Hosts.normalize(callbackHosts);
        settings.adminHosts = Hosts.normalize(adminHosts);
        settings.cors = Settings.normalizeOrigins(cors);
        settings.failOnPrompt = failOnPrompt;
        settings.maxUploadBytes = maxUploadBytes;
        settings.uploadRetention = uploadRetention == null ? null : Durations.parse("uploadRetention", uploadRetention);
        settings.validateVideos = validateVideos;
        settings.quiet = quiet;
        settings.logFormat = LogFormat.parse("logFormat", logFormat);
        return options;
    }
}
