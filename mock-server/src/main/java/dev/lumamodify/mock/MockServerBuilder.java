package dev.lumamodify.mock;

import dev.lumamodify.mock.internal.server.ServerOptions;
import dev.lumamodify.mock.internal.state.Hosts;
import dev.lumamodify.mock.internal.state.LogFormat;
import dev.lumamodify.mock.internal.state.RateLimit;
import dev.lumamodify.mock.internal.state.Settings;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Configures and starts a {@link MockServer}. {@link #start()} throws {@link IllegalArgumentException} if a setting is
 * invalid. Can start several servers. Not safe for use by several threads.
 */
public final class MockServerBuilder {
    private final ServerOptions options = new ServerOptions();
    private final Settings settings = options.settings;

    MockServerBuilder() {}

    /** Sets the port. Default: 0, which selects a free port. */
    public MockServerBuilder port(int port) {
        options.port = port;
        return this;
    }

    /** Sets the name or address to listen on. Default: {@code 127.0.0.1}, which can be reached from this machine only. */
    public MockServerBuilder host(String host) {
        options.host = host;
        return this;
    }

    /** Sets how long a task is in progress. Default: 3 seconds. */
    public MockServerBuilder taskDuration(Duration taskDuration) {
        settings.taskDuration = taskDuration;
        return this;
    }

    /**
     * Sets how long a new task cannot be read yet. Default: zero. See {@code
     * docs/api-facts.md#unknown-tasks-and-read-delay}.
     */
    public MockServerBuilder readDelay(Duration readDelay) {
        settings.readDelay = readDelay;
        return this;
    }

    /**
     * Downloads the video of every create request, as far as necessary, and rejects a video that violates the documented
     * rules for size, format and duration. Default: videos are not downloaded, so their URLs need not exist. See {@code
     * docs/api-facts.md#request-fields}.
     */
    public MockServerBuilder validateVideos() {
        settings.validateVideos = true;
        return this;
    }

    /** Fails every task with exactly this prompt. Default: tasks fail only if a preference requires it. */
    public MockServerBuilder failOnPrompt(String failOnPrompt) {
        settings.failOnPrompt = failOnPrompt;
        return this;
    }

    /** Sets which HTTP status a response with an error code has. Default: {@link ErrorStatus#ENVELOPE}. */
    public MockServerBuilder errorStatus(ErrorStatus errorStatus) {
        settings.mirrorStatus = errorStatus == ErrorStatus.MIRROR;
        return this;
    }

    /** Stops the clock until it is {@linkplain MockServer#advance advanced}. Default: the clock is real. */
    public MockServerBuilder manualClock() {
        options.manualClock = true;
        return this;
    }

    /**
     * Divides all waiting times by a number, so that with 60 a minute takes a second. The clock, and so every timestamp,
     * is not scaled. Default: 1. Valid: more than 0, at most 1,000,000.
     */
    public MockServerBuilder timeScale(double timeScale) {
        settings.timeScale = timeScale;
        return this;
    }

    /** Adds a valid API key. Default: any key is valid. */
    public MockServerBuilder apiKey(String apiKey) {
        settings.apiKeys = plus(settings.apiKeys, apiKey);
        return this;
    }

    /** Sets the key that signs callbacks. Default: callbacks are not signed. See {@code docs/api-facts.md#signature}. */
    public MockServerBuilder webhookKey(String webhookKey) {
        settings.webhookKey = webhookKey;
        return this;
    }

    /**
     * Sets the credits of a new account. Default: 1,000,000.
     *
     * @throws IllegalArgumentException if {@code credits} is negative
     */
    public MockServerBuilder credits(long credits) {
        settings.defaultPolicy = settings.defaultPolicy.withCredits(credits);
        return this;
    }

    /**
     * Sets how many credits a create request costs. Default: 1.
     *
     * @throws IllegalArgumentException if {@code creditsPerTask} is negative
     */
    public MockServerBuilder creditsPerTask(long creditsPerTask) {
        settings.defaultPolicy = settings.defaultPolicy.withCreditsPerTask(creditsPerTask);
        return this;
    }

    /**
     * Sets the maximum number of create requests of an account in a sliding window of time. Default: 20 in 10 seconds. See
     * {@code docs/api-facts.md#rate-limit}.
     *
     * @throws IllegalArgumentException if {@code requests} is less than 1 or {@code window} is not positive
     */
    public MockServerBuilder rateLimit(int requests, Duration window) {
        settings.defaultPolicy = settings.defaultPolicy.withRateLimit(new RateLimit(requests, window));
        return this;
    }

    /** Removes the rate limit for create requests, which is 20 in 10 seconds by default. */
    public MockServerBuilder noRateLimit() {
        settings.defaultPolicy = settings.defaultPolicy.withRateLimit(null);
        return this;
    }

    /**
     * Sets the maximum number of reads of a task in a sliding window of time. Default: no limit. See {@code
     * docs/api-facts.md#polling}.
     *
     * @throws IllegalArgumentException if {@code reads} is less than 1 or {@code window} is not positive
     */
    public MockServerBuilder pollLimit(int reads, Duration window) {
        settings.pollLimit = new RateLimit(reads, window);
        return this;
    }

    /** Sets the maximum number of tasks. The oldest tasks that have ended are deleted first. Default: 10,000. */
    public MockServerBuilder maxTasks(int maxTasks) {
        settings.maxTasks = maxTasks;
        return this;
    }

    /**
     * Sets how many bytes all uploaded files may have together. Expired files are deleted first; then an upload is rejected.
     * Default: 1 GiB.
     */
    public MockServerBuilder maxUploadBytes(long maxUploadBytes) {
        settings.maxUploadBytes = maxUploadBytes;
        return this;
    }

    /**
     * Sets how long an uploaded file can be downloaded, by the server's clock. Default: 24 hours. See {@code
     * docs/api-facts.md#uploads}.
     */
    public MockServerBuilder uploadRetention(Duration uploadRetention) {
        settings.uploadRetention = uploadRetention;
        return this;
    }

    /** Sets how long a callback receiver has to respond, in real time. Default: 15 seconds. */
    public MockServerBuilder callbackTimeout(Duration callbackTimeout) {
        settings.callbackTimeout = callbackTimeout;
        return this;
    }

    /**
     * Adds a host that may receive callbacks; {@code any} for all. Hosts with loopback and private addresses need not be
     * named if the server listens on a loopback address. Callbacks to other hosts are not sent, but recorded as blocked. A
     * server that does not listen on a loopback address also fetches files from named hosts only.
     */
    public MockServerBuilder callbackHost(String host) {
        settings.callbackHosts = plus(settings.callbackHosts, Hosts.normalize(host));
        return this;
    }

    /**
     * Adds a host name that clients may use for the admin API. Default: loopback names, and the address of the server.
     */
    public MockServerBuilder adminHost(String host) {
        settings.adminHosts = plus(settings.adminHosts, Hosts.normalize(host));
        return this;
    }

    /**
     * Adds an origin whose web pages may use the API, such as {@code http://localhost:3000}, or all origins with {@code *}.
     * Default: the server permits no page of another origin to read its responses.
     */
    public MockServerBuilder cors(String origin) {
        settings.cors = Settings.normalizeOrigins(plus(settings.cors, origin));
        return this;
    }

    /** Prints one line per request and per callback attempt on standard error. Default: nothing is printed. */
    public MockServerBuilder logRequests() {
        settings.quiet = false;
        return this;
    }

    /** Turns on the request log like {@link #logRequests()}, and prints it as JSON. Default: text. */
    public MockServerBuilder jsonLog() {
        settings.logFormat = LogFormat.JSON;
        return logRequests();
    }

    /** Sets how long a connection may be idle. Package-private for the tests. */
    MockServerBuilder idleTimeout(Duration idleTimeout) {
        options.idleTimeout = idleTimeout;
        return this;
    }

    /** Sets the memory for bodies in flight, in bytes. Package-private for the tests. */
    MockServerBuilder bodyBudget(long bytes) {
        options.bodyBudget = bytes;
        return this;
    }

    /**
     * Starts a server.
     *
     * @throws IllegalArgumentException if a setting is invalid; the message names it
     * @throws IllegalStateException if the server cannot listen; the message has the address and the reason
     */
    public MockServer start() {
        return new MockServer(options);
    }

    private static Set<String> plus(Set<String> set, String element) {
        return Stream.concat(set.stream(), Stream.of(element)).collect(Collectors.toUnmodifiableSet());
    }
}
