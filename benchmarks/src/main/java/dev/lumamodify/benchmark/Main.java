package dev.lumamodify.benchmark;

import dev.lumamodify.benchmark.client.ClientOverhead;
import dev.lumamodify.benchmark.client.JsonCodecs;
import dev.lumamodify.benchmark.client.PendingWaits;
import dev.lumamodify.benchmark.report.LineCharts;
import dev.lumamodify.benchmark.report.ResultTable;
import dev.lumamodify.benchmark.server.CallbackThroughput;
import dev.lumamodify.benchmark.server.MemoryUse;
import dev.lumamodify.benchmark.server.Scaling;
import dev.lumamodify.benchmark.server.StartupTime;
import dev.lumamodify.benchmark.server.Throughput;
import dev.lumamodify.benchmark.suite.SuiteDuration;
import java.nio.file.Path;
import java.util.List;

/** Runs the named benchmarks, prints their results and writes them into {@code README.md} and {@code scaling.svg}. */
final class Main {
    private Main() {}

    /**
     * Runs benchmarks in the given order.
     *
     * @param args the names of the benchmarks, separated by commas; and the scale: 1 runs each for its full duration, 0.1 for a
     *     tenth of it
     */
    public static void main(String[] args) throws Exception {
        List<String> names = List.of(args[0].split(",", -1));
        double scale = Double.parseDouble(args[1]);
        ResultTable results = new ResultTable();
        LineCharts charts = new LineCharts();
        try {
            for (String name : names) {
                switch (name) {
                    case "start" -> StartupTime.measure(results, scale);
                    case "load" -> Throughput.measure(results, scale);
                    case "callbacks" -> CallbackThroughput.measure(results, scale);
                    case "memory" -> MemoryUse.measure(results);
                    case "scaling" -> Scaling.measure(results, charts, scale);
                    case "client" -> ClientOverhead.measure(results, scale);
                    case "waits" -> PendingWaits.measure(results, scale);
                    case "json" -> JsonCodecs.measure(results, scale);
                    case "suite" -> SuiteDuration.measure(results);
                    default -> throw new IllegalArgumentException("Unknown benchmark: " + name);
                }
            }
        } finally {
            // If a benchmark fails, the results of the earlier ones are still written.
            results.writeInto(Path.of("README.md"));
            charts.write(Path.of("scaling.svg"));
        }
    }
}
