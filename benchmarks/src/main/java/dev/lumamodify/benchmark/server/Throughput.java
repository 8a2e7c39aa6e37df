package dev.lumamodify.benchmark.server;

import dev.lumamodify.benchmark.load.LoadGenerator;
import dev.lumamodify.benchmark.load.RawRequests;
import dev.lumamodify.benchmark.process.BaselineServer;
import dev.lumamodify.benchmark.process.ServerProcess;
import dev.lumamodify.benchmark.process.Servers;
import dev.lumamodify.benchmark.report.ResultTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Measures throughput, p99 latency and CPU time per request at 16 connections, in rounds that alternate with the baseline servers. */
public final class Throughput {
    private enum Server {
        JETTY,
        JAVALIN,
        MOCK
    }

    private record Round(double requestsPerSecond, double p99Milliseconds, double cpuMicroseconds) {}

    /** On a busy machine the compiler needs up to this time. */
    private static final Duration MAX_WARM_UP = Duration.ofSeconds(30);

    private Throughput() {}

    public static void measure(ResultTable results, double scale) {
        Duration duration = Duration.ofMillis((long) (2000 * scale));
        int rounds = Math.max(1, (int) (7 * scale));
        try (ServerProcess jetty = Servers.baselineWithSmallHeap(BaselineServer.Library.JETTY);
                ServerProcess javalin = Servers.baselineWithSmallHeap(BaselineServer.Library.JAVALIN);
                ServerProcess mock = Servers.mock()) {
            Map<Server, ServerProcess> servers =
                    new EnumMap<>(Map.of(Server.JETTY, jetty, Server.JAVALIN, javalin, Server.MOCK, mock));
            byte[] create = RawRequests.create();
            for (String operation : List.of("create", "record-info")) {
                // Needs a new task: the mock server has evicted the first ones after the many create requests.
                byte[] request = operation.equals("create")
                        ? create
                        : RawRequests.recordInfo(RawRequests.taskId(LoadGenerator.send(mock.url(), create)));
                for (ServerProcess server : servers.values()) {
                    LoadGenerator.to(server.url())
                            .maxRequests(100_000)
                            .maxDuration(MAX_WARM_UP)
                            .run(() -> request);
                }
                Map<Server, List<Round>> measured = new EnumMap<>(Server.class);
                for (int i = 0; i < rounds; i++) {
                    servers.forEach((server, process) -> measured.computeIfAbsent(server, key -> new ArrayList<>())
                            .add(measureRound(process, request, duration)));
                }
                addRows(results, operation, measured);
            }
        }
    }

    private static Round measureRound(ServerProcess server, byte[] request, Duration duration) {
        Duration cpuTime = server.cpuTime();
        LoadGenerator.Result result =
                LoadGenerator.to(server.url()).maxDuration(duration).run(() -> request);
        return new Round(
                result.requestsPerSecond(),
                result.p99Milliseconds(),
                server.cpuTime().minus(cpuTime).toNanos() / 1e3 / result.requests());
    }

    private static void addRows(ResultTable results, String operation, Map<Server, List<Round>> measured) {
        List<Round> mock = measured.getOrDefault(Server.MOCK, List.of());
        List<Round> javalin = measured.getOrDefault(Server.JAVALIN, List.of());
        List<Round> jetty = measured.getOrDefault(Server.JETTY, List.of());
        results.addRatioWithMin(
                operation + ", requests per second",
                "/s",
                values(mock, Round::requestsPerSecond),
                "bare Javalin",
                values(javalin, Round::requestsPerSecond),
                0.60);
        results.addRatio(
                operation + ", requests per second",
                "/s",
                values(mock, Round::requestsPerSecond),
                "bare Jetty",
                values(jetty, Round::requestsPerSecond));
        results.addRatioWithMax(
                operation + ", p99 latency",
                "ms",
                values(mock, Round::p99Milliseconds),
                "bare Javalin",
                values(javalin, Round::p99Milliseconds),
                2);
        results.addRatio(
                operation + ", server CPU time per request",
                "µs",
                values(mock, Round::cpuMicroseconds),
                "bare Javalin",
                values(javalin, Round::cpuMicroseconds));
    }

    private static List<Double> values(List<Round> rounds, Function<Round, Double> value) {
        return rounds.stream().map(value).toList();
    }
}
