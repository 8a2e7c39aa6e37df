package dev.lumamodify.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.WaitOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Ten thousand waits at once, none of which is due: what they hold, and what they do meanwhile. */
final class IdleWaits {
    private static final int WAITS = 10_000;

    private IdleWaits() {}

    static void measure(Report report, double scale) throws InterruptedException {
        WaitOptions idle = WaitOptions.defaults()
                .withTimeout(Duration.ofHours(2))
                .withPolling(Duration.ofHours(1), Duration.ofHours(1));
        // Nobody listens there, and nobody is asked.
        try (LumaModify client = LumaModify.builder()
                .apiKey("benchmark")
                .baseUrl("http://127.0.0.1:9")
                .build()) {
            int threads = Thread.activeCount();
            double before = liveMegabytes();
            List<? extends Future<?>> waits = IntStream.range(0, WAITS)
                    .mapToObj(i -> client.awaitCompletionAsync("task-" + i, idle))
                    .toList();
            double megabytes = liveMegabytes() - before;
            report.atMost("10,000 waits, threads", "", Thread.activeCount() - threads, 1);
            report.atMost("10,000 waits, memory", "MB", megabytes, 30);
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpu = system.getProcessCpuTime();
            long window = (long) (5000 * Math.min(1, scale));
            Thread.sleep(window);
            double share = (system.getProcessCpuTime() - cpu) / 1e4 / window;
            report.atMost("10,000 waits, processor while idle", "% of a core", share, 1);
            waits.forEach(wait -> wait.cancel(true));
        }
    }

    private static double liveMegabytes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }
}
