package dev.lumamodify.benchmark.server;

import dev.lumamodify.benchmark.load.LoadGenerator;
import dev.lumamodify.benchmark.load.RawRequests;
import dev.lumamodify.benchmark.process.BaselineServer;
import dev.lumamodify.benchmark.process.ServerProcess;
import dev.lumamodify.benchmark.process.Servers;
import dev.lumamodify.benchmark.report.LineCharts;
import dev.lumamodify.benchmark.report.ResultTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures how the mock server scales with the number of connections, the length of the prompt and the number of tasks. */
public final class Scaling {
    private static final int[] CONNECTIONS = {1, 16, 256};
    private static final int[] TASKS = {1_000, 10_000, 100_000};
    private static final int[] PROMPT_LENGTHS = {100, 1_000, 10_000, 100_000};
    private static final int ROUNDS = 3;

    private final ResultTable results;
    private final LineCharts charts;
    private final Duration duration;

    private Scaling(ResultTable results, LineCharts charts, Duration duration) {
        this.results = results;
        this.charts = charts;
        this.duration = duration;
    }

    public static void measure(ResultTable results, LineCharts charts, double scale) throws RunnerException {
        Scaling scaling = new Scaling(results, charts, Duration.ofMillis((long) (3000 * scale)));
        try (ServerProcess javalin = Servers.baselineWithSmallHeap(BaselineServer.Library.JAVALIN);
                ServerProcess mock = Servers.mock()) {
            scaling.measureConnections(mock, javalin);
        }
        try (ServerProcess javalin = Servers.baselineWithLargeHeap(BaselineServer.Library.JAVALIN);
                ServerProcess mock = Servers.mockWithLargeHeap()) {
            scaling.measurePromptLengths(mock, javalin);
        }
        try (ServerProcess mock = Servers.mockWithLargeHeap("--max-tasks", "200000")) {
            scaling.measureTasks(mock);
        }
        scaling.measureSchemaValidation();
    }

    private void measureConnections(ServerProcess mock, ServerProcess javalin) {
        byte[] create = RawRequests.create();
        warmUp(mock, create);
        warmUp(javalin, create);
        LineCharts.Chart chart = charts.add("create: requests per second by number of connections");
        for (int connections : CONNECTIONS) {
            String label = "create, " + connections + (connections == 1 ? " connection" : " connections");
            compare(chart, label, connections, connections, mock, javalin, create);
        }
    }

    private void measurePromptLengths(ServerProcess mock, ServerProcess javalin) {
        warmUp(mock, RawRequests.create());
        warmUp(javalin, RawRequests.create());
        LineCharts.Chart chart = charts.add("create: requests per second by characters in the prompt");
        for (int length : PROMPT_LENGTHS) {
            byte[] create = RawRequests.create("x".repeat(length), "");
            compare(chart, String.format("create, prompt of %,d B", length), length, 16, mock, javalin, create);
        }
    }

    private void compare(
            LineCharts.Chart chart,
            String label,
            int x,
            int connections,
            ServerProcess mock,
            ServerProcess javalin,
            byte[] request) {
        List<Double> mockRates = new ArrayList<>();
        List<Double> javalinRates = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            mockRates.add(requestsPerSecond(mock, connections, request));
            javalinRates.add(requestsPerSecond(javalin, connections, request));
        }
        chart.addPoint("mock server", x, ResultTable.median(mockRates));
        chart.addPoint("bare Javalin", x, ResultTable.median(javalinRates));
        results.addRatio(label, "/s", mockRates, "bare Javalin", javalinRates);
    }

    private void measureTasks(ServerProcess mock) {
        byte[] create = RawRequests.create();
        warmUp(mock, create);
        warmUp(mock, RawRequests.recordInfo(RawRequests.taskId(LoadGenerator.send(mock.url(), create))));
        Random random = new Random(1);
        List<String> taskIds = new ArrayList<>();
        LineCharts.Chart rates = charts.add("record-info: requests per second by number of tasks");
        LineCharts.Chart memory = charts.add("mock server: MB resident by number of tasks");
        for (int tasks : TASKS) {
            LoadGenerator.to(mock.url())
                    .maxRequests(tasks - taskIds.size())
                    .run(() -> create, response -> taskIds.add(RawRequests.taskId(response)));
            double rate = LoadGenerator.to(mock.url())
                    .maxDuration(duration)
                    .run(() -> RawRequests.recordInfo(taskIds.get(random.nextInt(taskIds.size()))))
                    .requestsPerSecond();
            rates.addPoint("mock server", tasks, rate);
            memory.addPoint("mock server", tasks, mock.residentMegabytes());
            results.addValue(String.format("record-info with %,d tasks", tasks), "/s", rate);
            results.addValue(String.format("memory with %,d tasks", tasks), "MB resident", mock.residentMegabytes());
        }
    }

    private void measureSchemaValidation() throws RunnerException {
        var options = new OptionsBuilder()
                .include(SchemaValidationBenchmark.class.getName() + "\\.")
                .verbosity(VerboseMode.SILENT)
                .build();
        LineCharts.Chart chart = charts.add("schema validation of a create request: ns by characters in the prompt");
        for (RunResult result : new Runner(options).run()) {
            double nanos = result.getPrimaryResult().getStatistics().getMin();
            String length = result.getParams().getParam("promptLength");
            if (length == null) {
                results.addValue("schema validation of the response for a finished task", "ns", nanos);
            } else {
                int characters = Integer.parseInt(length);
                chart.addPoint("mock server", characters, nanos);
                results.addValue(
                        String.format("schema validation of a create request, prompt of %,d B", characters),
                        "ns",
                        nanos);
            }
        }
    }

    private void warmUp(ServerProcess server, byte[] request) {
        requestsPerSecond(server, 16, request);
        requestsPerSecond(server, 16, request);
    }

    private double requestsPerSecond(ServerProcess server, int connections, byte[] request) {
        return LoadGenerator.to(server.url())
                .connections(connections)
                .maxDuration(duration)
                .run(() -> request)
                .requestsPerSecond();
    }
}
