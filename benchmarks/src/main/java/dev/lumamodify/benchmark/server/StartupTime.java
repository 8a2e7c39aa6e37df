package dev.lumamodify.benchmark.server;

import dev.lumamodify.benchmark.load.LoadGenerator;
import dev.lumamodify.benchmark.load.RawRequests;
import dev.lumamodify.benchmark.process.BaselineServer;
import dev.lumamodify.benchmark.process.ServerProcess;
import dev.lumamodify.benchmark.process.Servers;
import dev.lumamodify.benchmark.report.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Measures the time from the start of the mock server's process to its first successful response. */
public final class StartupTime {
    private StartupTime() {}

    public static void measure(ResultTable results, double scale) {
        int rounds = Math.max(1, (int) (9 * scale));
        List<Double> baseline = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> documented = new ArrayList<>();
        // Not counted: reads the files into the page cache.
        secondsToFirstResponse(Servers::mockWithoutJvmOptions);
        for (int i = 0; i < rounds; i++) {
            baseline.add(secondsToFirstResponse(() -> Servers.baseline(BaselineServer.Library.JAVALIN)));
            plain.add(secondsToFirstResponse(Servers::mockWithoutJvmOptions));
            documented.add(secondsToFirstResponse(Servers::mock));
        }
        results.addRatioWithMax(
                "start to first response, plain `java -jar`", "s", plain, "bare Javalin", baseline, 1.25);
        results.addRatioWithMax(
                "start to first response, documented command", "s", documented, "bare Javalin", baseline, 0.75);
    }

    private static double secondsToFirstResponse(Supplier<ServerProcess> start) {
        long started = System.nanoTime();
        try (ServerProcess server = start.get()) {
            RawRequests.taskId(LoadGenerator.send(server.url(), RawRequests.create()));
            return (System.nanoTime() - started) / 1e9;
        }
    }
}
