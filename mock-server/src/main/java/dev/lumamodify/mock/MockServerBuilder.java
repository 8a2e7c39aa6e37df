package dev.lumamodify.mock;

import dev.lumamodify.mock.internal.state.Hosts;
import dev.lumamodify.mock.internal.state.RateLimit;
import dev.lumamodify.mock.internal.state.Settings;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of a server before it starts. A setting that cannot be is refused, by name, at the start. */
public final class MockServerBuilder {
    public final Settings settings = new Settings();
    public String host = "127.0.0.1";
    public int port;
    boolean manualClock;

    /** How long a connection may say nothing before it is closed. */
    public long idleTimeoutMillis = 30_000;

    MockServerBuilder() {}

    /** Sets the port; 0, the default, takes any that is free. */
    public MockServerBuilder port(int port) {
        this.port = port;
        return this;
    }

    /** Sets the name or address to listen on. Default: {@code 127.0.0.1}, reachable from this machine alone. */
    public MockServerBuilder host(String host) {
        this.host = host;
        return this;
    }

    /** Sets how long a task is at work. Default: 3 seconds. */
    public MockServerBuilder taskDuration(Duration taskDuration) {
        settings.taskDuration = taskDuration;
        return this;
    }

    /** Sets how long a new task cannot be looked at yet. Default: no time. */
    public MockServerBuilder readDelay(Duration readDelay) {
        settings.readDelay = readDelay;
        return this;
    }

    /**
     * Fetches the video of every create, as far as it takes to judge it, and refuses what breaks the documented rules for
     * size, format and duration. Default: videos are not looked at, so that their URLs need not exist.
     */
    public MockServerBuilder validateVideos() {
        settings.validateVideos = true;
        return this;
    }

    /** Lets the generation of every create with exactly this prompt fail. Default: creates fail when they are told to. */
    public MockServerBuilder failOnPrompt(String failOnPrompt) {
        settings.failOnPrompt = failOnPrompt;
        return this;
    }

    /** Sets how the HTTP status relates to the code of an answer. Default: {@link ErrorStatus#ENVELOPE}. */
    public MockServerBuilder errorStatus(ErrorStatus errorStatus) {
        settings.errorStatus = errorStatus;
        return this;
    }

    /** Lets time stand still until it is {@linkplain MockServer#advance advanced}. */
    public MockServerBuilder manualClock() {
        manualClock = true;
        return this;
    }

    /** Divides every wait by a number, so that 60 makes minutes seconds. Default: 1. What the clock shows stays true. */
    public MockServerBuilder timeScale(double timeScale) {
        settings.timeScale = timeScale;
        return this;
    }

    /** Accepts this API key, beside those named before, and no others. Default: any key. */
    public MockServerBuilder apiKey(String apiKey) {
        settings.apiKeys = with(settings.apiKeys, apiKey);
        return this;
    }

    /** Signs callbacks with this key. Default: they are not signed. */
    public MockServerBuilder webhookKey(String webhookKey) {
        settings.webhookKey = webhookKey;
        return this;
    }

    /** Sets how many credits an account starts with. Default: 1,000,000. */
    public MockServerBuilder credits(long credits) {
        settings.terms = settings.terms.withCredits(credits);
        return this;
    }

    /** Sets how many credits a create costs. Default: 1. */
    public MockServerBuilder creditsPerTask(long creditsPerTask) {
        settings.terms = settings.terms.withCreditsPerTask(creditsPerTask);
        return this;
    }

    /** Sets how many creates of one account are accepted in any window of time. Default: 20 in 10 seconds. */
    public MockServerBuilder rateLimit(int calls, Duration window) {
        settings.terms = settings.terms.withRateLimit(new RateLimit(calls, window));
        return this;
    }

    /** Accepts as many creates as come. */
    public MockServerBuilder noRateLimit() {
        settings.terms = settings.terms.withRateLimit(null);
        return this;
    }

    /** Sets how often one task may be looked at in any window of time. Default: as often as one likes. */
    public MockServerBuilder pollLimit(int calls, Duration window) {
        settings.pollLimit = new RateLimit(calls, window);
        return this;
    }

    /** Sets how many tasks are remembered; the oldest finished ones are forgotten first. Default: 10,000. */
    public MockServerBuilder maxTasks(int maxTasks) {
        settings.maxTasks = maxTasks;
        return this;
    }

    /** Sets how long the receiver of a callback has, in real time. Default: 15 seconds. */
    public MockServerBuilder callbackTimeout(Duration callbackTimeout) {
        settings.callbackTimeout = callbackTimeout;
        return this;
    }

    /**
     * Allows callbacks to this host, beside those named before, and to no others. Default: to any host while the server
     * listens on a loopback address, else to none.
     */
    public MockServerBuilder callbackHost(String host) {
        settings.callbackHosts = with(settings.callbackHosts, Hosts.spelled(host));
        return this;
    }

    /** Answers the admin API under this name too. Default: under loopback names and the address that was called. */
    public MockServerBuilder adminHost(String host) {
        settings.adminHosts = with(settings.adminHosts, Hosts.spelled(host));
        return this;
    }

    /** Writes one line a request and a callback on standard error. Default: none. */
    public MockServerBuilder logRequests() {
        settings.quiet = false;
        return this;
    }

    /** Writes those lines as JSON. */
    public MockServerBuilder jsonLog() {
        settings.jsonLog = true;
        return logRequests();
    }

    /**
     * Starts the server.
     *
     * @throws IllegalArgumentException if a setting cannot be, naming it
     * @throws IllegalStateException if it cannot listen, saying where and why
     */
    public MockServer start() {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        } else if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank");
        }
        return new MockServer(this);
    }

    private static Set<String> with(Set<String> set, String more) {
        return Stream.concat(set.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }
}
