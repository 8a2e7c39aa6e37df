package dev.lumamodify.contract.internal.server;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The server under test, and what its operator says that it can do. Fields are command-line options. */
public final class Target {
    /** How errors travel. */
    public enum Style {
        /** HTTP 200, the code in the body. */
        ENVELOPE,
        /** The code repeated as the HTTP status. */
        MIRROR
    }

    /** At most {@code creates} in any {@code window}. */
    public record Rate(int creates, Duration window) {
        public static Rate parse(String text) {
            String[] parts = text.split("/", 2);
            if (parts.length != 2 || !parts[0].strip().matches("[1-9]\\d{0,5}")) {
                throw new TypeConversionException("a rate is written like 20/10s, not '" + text + "'");
            }
            return new Rate(Integer.parseInt(parts[0].strip()), duration(parts[1].strip()));
        }
    }

    @Option(names = "--target", paramLabel = "URL", description = "The server: http://host:port")
    public URI url = URI.create("");

    @Option(names = "--api-key", paramLabel = "KEY", description = "A key that the server accepts.")
    public String apiKey = "";

    @Option(
            names = "--webhook-key",
            paramLabel = "KEY",
            description = "The account's webhook key: callbacks must then be signed with it.")
    public @Nullable String webhookKey;

    @Option(
            names = "--callback-listen",
            paramLabel = "HOST:PORT",
            description = "Where this machine receives callbacks, as the server reaches it."
                    + " For a loopback target: any free port of 127.0.0.1.")
    @Nullable
    String callbackListen;

    @Option(names = "--second-key", paramLabel = "KEY", description = "A key of another account.")
    public @Nullable String secondKey;

    @Option(names = "--no-credits-key", paramLabel = "KEY", description = "A key of an account without credits.")
    public @Nullable String noCreditsKey;

    @Option(names = "--fail-on-prompt", paramLabel = "TEXT", description = "A prompt whose generation fails.")
    public @Nullable String failOnPrompt;

    @Option(
            names = "--task-duration",
            paramLabel = "DURATION",
            description = "A task has ended this long after its create, at the latest: 500ms, 3s, 2m.")
    public @Nullable Duration taskDuration;

    @Option(
            names = "--rate-limit",
            paramLabel = "N/DURATION",
            description = "The server accepts this many creates in that time, for example 20/10s.")
    public @Nullable Rate rateLimit;

    @Option(
            names = "--error-status",
            paramLabel = "STYLE",
            description = "How errors travel: envelope (HTTP 200) or mirror. Default: either, but always the same.")
    public @Nullable Style errorStatus;

    @Option(
            names = "--read-delay",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "A new task is readable this long after its create. Default: ${DEFAULT-VALUE}")
    public Duration readDelay = Duration.ofSeconds(1);

    @Option(
            names = "--retry-delay",
            paramLabel = "DURATION",
            defaultValue = "6s",
            description = "A failed callback is repeated after this long, at the latest. Default: ${DEFAULT-VALUE}")
    Duration retryDelay = Duration.ofSeconds(6);

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Makes the same inputs again. Default: a new one each run.")
    public long seed = new java.util.Random().nextInt(1_000_000);

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "40",
            description = "Random inputs a law, besides the fixed ones. Default: ${DEFAULT-VALUE}")
    public int samples = 40;

    @Option(
            names = "--fast",
            description = "Leaves out what takes long: receivers that answer late, and most random inputs.")
    boolean fast;

    @Option(
            names = "--time-budget",
            paramLabel = "DURATION",
            description = "Starts no further law after this long; those are reported as not checked.")
    @Nullable
    Duration timeBudget;

    @Option(
            names = "--read-only",
            description =
                    "Sends nothing that can create a task or cost a credit. The default where the target is not loopback.")
    boolean readOnly;

    @Option(
            names = "--max-tasks",
            paramLabel = "N",
            description = "Allows at most this many creates. Needed for a target that is not loopback.")
    @Nullable
    Integer maxTasks;

    /** Whether creates may be sent. */
    public boolean mayCreate() {
        return !readOnly && (maxTasks != null ? maxTasks > 0 : loopback());
    }

    boolean loopback() {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    boolean canReceive() {
        return callbackListen != null || loopback();
    }

    /** Reads {@code 500ms}, {@code 3s} or {@code 2m}. */
    public static Duration duration(String text) {
        var match = java.util.regex.Pattern.compile("(\\d{1,9})(ms|s|m)").matcher(text);
        if (!match.matches()) {
            throw new TypeConversionException("a duration is written 500ms, 3s or 2m, not '" + text + "'");
        }
        long amount = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
