package dev.lumamodify.contract;

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
final class MockTarget implements AutoCloseable {
    private static final String FAILING = "this prompt fails";
    private static final String DELIVER = "/deliver?to=";
    private static final Pattern CALLBACK =
            Pattern.compile("(\"callBackUrl\"\\s*:\\s*)\"(https?://127[^\"\\\\]*/callbacks/[\\w?=&%-]*)\"");
    private static final Pattern DIVERTED = Pattern.compile("http://127.0.0.1:\\d+/deliver\\?to=([\\w%.*+-]+)");
    private static final Duration TASK_TIME = Duration.ofSeconds(2);

    private final MockServer mock;
    private final Relay relay;
    private volatile Layer layer = new Layer() {};
    private final Target target = new Target();
    private final Pace pace;

    MockTarget(ErrorStatus errorStatus, Duration lag, long seed) throws IOException {
        target.apiKey = "Key-of-the-suite";
        target.secondKey = "Key-of-somebody-else";
        target.brokeKey = "Key-without-credits";
        target.webhookKey = "webhook-key";
        target.failingPrompt = FAILING;
        target.taskTime = TASK_TIME;
        target.rateLimit = Target.Rate.parse("20/10s");
        target.lag = lag;
        target.errorStatus = Target.Style.valueOf(errorStatus.name());
        target.seed = seed;
        mock = MockServer.builder()
                .manualClock()
                .taskTime(TASK_TIME)
                .lag(lag)
                .errorStatus(errorStatus)
                .apiKey(target.apiKey)
                .apiKey(target.secondKey)
                .apiKey(target.brokeKey)
                .webhookKey(target.webhookKey)
                .failingPrompt(FAILING)
                .cost(3)
                .start();
        relay = new Relay(URI.create(mock.url()), this::way);
        target.url = relay.url();
        pace = new Pace() {
            private Instant now = Clock.systemUTC().instant();

            @Override
            public synchronized Instant now() {
                return now;
            }

            @Override
            public void pass(Duration time) {
                mock.advance(time);
                synchronized (this) {
                    now = now.plus(time);
                }
            }
        };
        fresh(layer);
    }

    /** Starts anew, with a fault in front of the mock. */
    void fresh(Layer fault) {
        layer = fault;
        mock.reset();
        Call call = new Call("PUT", "/__mock/account")
                .key(String.valueOf(target.brokeKey))
                .json("{\"credits\":0}");
        Answer broke = new Wire(mock()).send(call);
        if (broke.status() != 200) {
            throw new IllegalStateException("The mock does not take credits away: " + broke);
        }
    }

    Target target() {
        return target;
    }

    Pace pace() {
        return pace;
    }

    /** Where the mock is, without the relay. */
    URI mock() {
        return URI.create(mock.url());
    }

    List<Verdict> verdicts(Document document, Predicate<Law> wanted) {
        return verdicts(document, wanted, false);
    }

    /** Checks the wanted laws, if told so only until the first is found broken. */
    List<Verdict> verdicts(Document document, Predicate<Law> wanted, boolean untilBroken) {
        try (Trial trial = new Trial(document, target, pace)) {
            return verdicts(trial, wanted, untilBroken);
        }
    }

    static List<Verdict> verdicts(Trial trial, Predicate<Law> wanted, boolean untilBroken) {
        AtomicBoolean broken = new AtomicBoolean();
        return Suite.run(
                trial,
                law -> wanted.test(law) && !law.needs().contains(Law.Need.REAL_TIME) && !broken.get(),
                verdict -> broken.compareAndSet(false, untilBroken && verdict.outcome() == Verdict.Outcome.FAILED));
    }

    private Answer way(Call call, Wire onward) {
        if (call.path().startsWith(DELIVER)) {
            String to = URLDecoder.decode(call.path().substring(DELIVER.length()), StandardCharsets.UTF_8);
            return layer.deliver(bare(call, to), callback -> delivered(callback, to));
        }
        return layer.pass(call, passed -> translated(passed, onward));
    }

    private static Call bare(Call call, String to) {
        String text = Wire.text(call.body() == null ? new byte[0] : call.body());
        URI uri = URI.create(to);
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return new Call(call.method(), path, call.headers(), original(text).getBytes(StandardCharsets.UTF_8), false);
    }

    private static Answer delivered(Call callback, String to) {
        URI uri = URI.create(to);
        return new Wire(URI.create("http://" + uri.getAuthority())).send(callback);
    }

    /** Stays in the way of callbacks. */
    private Answer translated(Call call, Wire onward) {
        Call sent = call;
        if (call.body() != null) {
            String body = Wire.text(call.body());
            String diverted = CALLBACK.matcher(body)
                    .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + "\"" + relay.url() + DELIVER
                            + URLEncoder.encode(match.group(2), StandardCharsets.UTF_8) + "\""));
            if (!diverted.equals(body)) {
                sent = call.body(diverted.getBytes(StandardCharsets.UTF_8));
            }
        }
        Answer answer = onward.attempt(sent);
        String text = original(answer.text());
        boolean same = text.equals(answer.text());
        return same
                ? answer
                : new Answer(call, answer.status(), answer.headers(), text.getBytes(StandardCharsets.UTF_8));
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
