package dev.lumamodify.contract.mock;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.RecordingHttpClient;
import dev.lumamodify.contract.internal.server.RunSettings;
import dev.lumamodify.contract.internal.server.ServerCheckRunner;
import dev.lumamodify.contract.internal.server.ServerRequirement;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.server.TargetClock;
import dev.lumamodify.contract.internal.server.checks.ServerChecks;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.ErrorStatus;
import dev.lumamodify.mock.MockServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An embedded mock server as a target that offers all that a check may need. Its clock is manual, so that no check waits.
 *
 * <p>A proxy forwards requests and callbacks through a {@link FaultLayer}.
 */
public final class MockTarget implements AutoCloseable {
    public static final String API_KEY = "Key-of-the-suite";
    public static final String SECOND_KEY = "Key-of-another-account";
    public static final String NO_CREDITS_KEY = "Key-without-credits";
    public static final String WEBHOOK_KEY = "webhook-key";

    private static final String FAILING_PROMPT = "this prompt fails";
    private static final String DELIVER = "/deliver?to=";
    private static final Pattern CALLBACK_URL =
            Pattern.compile("(\"callBackUrl\"\\s*:\\s*)\"(https?://127[^\"\\\\]*/callbacks/[\\w?=&%-]*)\"");
    private static final Pattern PROXIED_CALLBACK_URL =
            Pattern.compile("http://127.0.0.1:\\d+/deliver\\?to=([\\w%.*+-]+)");
    private static final Duration TASK_DURATION = Duration.ofSeconds(2);
    private static final Duration MAX_LATENCY = Duration.ofSeconds(1);
    private static final int CREDITS_PER_TASK = 3;

    private final MockServer mock;
    private final FaultProxy proxy;
    private final Target target;
    private final TargetClock clock;
    private volatile RunSettings settings;
    private volatile FaultLayer layer = FaultLayer.NONE;

    public MockTarget(ErrorStatus errorStatus, Duration readDelay, long seed) throws IOException {
        this(errorStatus, readDelay, readDelay, seed);
    }

    /**
     * Starts a target.
     *
     * @param statedReadDelay the read delay that the operator states, or null
     */
    public MockTarget(ErrorStatus errorStatus, Duration readDelay, @Nullable Duration statedReadDelay, long seed)
            throws IOException {
        mock = MockServer.builder()
                .manualClock()
                .taskDuration(TASK_DURATION)
                .readDelay(readDelay)
                .errorStatus(errorStatus)
                .apiKey(API_KEY)
                .apiKey(SECOND_KEY)
                .apiKey(NO_CREDITS_KEY)
                .webhookKey(WEBHOOK_KEY)
                .failOnPrompt(FAILING_PROMPT)
                .creditsPerTask(CREDITS_PER_TASK)
                .start();
        proxy = new FaultProxy(URI.create(mock.url()), this::handle);
        target = new Target(
                proxy.url(),
                proxy.url(),
                API_KEY,
                SECOND_KEY,
                NO_CREDITS_KEY,
                WEBHOOK_KEY,
                FAILING_PROMPT,
                TASK_DURATION,
                new Target.RateLimit(20, Duration.ofSeconds(10)),
                Target.ErrorStatus.valueOf(errorStatus.name()),
                statedReadDelay,
                Duration.ofSeconds(6),
                MAX_LATENCY,
                null,
                null);
        settings = new RunSettings(seed, 40, false, null, false, null);
        clock = new ManualClock(mock);
        reset(layer);
    }

    /** Resets the mock server and replaces the fault layer in front of it. */
    public void reset(FaultLayer fault) {
        layer = fault;
        mock.reset();
        Request takeCredits =
                new Request("PUT", "/__mock/account").key(NO_CREDITS_KEY).json("{\"credits\":0}");
        Response response = new RecordingHttpClient(mockUrl()).send(takeCredits);
        if (response.status() != 200) {
            throw new IllegalStateException("The mock server does not set the credits: " + response);
        }
    }

    public Target target() {
        return target;
    }

    public RunSettings settings() {
        return settings;
    }

    /** Sets how the next runs check the target. */
    public void settings(RunSettings changed) {
        settings = changed;
    }

    public TargetClock clock() {
        return clock;
    }

    /** Returns the URL of the mock server itself, without the proxy. */
    public URI mockUrl() {
        return URI.create(mock.url());
    }

    public static int creditsPerTask() {
        return CREDITS_PER_TASK;
    }

    /**
     * Runs the selected checks, except those that need real time. An exception of the fault layer is thrown as an {@link
     * AssertionError}.
     */
    public List<CheckResult> run(OpenApiDocument document, Predicate<Check<?>> selected) {
        try (ServerTestContext context = new ServerTestContext(document, target, settings, clock)) {
            return run(context, selected);
        } finally {
            proxy.throwHandlerError();
        }
    }

    public static List<CheckResult> run(ServerTestContext context, Predicate<Check<?>> selected) {
        Predicate<Check<?>> onManualClock = check -> !check.requirements().contains(ServerRequirement.REAL_TIME);
        return ServerCheckRunner.run(ServerChecks.all(), context, selected.and(onManualClock), result -> {});
    }

    private Response handle(Request request, RecordingHttpClient server) {
        if (request.path().startsWith(DELIVER)) {
            String url = URLDecoder.decode(request.path().substring(DELIVER.length()), StandardCharsets.UTF_8);
            return layer.deliver(callback(request, url), callback -> deliver(callback, url));
        }
        Duration delay = layer.delay(request);
        if (!delay.isZero()) {
            clock.sleep(delay);
        }
        return layer.handle(request, forwarded -> forward(forwarded, server));
    }

    /** Returns the callback as the mock server would have sent it without the proxy. */
    private Request callback(Request request, String url) {
        URI uri = URI.create(url);
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        String text = withReceiverUrls(request.text()).replace(mock.url() + "/", proxy.url() + "/");
        return request.path(path).body(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Response deliver(Request callback, String url) {
        URI uri = URI.create(url);
        return new RecordingHttpClient(URI.create("http://" + uri.getAuthority())).send(callback);
    }

    /** Forwards a request with the receiver's URL replaced by one of the proxy, so that callbacks pass through the proxy. */
    private Response forward(Request request, RecordingHttpClient server) {
        Request sent = request;
        if (request.body() != null && !request.header("Content-Type").startsWith("multipart/")) {
            String body = request.text();
            String proxied = CALLBACK_URL
                    .matcher(body)
                    .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + "\"" + proxy.url() + DELIVER
                            + URLEncoder.encode(match.group(2), StandardCharsets.UTF_8) + "\""));
            // The example of a file is on the internet, which no test uses.
            proxied = proxied.replace("\"fileUrl\":\"https://example.com/", "\"fileUrl\":\"http://127.0.0.1:9/");
            // The mock server knows its files by its own URL.
            proxied = proxied.replace(proxy.url() + "/uploads", mock.url() + "/uploads")
                    .replace(proxy.url() + "/results", mock.url() + "/results");
            if (!proxied.equals(body)) {
                sent = request.body(proxied.getBytes(StandardCharsets.UTF_8));
            }
        }
        Response response = server.sendUnrecorded(sent);
        if (!String.valueOf(response.header("content-type")).startsWith("application/json")) {
            return response;
        }
        String text = withReceiverUrls(response.text()).replace(mock.url() + "/", proxy.url() + "/");
        return text.equals(response.text())
                ? response
                : new Response(request, response.status(), response.headers(), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String withReceiverUrls(String text) {
        return PROXIED_CALLBACK_URL
                .matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(URLDecoder.decode(match.group(1), StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        mock.close();
        proxy.close();
    }

    /** The manual clock of a mock server. */
    private static final class ManualClock implements TargetClock {
        private final MockServer mock;
        private Instant now = Clock.systemUTC().instant();

        ManualClock(MockServer mock) {
            this.mock = mock;
        }

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public void sleep(Duration time) {
            mock.advance(time);
            synchronized (this) {
                now = now.plus(time);
            }
        }
    }
}
