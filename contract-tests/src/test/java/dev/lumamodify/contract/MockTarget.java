package dev.lumamodify.contract;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The embedded mock as a target that can do all that a law may need. Its clock is moved by hand, so nothing waits.
 *
 * <p>A relay stands in front of it, in the way of requests and callbacks, so that it can be given faults.
 */
public final class MockTarget implements AutoCloseable {
    private static final String FAILING = "this prompt fails";
    private static final String NO_CREDITS_KEY = "Key-without-credits";
    private static final String DELIVER = "/deliver?to=";
    private static final Pattern CALLBACK =
            Pattern.compile("(\"callBackUrl\"\\s*:\\s*)\"(https?://127[^\"\\\\]*/callbacks/[\\w?=&%-]*)\"");
    private static final Pattern DIVERTED = Pattern.compile("http://127.0.0.1:\\d+/deliver\\?to=([\\w%.*+-]+)");
    private static final Duration TASK_TIME = Duration.ofSeconds(2);

    private final MockServer mock;
    private final FaultProxy relay;
    private volatile FaultLayer layer = new FaultLayer() {};
    private final Target target;
    private RunSettings settings;
    private final TargetClock pace;

    public MockTarget(ErrorStatus errorStatus, Duration lag, long seed) throws IOException {
        mock = MockServer.builder()
                .manualClock()
                .taskDuration(TASK_TIME)
                .readDelay(lag)
                .errorStatus(errorStatus)
                .apiKey("Key-of-the-suite")
                .apiKey("Key-of-somebody-else")
                .apiKey(NO_CREDITS_KEY)
                .webhookKey("webhook-key")
                .failOnPrompt(FAILING)
                .creditsPerTask(3)
                .start();
        relay = new FaultProxy(URI.create(mock.url()), this::way);
        target = new Target(
                relay.url(),
                "Key-of-the-suite",
                "Key-of-somebody-else",
                NO_CREDITS_KEY,
                "webhook-key",
                FAILING,
                TASK_TIME,
                new Target.RateLimit(20, Duration.ofSeconds(10)),
                Target.ErrorStatus.valueOf(errorStatus.name()),
                lag,
                Duration.ofSeconds(6),
                null);
        settings = new RunSettings(seed, 40, false, null, false, null);
        pace = new TargetClock() {
            private Instant now = Clock.systemUTC().instant();

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
        };
        fresh(layer);
    }

    /** Starts anew, with a fault in front of the mock. */
    public void fresh(FaultLayer fault) {
        layer = fault;
        mock.reset();
        Request call = new Request("PUT", "/__mock/account").key(NO_CREDITS_KEY).json("{\"credits\":0}");
        Response broke = new RecordingHttpClient(mock()).send(call);
        if (broke.status() != 200) {
            throw new IllegalStateException("The mock does not take credits away: " + broke);
        }
    }

    public Target target() {
        return target;
    }

    public RunSettings settings() {
        return settings;
    }

    /** Sets how much the next runs check and send. */
    public void settings(RunSettings changed) {
        settings = changed;
    }

    public TargetClock pace() {
        return pace;
    }

    /** Where the mock is, without the relay. */
    public URI mock() {
        return URI.create(mock.url());
    }

    public List<CheckResult> verdicts(OpenApiDocument document, Predicate<Check<?>> wanted) {
        return verdicts(document, wanted, false);
    }

    /** Checks the wanted laws, if told so only until the first is found broken. */
    List<CheckResult> verdicts(OpenApiDocument document, Predicate<Check<?>> wanted, boolean untilBroken) {
        try (ServerTestContext trial = new ServerTestContext(document, target, settings, pace)) {
            return verdicts(trial, wanted, untilBroken);
        }
    }

    public static List<CheckResult> verdicts(ServerTestContext trial, Predicate<Check<?>> wanted, boolean untilBroken) {
        AtomicBoolean broken = new AtomicBoolean();
        return ServerCheckRunner.run(
                ServerChecks.all(),
                trial,
                law -> wanted.test(law) && !law.requirements().contains(ServerRequirement.REAL_TIME) && !broken.get(),
                verdict -> broken.compareAndSet(false, untilBroken && verdict.outcome() == CheckResult.Outcome.FAILED));
    }

    private Response way(Request call, RecordingHttpClient onward) {
        if (call.path().startsWith(DELIVER)) {
            String to = URLDecoder.decode(call.path().substring(DELIVER.length()), StandardCharsets.UTF_8);
            return layer.deliver(bare(call, to), callback -> delivered(callback, to));
        }
        return layer.pass(call, passed -> translated(passed, onward));
    }

    private static Request bare(Request call, String to) {
        String text = call.text();
        URI uri = URI.create(to);
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return new Request(call.method(), path, call.headers(), original(text).getBytes(StandardCharsets.UTF_8), false);
    }

    private static Response delivered(Request callback, String to) {
        URI uri = URI.create(to);
        return new RecordingHttpClient(URI.create("http://" + uri.getAuthority())).send(callback);
    }

    /** Stays in the way of callbacks. */
    private Response translated(Request call, RecordingHttpClient onward) {
        Request sent = call;
        if (call.body() != null) {
            String body = call.text();
            String diverted = CALLBACK.matcher(body)
                    .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + "\"" + relay.url() + DELIVER
                            + URLEncoder.encode(match.group(2), StandardCharsets.UTF_8) + "\""));
            if (!diverted.equals(body)) {
                sent = call.body(diverted.getBytes(StandardCharsets.UTF_8));
            }
        }
        Response answer = onward.sendUnrecorded(sent);
        String text = original(answer.text());
        boolean same = text.equals(answer.text());
        return same
                ? answer
                : new Response(call, answer.status(), answer.headers(), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String original(String text) {
        return DIVERTED.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(URLDecoder.decode(match.group(1), StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        relay.close();
        mock.close();
    }
}
