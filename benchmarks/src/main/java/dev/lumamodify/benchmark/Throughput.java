package dev.lumamodify.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Requests per second and the slowest hundredth at 16 connections, turn by turn with the floors. */
final class Throughput {
    private enum Server {
        JETTY,
        JAVALIN,
        MOCK
    }

    private record Turn(double perSecond, double p99, double cpuMicroseconds) {}

    /** At most; on a busy machine the compiler needs long. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private Throughput() {}

    static void measure(Report report, double scale) {
        Duration turn = Duration.ofMillis((long) (2000 * scale));
        int rounds = Math.max(1, (int) (7 * scale));
        try (ServerProcess jetty = Servers.floorWithHeap("jetty");
                ServerProcess javalin = Servers.floorWithHeap("javalin");
                ServerProcess mock = Servers.mock()) {
            Map<Server, ServerProcess> programs =
                    new EnumMap<>(Map.of(Server.JETTY, jetty, Server.JAVALIN, javalin, Server.MOCK, mock));
            byte[] create = Requests.create();
            for (String name : List.of("create", "record-info")) {
                // A task of its own, made now: those before the creates are forgotten after them.
                byte[] request = name.equals("create")
                        ? create
                        : Requests.look(Requests.taskId(Requests.call(mock.url(), create)));
                for (ServerProcess program : programs.values()) {
                    Load.on(program.url()).requests(100_000).time(WARM_UP).run(() -> request);
                }
                Map<Server, List<Turn>> turns = new EnumMap<>(Server.class);
                for (int i = 0; i < rounds; i++) {
                    programs.forEach((server, program) -> turns.computeIfAbsent(server, key -> new ArrayList<>())
                            .add(turn(program, request, turn)));
                }
                report(report, name, turns);
            }
        }
    }

    private static void report(Report report, String name, Map<Server, List<Turn>> turns) {
        List<Turn> mock = turns.getOrDefault(Server.MOCK, List.of());
        List<Turn> javalin = turns.getOrDefault(Server.JAVALIN, List.of());
        List<Turn> jetty = turns.getOrDefault(Server.JETTY, List.of());
        List<Double> rate = mock.stream().map(Turn::perSecond).toList();
        report.atLeast(
                name + ", requests/s",
                "/s",
                rate,
                "bare Javalin",
                javalin.stream().map(Turn::perSecond).toList(),
                0.60);
        report.compare(
                name + ", requests/s",
                "/s",
                rate,
                "bare Jetty",
                jetty.stream().map(Turn::perSecond).toList());
        report.atMost(
                name + ", p99",
                "ms",
                mock.stream().map(Turn::p99).toList(),
                "bare Javalin",
                javalin.stream().map(Turn::p99).toList(),
                2);
        report.compare(
                name + ", processor time of the server per request",
                "µs",
                mock.stream().map(Turn::cpuMicroseconds).toList(),
                "bare Javalin",
                javalin.stream().map(Turn::cpuMicroseconds).toList());
    }

    private static Turn turn(ServerProcess program, byte[] request, Duration time) {
        Duration cpu = program.cpu();
        Load.Result result = Load.on(program.url()).time(time).run(() -> request);
        return new Turn(
                result.perSecond(),
                result.p99Milliseconds(),
                program.cpu().minus(cpu).toNanos() / 1e3 / result.requests());
    }
}
