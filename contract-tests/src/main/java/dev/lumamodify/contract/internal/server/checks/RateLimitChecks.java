package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.RATE_LIMITED;
import static dev.lumamodify.contract.internal.server.ServerRequirement.ALONE;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;
import static dev.lumamodify.contract.internal.server.ServerRequirement.RATE_LIMIT;
import static dev.lumamodify.contract.internal.server.ServerRequirement.SECOND_KEY;
import static dev.lumamodify.contract.internal.server.ServerRequirement.TASK_DURATION;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.CallbackEndpoint;
import dev.lumamodify.contract.internal.server.CallbackResponder;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.server.TaskFixtures;
import dev.lumamodify.contract.internal.server.TaskObservation;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rate limit checks. */
final class RateLimitChecks {
    private static final String FACTS = "docs/api-facts.md#rate-limit";

    private RateLimitChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                check(
                        "limits.allowed",
                        "Create requests are accepted up to the stated rate limit.",
                        RateLimitChecks::acceptedUpToLimit),
                check(
                        "limits.enforced",
                        "Create requests beyond the stated rate limit are rejected with code 429.",
                        context -> assertLimited(firstBurst(context), () -> RequestBurst.sequential(context))),
                check(
                        "limits.enforced-concurrently",
                        "Concurrent create requests cannot exceed the rate limit.",
                        context -> assertLimited(
                                RequestBurst.concurrent(context), () -> RequestBurst.concurrent(context))),
                check(
                                "limits.per-account",
                                "Each account has a rate limit of its own.",
                                RateLimitChecks::limitIsPerAccount)
                        .requires(SECOND_KEY),
                check(
                        "limits.reads-unaffected",
                        "An account whose create requests are rejected with code 429 can still read.",
                        RateLimitChecks::readsAreUnaffected),
                ServerCheck.twoPhase(
                                "limits.not-queued",
                                "A create request that was rejected with code 429 never creates a task.",
                                FACTS,
                                context -> {
                                    TaskFixtures.minimal(context);
                                    Reset reset = reset(context);
                                    return () -> {
                                        reset.next().finalPoll();
                                        if (reset.rejected().code() == RATE_LIMITED
                                                && !reset.endpoint().attempts().isEmpty()) {
                                            throw new CheckFailure(
                                                    "A rejected create request was called back", reset.rejected());
                                        }
                                    };
                                })
                        .requires(ALONE, CREATES, RATE_LIMIT, TASK_DURATION),
                check(
                        "limits.reset",
                        "After the window of the rate limit, create requests are accepted again.",
                        RateLimitChecks::reset));
    }

    private static Check<ServerTestContext> check(String id, String description, Consumer<ServerTestContext> code) {
        return ServerCheck.of(id, description, FACTS, context -> {
                    var unused = TaskFixtures.minimal(context);
                    code.accept(context);
                })
                .requires(ALONE, CREATES, RATE_LIMIT);
    }

    private static void acceptedUpToLimit(ServerTestContext context) {
        RequestBurst burst = firstBurst(context);
        if (burst.accepted() < burst.limit().creates()) {
            throw new CheckFailure(
                    "Create request " + (burst.accepted() + 1) + " of "
                            + burst.limit().creates() + " was rejected",
                    burst.last());
        }
    }

    /**
     * Asserts that one of three bursts is limited: a window that ends during a burst lets more through, but not every
     * time.
     */
    private static void assertLimited(RequestBurst first, Supplier<RequestBurst> next) {
        RequestBurst burst = first;
        for (int repetition = 0; repetition < 2 && burst.exceedsLimit(); repetition++) {
            burst = next.get();
        }
        if (burst.exceedsLimit()) {
            throw new CheckFailure(
                    burst.accepted() + " create requests were accepted, but the limit is "
                            + burst.limit().creates(),
                    burst.last());
        }
    }

    private static RequestBurst firstBurst(ServerTestContext context) {
        return context.fixtures().get("burst", RequestBurst.class, () -> RequestBurst.sequential(context));
    }

    private static void limitIsPerAccount(ServerTestContext context) {
        Request request = context.createRequest(context.validBody())
                .key(Objects.requireNonNull(context.target().secondKey()));
        context.taskId(context.send(request));
        exhaustLimit(context);
        Response response = context.client().send(request);
        context.taskId(response);
        if (exhaustLimit(context, request) == null) {
            throw new CheckFailure("The create requests of a second account are not limited", response);
        }
    }

    private static void readsAreUnaffected(ServerTestContext context) {
        Response rejected = exhaustLimit(context);
        Response read = context.client().send(context.readRequest("none"));
        if (read.code() == RATE_LIMITED) {
            throw new CheckFailure("A read was rejected because of create requests; " + rejected, read);
        }
    }

    /**
     * Create requests before and after the end of a window.
     *
     * @param endpoint the callback endpoint of the rejected request
     * @param next the first task after the window
     */
    private record Reset(CallbackEndpoint endpoint, Response rejected, TaskObservation next) {}

    private static Reset reset(ServerTestContext context) {
        return context.fixtures().get("reset", Reset.class, () -> {
            CallbackEndpoint endpoint = context.receiver().newEndpoint(CallbackResponder.status(Response.OK));
            exhaustLimit(context);
            Request request = context.createRequest(context.validBody().put("callBackUrl", endpoint.url()));
            Response rejected = context.client().send(request);
            context.poller().pollFor(limit(context).window().plusMillis(200));
            return new Reset(endpoint, rejected, context.poller().observeAtOnce(context.validBody()));
        });
    }

    private static Response exhaustLimit(ServerTestContext context) {
        Response rejected = exhaustLimit(context, context.createRequest(context.validBody()));
        if (rejected == null) {
            throw new CheckSkipped("the target does not limit create requests; see limits.enforced");
        }
        return rejected;
    }

    /**
     * Sends a create request until it is rejected with code 429, and returns this response; null if that does not
     * happen.
     */
    private static @Nullable Response exhaustLimit(ServerTestContext context, Request request) {
        for (int i = 0; i < 2 * limit(context).creates() + 2; i++) {
            Response response = context.client().send(request);
            if (response.code() == RATE_LIMITED) {
                return response;
            }
        }
        return null;
    }

    private static Target.RateLimit limit(ServerTestContext context) {
        return Objects.requireNonNull(context.target().rateLimit());
    }
}
