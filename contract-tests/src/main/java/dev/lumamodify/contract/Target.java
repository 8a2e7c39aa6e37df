package dev.lumamodify.contract;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The server under test, and what its operator says that it can do. Fields are command-line options. */
final class Target {
    /** How errors travel. */
    enum Style {
        /** HTTP 200, the code in the body. */
        ENVELOPE,
        /** The code repeated as the HTTP status. */
        MIRROR
    }

    /** At most {@code creates} in any {@code window}. */
    record Rate(int creates, Duration window) {
        static Rate parse(String text) {
            String[] parts = text.split("/", 2);
            if (parts.length != 2 || !parts[0].strip().matches("[1-9]\\d{0,5}")) {
                throw new TypeConversionException("a rate is written like 20/10s, not '" + text + "'");
            }
            return new Rate(Integer.parseInt(parts[0].strip()), duration(parts[1].strip()));
        }
    }

    @Option(names = "--target", paramLabel = "URL", description = "The server: http://host:port")
    URI url = URI.create("");

    @Option(names = "--api-key", paramLabel = "KEY", description = "A key that the server accepts.")
    String apiKey = "";

    @Option(
            names = "--webhook-key",
            paramLabel = "KEY",
            description = "The account's webhook key: callbacks must then be signed with it.")
    @Nullable
    String webhookKey;

    @Option(
            names = "--callback-listen",
            paramLabel = "HOST:PORT",
            description = "Where this machine receives callbacks, as the server reaches it."
                    + " For a loopback target: any free port of 127.0.0.1.")
    @Nullable
    String callbackListen;

    @Option(names = "--second-key", paramLabel = "KEY", description = "A key of another account.")
    @Nullable
    String secondKey;

    @Option(names = "--broke-key", paramLabel = "KEY", description = "A key of an account without credits.")
    @Nullable
    String brokeKey;

    @Option(names = "--failing-prompt", paramLabel = "TEXT", description = "A prompt whose generation fails.")
    @Nullable
    String failingPrompt;

    @Option(
            names = "--task-time",
            paramLabel = "DURATION",
            description = "A task has ended this long after its create, at the latest: 500ms, 3s, 2m.")
    @Nullable
    Duration taskTime;

    @Option(
            names = "--rate-limit",
            paramLabel = "N/DURATION",
            description = "The server accepts this many creates in that time, for example 20/10s.")
    @Nullable
    Rate rateLimit;

    @Option(
            names = "--error-status",
            paramLabel = "STYLE",
            description = "How errors travel: envelope (HTTP 200) or mirror. Default: either, but always the same.")
    @Nullable
    Style errorStatus;

    @Option(
            names = "--lag",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "A new task is readable this long after its create. Default: ${DEFAULT-VALUE}")
    Duration lag = Duration.ofSeconds(1);

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
    long seed = new java.util.Random().nextInt(1_000_000);

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "40",
            description = "Random inputs a law, besides the fixed ones. Default: ${DEFAULT-VALUE}")
    int tries = 40;

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
            names = "--safe",
            description =
                    "Sends nothing that can create a task or cost a credit. The default where the target is not loopback.")
    boolean safe;

    @Option(
            names = "--spend",
            paramLabel = "N",
            description = "Allows at most this many creates. Needed for a target that is not loopback.")
    @Nullable
    Integer spend;

    /** Whether creates may be sent. */
    boolean mayCreate() {
        return !safe && (spend != null ? spend > 0 : loopback());
    }

    boolean loopback() {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    boolean canReceive() {
        return callbackListen != null || loopback();
    }

    /** Reads {@code 500ms}, {@code 3s} or {@code 2m}. */
    static Duration duration(String text) {
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
