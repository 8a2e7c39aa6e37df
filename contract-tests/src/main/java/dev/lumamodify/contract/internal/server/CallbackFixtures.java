package dev.lumamodify.contract.internal.server;

import static dev.lumamodify.contract.internal.server.CallbackResponder.delayed;
import static dev.lumamodify.contract.internal.server.CallbackResponder.redirect;
import static dev.lumamodify.contract.internal.server.CallbackResponder.status;

import dev.lumamodify.contract.internal.generate.SampleStrings;
import dev.lumamodify.contract.internal.harness.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tasks with a callback, and endpoints that accept or reject it. Each is created once in a run and serves several
 * checks.
 */
public final class CallbackFixtures {
    /** The first attempt and three retries. */
    public static final int MAX_ATTEMPTS = 4;

    /** How long the server waits for the response to a callback. */
    private static final Duration RECEIVER_TIMEOUT = Duration.ofSeconds(15);

    private CallbackFixtures() {}

    /** Returns a task whose callback is accepted on the first attempt, at a URL with a query. */
    public static TaskObservation accepted(ServerTestContext context) {
        ObjectNode body = context.validBody().put("watermark", "0042");
        return observe(context, "accepted", body, "?from=suite&x=%20%26", attempts(context, 1), status(Response.OK));
    }

    /** Returns a task whose fields hold characters that are easily lost; its callback is accepted. */
    public static TaskObservation unusual(ServerTestContext context) {
        ObjectNode body = context.validBody().put("prompt", SampleStrings.UNUSUAL_AND_LONG);
        body.put("videoUrl", SampleStrings.LONG_URL);
        body.put("watermark", "mark \"é\" \\ \uD83C\uDFA5");
        return observe(context, "unusual callback", body, "", attempts(context, 1), status(Response.OK));
    }

    /** Returns a task whose callback is rejected on every attempt. */
    public static TaskObservation rejected(ServerTestContext context) {
        return observe(context, "rejected", context.validBody(), "", allFailed(context), status(500));
    }

    /** Returns a task whose callback is repeated: until the last retry or, with {@code --fast}, once. */
    public static TaskObservation repeated(ServerTestContext context) {
        return context.settings().fast() ? secondAttempt(context) : rejected(context);
    }

    /** Returns a task whose callback is rejected with HTTP 503 on the first attempt. */
    public static TaskObservation secondAttempt(ServerTestContext context) {
        return observe(context, "second attempt", attempts(context, 2), status(503), status(Response.OK));
    }

    /** Returns a task whose callback is rejected with other 2xx statuses, until the last attempt. */
    public static TaskObservation otherSuccessStatus(ServerTestContext context) {
        return observe(
                context,
                "other 2xx",
                attempts(context, MAX_ATTEMPTS),
                status(201),
                status(202),
                status(204),
                status(Response.OK));
    }

    /** Returns a task whose callback is rejected with 4xx statuses, until the last attempt. */
    public static TaskObservation clientErrorStatus(ServerTestContext context) {
        return observe(
                context,
                "4xx",
                attempts(context, MAX_ATTEMPTS),
                status(404),
                status(410),
                status(400),
                status(Response.OK));
    }

    /** Returns a task whose callback is rejected with HTTP 206, 302 and 429, until the last attempt. */
    public static TaskObservation otherStatus(ServerTestContext context) {
        return observe(
                context,
                "other status",
                attempts(context, MAX_ATTEMPTS),
                status(206),
                redirect(302, redirectTarget(context).url()),
                status(429),
                status(Response.OK));
    }

    /** Returns a task whose callback is redirected on the first attempt. */
    public static TaskObservation redirected(ServerTestContext context) {
        return observe(
                context,
                "redirected",
                attempts(context, 2),
                redirect(307, redirectTarget(context).url()),
                status(Response.OK));
    }

    /** Returns the endpoint that redirects lead to. */
    public static CallbackEndpoint redirectTarget(ServerTestContext context) {
        return context.receiver().endpoint("redirect-target", status(Response.OK));
    }

    /** Returns a task whose first callback attempt has its connection dropped. */
    public static TaskObservation dropped(ServerTestContext context) {
        return observe(context, "dropped", attempts(context, 2), exchange -> {}, status(Response.OK));
    }

    /** Returns a task whose callback is accepted after 10 seconds. */
    public static TaskObservation slow(ServerTestContext context) {
        Duration delay = Duration.ofSeconds(10);
        return observe(
                context,
                "slow",
                attempts(context, 1, delay.plusSeconds(1)),
                delayed(context.clock(), delay, Response.OK),
                status(Response.OK));
    }

    /** Returns a task whose first callback attempt gets no response within the timeout. */
    public static TaskObservation timedOut(ServerTestContext context) {
        Duration delay = RECEIVER_TIMEOUT.plusSeconds(3);
        return observe(
                context,
                "timed out",
                attempts(context, 2),
                delayed(context.clock(), delay, Response.OK),
                status(Response.OK));
    }

    /** Returns a task whose callback URL cannot be reached. */
    public static TaskObservation unreachable(ServerTestContext context) {
        return context.fixtures().get("unreachable", TaskObservation.class, () -> {
            String url = context.receiver().unreachableUrl();
            ObjectNode body = context.validBody().put("callBackUrl", url);
            return context.poller()
                    .observe(body, null, extraTime(context))
                    .until(
                            extraTime(context),
                            observation -> observation.lastPoll().status() == TaskStatus.CALLBACK_FAILED);
        });
    }

    /** Returns a failing task whose callback is accepted. */
    public static TaskObservation failing(ServerTestContext context) {
        ObjectNode body = TaskFixtures.failingBody(context);
        return observe(context, "failing callback", body, "", attempts(context, 1), status(Response.OK));
    }

    /** Returns a failing task whose callback is rejected on every attempt. */
    public static TaskObservation failingRejected(ServerTestContext context) {
        ObjectNode body = TaskFixtures.failingBody(context);
        return observe(context, "failing, rejected", body, "", attempts(context, MAX_ATTEMPTS), status(500));
    }

    /** Returns an endpoint that must not receive a callback: only requests that the server must reject name it. */
    public static CallbackEndpoint ofRejectedRequests(ServerTestContext context) {
        CallbackEndpoint endpoint = context.receiver().endpoint("rejected-requests", status(Response.OK));
        ObjectNode body = context.validBody().put("callBackUrl", endpoint.url());
        context.send(context.createRequest(body.deepCopy().put("prompt", "")));
        context.send(context.createRequest(body.deepCopy().put("videoUrl", "not a url")));
        context.send(context.createRequest(body)
                .header("Authorization", "Basic " + context.target().apiKey()));
        if (context.target().noCreditsKey() != null) {
            context.send(context.createRequest(body).key(context.target().noCreditsKey()));
        }
        return endpoint;
    }

    private static TaskObservation observe(
            ServerTestContext context,
            String name,
            Predicate<TaskObservation> condition,
            CallbackResponder... responders) {
        return observe(context, name, context.validBody(), "", condition, responders);
    }

    private static TaskObservation observe(
            ServerTestContext context,
            String name,
            ObjectNode body,
            String query,
            Predicate<TaskObservation> condition,
            CallbackResponder... responders) {
        return context.fixtures().get(name, TaskObservation.class, () -> {
            CallbackEndpoint endpoint = context.receiver().newEndpoint(responders);
            body.put("callBackUrl", endpoint.url() + query);
            TaskObservation observation =
                    context.poller().observe(body, endpoint, extraTime(context)).until(extraTime(context), condition);
            endpoint.onAttempt(() -> context.poller().pollDuringCallback(observation));
            return observation;
        });
    }

    /** How long callbacks may take. A slow receiver may delay the other callbacks of the server. */
    private static Duration extraTime(ServerTestContext context) {
        Duration retries = context.target().retryDelay().multipliedBy(MAX_ATTEMPTS - 1L);
        return context.clock().isRealTime() && !context.settings().fast()
                ? retries.plus(RECEIVER_TIMEOUT).plusSeconds(3)
                : retries.plusSeconds(9);
    }

    /** Holds after this many attempts and a second in which a further one could have come. */
    private static Predicate<TaskObservation> attempts(ServerTestContext context, int attempts) {
        return attempts(context, attempts, Duration.ZERO);
    }

    private static Predicate<TaskObservation> attempts(ServerTestContext context, int attempts, Duration delay) {
        return observation -> {
            int count = observation.callbackAttempts().size();
            if (count < attempts) {
                return false;
            }
            Duration quiet = Duration.ofSeconds(1).plus(count > attempts ? Duration.ZERO : delay);
            Instant last = observation.callbackAttempts().get(count - 1).receivedAt();
            return !context.clock().now().isBefore(last.plus(quiet));
        };
    }

    /** Holds after all attempts, once the status is 4, and a second in which a fifth attempt could have come. */
    private static Predicate<TaskObservation> allFailed(ServerTestContext context) {
        return observation -> observation.callbackAttempts().size() >= MAX_ATTEMPTS
                && observation.lastPoll().status() == TaskStatus.CALLBACK_FAILED
                && attempts(context, MAX_ATTEMPTS).test(observation);
    }
}
