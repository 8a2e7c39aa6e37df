package dev.lumamodify.benchmark.client;

import com.sun.management.OperatingSystemMXBean;
import dev.lumamodify.benchmark.report.ResultTable;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.WaitOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Measures the threads, memory and CPU time that 10,000 pending waits use while no poll is scheduled. */
public final class PendingWaits {
    private static final int WAITS = 10_000;

    private PendingWaits() {}

    public static void measure(ResultTable results, double scale) throws InterruptedException {
        WaitOptions hourlyPolling = WaitOptions.defaults()
                .withTimeout(Duration.ofHours(2))
                .withPolling(Duration.ofHours(1), Duration.ofHours(1));
        // No server listens on this port, and the client sends no request: the first poll is an hour away.
        try (LumaModify client = LumaModify.builder()
                .apiKey("benchmark")
                .baseUrl("http://127.0.0.1:9")
                .build()) {
            int threads = Thread.activeCount();
            double megabytesBefore = usedHeapMegabytes();
            List<? extends Future<?>> waits = IntStream.range(0, WAITS)
                    .mapToObj(i -> client.awaitCompletionAsync("task-" + i, hourlyPolling))
                    .toList();
            double megabytes = usedHeapMegabytes() - megabytesBefore;
            results.addValueWithMax("10,000 pending waits, threads", "", Thread.activeCount() - threads, 1);
            results.addValueWithMax("10,000 pending waits, memory", "MB", megabytes, 30);
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpuNanos = system.getProcessCpuTime();
            long millis = (long) (5000 * Math.min(1, scale));
            Thread.sleep(millis);
            double percent = (system.getProcessCpuTime() - cpuNanos) / 1e4 / millis;
            results.addValueWithMax("10,000 pending waits, CPU", "% of a core", percent, 1);
            waits.forEach(wait -> wait.cancel(true));
        }
    }

    private static double usedHeapMegabytes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }
}
