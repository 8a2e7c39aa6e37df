package dev.lumamodify.benchmark;

import java.nio.file.Path;
import java.util.List;

/** Measures what it is asked to, prints the table, and writes it into the page beside it. */
final class Main {
    private Main() {}

    /** Takes the chapters, separated by commas, and how much of the full time to spend. */
    public static void main(String[] args) throws Exception {
        List<String> chapters = List.of(args[0].split(",", -1));
        double scale = Double.parseDouble(args[1]);
        Report report = new Report();
        Plot plot = new Plot();
        try {
            for (String chapter : chapters) {
                switch (chapter) {
                    case "start" -> Start.measure(report, scale);
                    case "load" -> Throughput.measure(report, scale);
                    case "callbacks" -> Deliveries.measure(report, scale);
                    case "memory" -> Memory.measure(report);
                    case "growth" -> Growth.measure(report, plot, scale);
                    case "client" -> ClientOverhead.measure(report, scale);
                    case "waits" -> IdleWaits.measure(report, scale);
                    case "suite" -> SuiteRun.measure(report);
                    case "json" -> CodecsRun.measure(report, scale);
                    default -> throw new IllegalArgumentException("There is no chapter " + chapter);
                }
            }
        } finally {
            // What was measured before something failed is not lost.
            report.write(Path.of("README.md"));
            plot.write(Path.of("growth.svg"));
        }
    }
}
