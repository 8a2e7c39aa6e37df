package dev.lumamodify.contract.internal.cli;

import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.server.Target.ErrorStatus;
import dev.lumamodify.contract.internal.server.Target.RateLimit;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that describe the server under test. */
final class TargetOptions {
    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "The server to check, for example http://127.0.0.1:8080")
    URI url = URI.create("");

    @Option(
            names = "--upload-url",
            paramLabel = "URL",
            description = "The base URL of the upload operations, which may be that of --target."
                    + " Without it, they are not checked.")
    @Nullable
    URI uploadUrl;

    @Option(names = "--api-key", paramLabel = "KEY", description = "An API key that the server accepts.")
    String apiKey = "";

    @Option(names = "--second-key", paramLabel = "KEY", description = "An API key of another account.")
    @Nullable
    String secondKey;

    @Option(names = "--no-credits-key", paramLabel = "KEY", description = "An API key of an account without credits.")
    @Nullable
    String noCreditsKey;

    @Option(
            names = "--webhook-key",
            paramLabel = "KEY",
            description = "The webhook key of the account; callbacks must be signed with it.")
    @Nullable
    String webhookKey;

    @Option(
            names = "--callback-listen",
            paramLabel = "HOST:PORT",
            description = "The address of this machine to listen on for callbacks, for example 0.0.0.0:9000 or"
                    + " [::1]:9000. Default: a free port of 127.0.0.1")
    @Nullable
    String callbackListen;

    @Option(
            names = "--callback-url",
            paramLabel = "URL",
            description = "The URL under which the server reaches that address, for example"
                    + " http://host.docker.internal:9000. Default: the address itself")
    @Nullable
    URI callbackUrl;

    @Option(names = "--fail-on-prompt", paramLabel = "TEXT", description = "A prompt whose generation fails.")
    @Nullable
    String failOnPrompt;

    @Option(
            names = "--task-duration",
            paramLabel = "DURATION",
            description = "The maximum time from a create request to the end of its task, for example 500ms, 3s or 2m.")
    @Nullable
    Duration taskDuration;

    @Option(
            names = "--rate-limit",
            paramLabel = "N/DURATION",
            description = "How many create requests the server accepts in which time, for example 20/10s.")
    @Nullable
    RateLimit rateLimit;

    @Option(
            names = "--error-status",
            paramLabel = "STATUS",
            description = "The HTTP status of errors: envelope (always 200) or mirror (the code)."
                    + " Default: either, but always the same")
    @Nullable
    ErrorStatus errorStatus;

    @Option(
            names = "--read-delay",
            paramLabel = "DURATION",
            description =
                    "The maximum time until a new task can be read. Default: 1s, with a warning if a task cannot be"
                            + " read immediately")
    @Nullable
    Duration readDelay;

    @Option(
            names = "--retry-delay",
            paramLabel = "DURATION",
            defaultValue = "6s",
            description = "The maximum time until a failed callback is repeated. Default: ${DEFAULT-VALUE}")
    Duration retryDelay = Duration.ofSeconds(6);

    @Option(
            names = "--max-latency",
            paramLabel = "DURATION",
            description = "The time within which the server responds to most requests of each operation, for example"
                    + " 500ms.")
    @Nullable
    Duration maxLatency;

    /** Returns the target. Throws a {@link ParameterException} that names the option if one is missing or invalid. */
    Target target(CommandLine command) {
        if (!isHttp(url)) {
            throw new ParameterException(command, "--target is required: an http or https URL");
        }
        if (uploadUrl != null && !isHttp(uploadUrl)) {
            throw new ParameterException(command, "--upload-url must be an http or https URL");
        }
        if (apiKey.isBlank()) {
            throw new ParameterException(command, "--api-key is required");
        }
        // A header cannot carry other characters, and the HTTP client would repeat a rejected key in its error message.
        for (String key : Arrays.asList(apiKey, secondKey, noCreditsKey, webhookKey)) {
            if (key != null && !key.matches("[!-~]+")) {
                throw new ParameterException(command, "A key must have printable ASCII characters only, and no spaces");
            }
        }
        if (callbackListen != null && !callbackListen.matches("(\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]/\\s]+)(:[0-9]{1,5})?")) {
            throw new ParameterException(
                    command, "--callback-listen must be HOST:PORT, with an IPv6 address in brackets");
        }
        if (callbackUrl != null
                && (callbackUrl.getRawAuthority() == null
                        || !String.valueOf(callbackUrl.getScheme()).matches("(?i)https?"))) {
            throw new ParameterException(command, "--callback-url must be an http or https URL");
        }
        if (callbackUrl != null && callbackListen == null) {
            throw new ParameterException(command, "--callback-url needs --callback-listen");
        }
        return new Target(
                url,
                uploadUrl,
                apiKey,
                secondKey,
                noCreditsKey,
                webhookKey,
                failOnPrompt,
                taskDuration,
                rateLimit,
                errorStatus,
                readDelay,
                retryDelay,
                maxLatency,
                callbackListen,
                callbackUrl);
    }

    private static boolean isHttp(URI url) {
        return url.getHost() != null && String.valueOf(url.getScheme()).matches("(?i)https?");
    }
}
