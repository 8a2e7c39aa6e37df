package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.RATE_LIMITED;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;

import dev.lumamodify.contract.internal.harness.Concurrently;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.server.TaskFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Create requests that try to exceed the rate limit, sent after a pause of one window.
 *
 * @param accepted how many were accepted
 * @param last a rejected response; the last accepted one if none was rejected
 */
record RequestBurst(int accepted, Response last, Duration duration, Target.RateLimit limit) {
    private static final int MAX_BEYOND_LIMIT = 20;

    /** Returns whether more were accepted than the limit and the duration of the burst allow. */
    boolean exceedsLimit() {
        long refilled = (long) limit.creates()
                * duration.toMillis()
                / Math.max(1, limit.window().toMillis());
        return accepted > limit.creates() + refilled;
    }

    /** Sends create requests one after the other until one is rejected. */
    static RequestBurst sequential(ServerTestContext context) {
        String id = TaskFixtures.minimal(context).id();
        Target.RateLimit limit = pauseForWindow(context);
        Request request = context.createRequest(context.validBody());
        for (int i = 0; i < limit.creates(); i++) {
            // Reads must not count towards the limit.
            context.client().send(context.readRequest(id));
        }
        List<Response> responses = new ArrayList<>();
        Instant start = context.clock().now();
        for (int i = 0; i < 2 * limit.creates() + 2; i++) {
            Response response = context.client().send(request);
            responses.add(response);
            if (response.taskId() == null) {
                break;
            }
        }
        return of(responses, Duration.between(start, context.clock().now()), limit);
    }

    /** Sends create requests at the same time, up to 20 beyond the limit. */
    static RequestBurst concurrent(ServerTestContext context) {
        Target.RateLimit limit = pauseForWindow(context);
        Request request = context.createRequest(context.validBody());
        int size = limit.creates() + Math.min(limit.creates(), MAX_BEYOND_LIMIT);
        Instant start = context.clock().now();
        List<Response> responses =
                Concurrently.times(size, i -> context.client().send(request));
        return of(responses, Duration.between(start, context.clock().now()), limit);
    }

    private static Target.RateLimit pauseForWindow(ServerTestContext context) {
        Target.RateLimit limit = Objects.requireNonNull(context.target().rateLimit());
        context.poller().pollFor(limit.window().plusMillis(200));
        return limit;
    }

    private static RequestBurst of(List<Response> responses, Duration duration, Target.RateLimit limit) {
        List<Response> rejected =
                responses.stream().filter(response -> response.taskId() == null).toList();
        rejected.forEach(response -> assertRejected("A create request beyond the limit", response, RATE_LIMITED));
        Response last = rejected.isEmpty() ? responses.get(responses.size() - 1) : rejected.get(0);
        return new RequestBurst(responses.size() - rejected.size(), last, duration, limit);
    }
}
