package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that submit more than once, send other requests or report other outcomes. */
final class SubmissionFaults {
    private SubmissionFaults() {}

    static void addTo(FaultyClients clients) {
        repeated(clients.foundBy("submit.at-most-once"));
        paid(clients);
        errors(clients.foundBy("submit.api-errors"));
        invalidResponses(clients.foundBy("submit.no-success-without-id"));
        requests(clients.foundBy("submit.request"));
        invalidRequests(clients.foundBy("submit.invalid-not-sent"));
        keys(clients);
        pace(clients.foundBy("submit.pace"));
        clients.foundBy("submit.task-id")
                .reports(
                        "removes white space around task ids",
                        outcome -> OutcomeEditor.of(outcome)
                                .taskId(outcome.taskId().strip())
                                .outcome());
        clients.foundBy("submit.retry-after")
                .reports(
                        "does not report Retry-After",
                        outcome -> OutcomeEditor.of(outcome).retryAfter(null).outcome());
    }

    private static void repeated(FaultyClients clients) {
        clients.submitsAgain(
                "submits again if the outcome is unknown", outcome -> outcome.kind() == Kind.OUTCOME_UNKNOWN);
        clients.submitsAgain("submits again after any API error", outcome -> outcome.kind() == Kind.API_ERROR);
        clients.submitsAgain("submits again after code 429", outcome -> outcome.code() == 429);
        clients.submitsAgain("submits again after code 455", outcome -> outcome.code() == 455);
        clients.submitsAgain("submits every request twice", outcome -> true);
    }

    private static void paid(FaultyClients clients) {
        clients.foundBy("submit.no-response-is-unknown")
                .reports(
                        "reports a submission with an unknown outcome as not sent",
                        outcome -> outcome.kind() == Kind.OUTCOME_UNKNOWN,
                        Kind.NOT_SENT);
        clients.foundBy("submit.not-sent-reported")
                .reports(
                        "reports a submission that was not sent as one with an unknown outcome",
                        outcome -> outcome.kind() == Kind.NOT_SENT,
                        Kind.OUTCOME_UNKNOWN);
    }

    private static void errors(FaultyClients clients) {
        clients.reports(
                "reports a rejected submission as one with an unknown outcome",
                outcome -> outcome.kind() == Kind.API_ERROR,
                Kind.OUTCOME_UNKNOWN);
        clients.reports(
                "reports code 402 as a success",
                outcome -> outcome.kind() == Kind.API_ERROR && outcome.code() == 402,
                Kind.SUCCESS);
        clients.reports(
                "throws an undocumented exception for an undocumented code",
                outcome -> outcome.code() == 433,
                Kind.OTHER);
        clients.reports(
                "reports code 500 for every code above 500",
                outcome -> outcome.code() > 500
                        ? OutcomeEditor.of(outcome).code(500).outcome()
                        : outcome);
        clients.reports(
                "does not report the msg of an API error",
                outcome -> OutcomeEditor.of(outcome).msg("").outcome());
    }

    private static void invalidResponses(FaultyClients clients) {
        clients.submitsAgain(
                "submits again after an invalid response", outcome -> outcome.kind() == Kind.INVALID_RESPONSE);
        clients.reports(
                "reports an invalid response as a success",
                outcome -> outcome.kind() == Kind.INVALID_RESPONSE,
                Kind.SUCCESS);
        clients.reports(
                "throws an undocumented exception for an invalid response",
                outcome -> outcome.kind() == Kind.INVALID_RESPONSE,
                Kind.OTHER);
    }

    private static void requests(FaultyClients clients) {
        clients.sendsPrompt("removes white space around prompts", String::strip);
        clients.sendsPrompt(
                "replaces characters that are not ASCII", prompt -> prompt.replaceAll("[^\\x00-\\x7F]", "?"));
        clients.sendsPrompt("removes the character NUL", prompt -> prompt.replace("\u0000", ""));
        clients.sendsPrompt("escapes quotes twice", prompt -> prompt.replace("\"", "\\\""));
        clients.sends(
                "does not send the watermark",
                request -> new SubmitRequest(request.prompt(), request.videoUrl(), request.callBackUrl(), null));
        clients.sends(
                "does not send the callBackUrl",
                request -> new SubmitRequest(request.prompt(), request.videoUrl(), null, request.watermark()));
        clients.sends(
                "sends an empty string for an absent watermark",
                request -> new SubmitRequest(
                        request.prompt(),
                        request.videoUrl(),
                        request.callBackUrl(),
                        request.watermark() == null ? "" : request.watermark()));
        clients.usesSetup(
                "sends requests to another path",
                setup -> new Setup(
                        URI.create(setup.baseUrl() + "/v2"),
                        setup.uploadUrl(),
                        setup.apiKey(),
                        setup.timeout(),
                        setup.clock()));
    }

    private static void invalidRequests(FaultyClients clients) {
        clients.sendsPrompt("sends another prompt for a blank one", prompt -> prompt.isBlank() ? "x" : prompt);
        clients.sends(
                "sends another videoUrl for an invalid one",
                request -> request.videoUrl().startsWith("http")
                        ? request
                        : new SubmitRequest(
                                request.prompt(), "https://example.com/x", request.callBackUrl(), request.watermark()));
    }

    private static void pace(FaultyClients clients) {
        clients.usesSetup("submits without regard to the rate limit", setup -> ownTime(setup, 1));
        clients.usesSetup("waits half as long as the rate limit", setup -> ownTime(setup, 0.5));
    }

    /** Returns a setup whose clock passes sleeps by itself: only a part of their time passes on the server. */
    private static Setup ownTime(Setup setup, double skipped) {
        VirtualClock clock = setup.clock();
        AtomicLong ahead = new AtomicLong();
        VirtualClock fast = new VirtualClock() {
            @Override
            public long nanoTime() {
                return clock.nanoTime() + ahead.get();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                clock.sleep(real(duration));
            }

            @Override
            public Runnable schedule(Duration delay, Runnable task) {
                return clock.schedule(real(delay), task);
            }

            private Duration real(Duration duration) {
                long part = (long) (duration.toNanos() * skipped);
                ahead.addAndGet(part);
                return duration.minusNanos(part);
            }
        };
        return new Setup(setup.baseUrl(), setup.uploadUrl(), setup.apiKey(), setup.timeout(), fast);
    }

    /** Every check fails if a key is printed, or if a request does not carry the key as a bearer token. */
    private static void keys(FaultyClients clients) {
        clients.foundBy("submit.task-id").submits("prints the API key", (client, request) -> {
            System.out.println("A fault of a test: " + ClientTestContext.API_KEY);
            return client.submit(request);
        });
        clients.foundBy("submit.request")
                .usesSetup(
                        "sends another API key",
                        setup -> new Setup(
                                setup.baseUrl(),
                                setup.uploadUrl(),
                                "x" + setup.apiKey(),
                                setup.timeout(),
                                setup.clock()));
        clients.foundBy("submit.api-errors")
                .reports(
                        "throws exceptions with the API key in their messages",
                        outcome -> outcome.thrown() == null
                                ? outcome
                                : OutcomeEditor.of(outcome)
                                        .thrown(new IllegalStateException("Bearer " + ClientTestContext.API_KEY))
                                        .outcome());
    }
}
