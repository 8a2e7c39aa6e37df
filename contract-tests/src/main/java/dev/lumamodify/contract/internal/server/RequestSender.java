package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.harness.ResultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Sends the requests of checks, and sends them again while they are rejected with code 429. One request is repeated at a
 * time, and the other create requests of checks wait for it, so that no check waits for long. Thread-safe.
 */
final class RequestSender {
    private static final Duration DEFAULT_WINDOW = Duration.ofSeconds(10);

    private final ServerTestContext context;
    private final Semaphore turn = new Semaphore(1, true);

    /** The paths that have responded, and the failures of those that have not. */
    private final Set<String> responding = ConcurrentHashMap.newKeySet();

    private final Map<String, CheckFailure> silent = new ConcurrentHashMap<>();

    /** Whether the last repeated request was rejected to the end. Until one is not rejected, none is repeated. */
    private volatile boolean endless;

    RequestSender(ServerTestContext context) {
        this.context = context;
    }

    /**
     * Sends a request, for up to two windows of the rate limit. Throws a {@link CheckFailure} if it is rejected to the
     * end, and {@link CheckSkipped} if the time budget is used up.
     */
    Response send(Request request) {
        context.time().assertLeft();
        if (!request.method().equals("GET")) {
            turn.acquireUninterruptibly();
            turn.release();
        }
        Response response = sendUnlessSilent(request);
        if (response.code() == ResultCode.RATE_LIMITED) {
            return repeated(response);
        }
        if (!request.method().equals("GET")) {
            endless = false;
        }
        return response;
    }

    /** Sends a request once. If the path has never responded, it is not tried again: each try can take 45 seconds. */
    private Response sendUnlessSilent(Request request) {
        String path = request.method() + " " + request.path().replaceFirst("\\?.*", "");
        CheckFailure earlier = silent.get(path);
        if (earlier != null && !responding.contains(path)) {
            throw earlier;
        }
        try {
            Response response = context.client().send(request);
            responding.add(path);
            return response;
        } catch (CheckFailure noResponse) {
            if (responding.contains(path)) {
                throw noResponse;
            }
            silent.put(path, noResponse.ofPremise("response to " + path));
            throw silent.get(path);
        }
    }

    private Response repeated(Response rejected) {
        Target.RateLimit limit = context.target().rateLimit();
        Duration maximum = (limit == null ? DEFAULT_WINDOW : limit.window())
                .multipliedBy(2)
                .plusSeconds(2);
        turn.acquireUninterruptibly();
        try {
            Instant deadline = context.clock().now().plus(maximum);
            Response response = rejected;
            while (response.code() == ResultCode.RATE_LIMITED) {
                if (endless || !context.clock().now().isBefore(deadline)) {
                    endless = true;
                    throw new CheckFailure(
                                    "The request was rejected with code 429 for " + maximum.toSeconds() + " seconds",
                                    response)
                            .ofPremise("rate limit");
                }
                context.poller().pollFor(Duration.ofMillis(250));
                response = context.client().send(response.request());
            }
            return response;
        } finally {
            turn.release();
        }
    }
}
