package dev.lumamodify.contract.internal.server.checks;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerRequirement;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.spec.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The check of how long the server takes to respond, in all requests of the run. It must run last. */
final class LatencyChecks {
    /** A request of this size is large: a server may take longer for it than for others. */
    private static final int LARGE = 64 << 10;

    /** The median of fewer requests can be long because this machine was busy. */
    private static final int MIN_REQUESTS = 3;

    private LatencyChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(ServerCheck.twoPhase(
                        "envelope.latency",
                        "The server responds to at least half of the requests of each operation within --max-latency,"
                                + " also if they are large.",
                        "contract-tests/README.md#check-a-server",
                        context -> () -> assertFast(context))
                .requires(ServerRequirement.MAX_LATENCY)
                .recommended());
    }

    private static void assertFast(ServerTestContext context) {
        Duration max = Objects.requireNonNull(context.target().maxLatency());
        Map<String, List<Duration>> latencies = context.client().responses().stream()
                .collect(Collectors.groupingBy(
                        response -> name(context, response.request()),
                        TreeMap::new,
                        Collectors.mapping(Response::latency, Collectors.toList())));
        latencies.forEach((name, durations) -> {
            Duration median = durations.stream().sorted().toList().get((durations.size() - 1) / 2);
            if (durations.size() >= MIN_REQUESTS && median.compareTo(max) > 0) {
                throw new CheckFailure("Half of the " + durations.size() + " " + name + " took " + median.toMillis()
                        + " ms or longer; --max-latency is " + max.toMillis() + " ms");
            }
        });
    }

    private static String name(ServerTestContext context, Request request) {
        Operation operation = context.document().operationAt(request.path());
        boolean large = request.body() != null && request.body().length > LARGE;
        String size = large ? "large requests" : "requests";
        return size + (operation == null ? " of no operation" : " of " + operation.id());
    }
}
