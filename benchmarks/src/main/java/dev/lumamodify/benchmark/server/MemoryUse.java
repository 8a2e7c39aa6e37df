package dev.lumamodify.benchmark.server;

import dev.lumamodify.benchmark.load.LoadGenerator;
import dev.lumamodify.benchmark.load.RawRequests;
import dev.lumamodify.benchmark.process.ServerProcess;
import dev.lumamodify.benchmark.process.Servers;
import dev.lumamodify.benchmark.report.ResultTable;

/** Measures the resident memory of the mock server after many tasks and requests, with the documented heap and the default task limit. */
public final class MemoryUse {
    private static final long TASKS = 100_000;

    private MemoryUse() {}

    public static void measure(ResultTable results) {
        try (ServerProcess mock = Servers.mock()) {
            byte[] create = RawRequests.create();
            LoadGenerator.to(mock.url()).maxRequests(TASKS).run(() -> create);
            results.addValue("memory after 100,000 tasks", "MB resident", mock.residentMegabytes());
            byte[] recordInfo = RawRequests.recordInfo(RawRequests.taskId(LoadGenerator.send(mock.url(), create)));
            LoadGenerator.to(mock.url()).maxRequests(9 * TASKS).run(() -> recordInfo);
            double before = mock.residentMegabytes();
            results.addValueWithMax("memory after 1,000,000 requests", "MB resident", before, 256);
            LoadGenerator.to(mock.url()).maxRequests(2 * TASKS).run(() -> create);
            results.addValue(
                    "memory growth over 200,000 more create requests", "MB", mock.residentMegabytes() - before);
        }
    }
}
