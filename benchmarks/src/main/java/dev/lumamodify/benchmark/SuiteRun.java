package dev.lumamodify.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract suite by itself, as a process, against the mock. */
final class SuiteRun {
    private static final Path JAR = Path.of("..", "contract-tests", "target", "luma-modify-contract-tests.jar");
    private static final Path OUTPUT = Path.of("target", "suite.log");
    private static final Path REPORTS = Path.of("target", "suite");
    /** How many of the laws that take longest are named. */
    private static final int NAMED = 5;

    private static final String FAILING = "Fail, please";

    private SuiteRun() {}

    static void measure(Report report) throws IOException, InterruptedException {
        try (ServerProcess mock = Servers.mock(
                "--webhook-key",
                "benchmark-hmac",
                "--api-key",
                "benchmark",
                "--api-key",
                "another",
                "--fail-on-prompt",
                FAILING)) {
            File output = OUTPUT.toFile();
            long started = System.nanoTime();
            Process suite = new ProcessBuilder(List.of(
                            ServerProcess.JAVA.toString(),
                            "-jar",
                            JAR.toString(),
                            "--target",
                            mock.url().toString(),
                            "--api-key",
                            "benchmark",
                            "--second-key",
                            "another",
                            "--webhook-key",
                            "benchmark-hmac",
                            "--fail-on-prompt",
                            FAILING,
                            "--task-duration",
                            "100ms",
                            "--report-dir",
                            REPORTS.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            if (!suite.waitFor(2, TimeUnit.MINUTES)) {
                suite.destroy();
                throw new IllegalStateException("The suite has not ended for 2 minutes; see " + output);
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            if (suite.exitValue() != 0) {
                throw new IllegalStateException("The suite ended with " + suite.exitValue() + "; see " + output);
            }
            report.atMost("the contract suite on the mock", "s", seconds, 20);
            tell(report, JsonMapper.shared().readTree(REPORTS.resolve("report.json")), seconds);
        }
    }

    /** Tells where the time went: which laws took longest, and what all waited for together. */
    private static void tell(Report report, JsonNode told, double seconds) {
        report.tell("the suite, requests", "/s", told.path("requests").intValue() / seconds);
        List<JsonNode> laws = told.path("laws")
                .valueStream()
                .sorted(Comparator.comparingDouble(law -> -took(law)))
                .toList();
        laws.stream()
                .limit(NAMED)
                .forEach(law -> report.tell("the suite, " + law.path("id").asString(), "s", took(law)));
        report.tell(
                "the suite, all other laws",
                "s",
                laws.stream().skip(NAMED).mapToDouble(SuiteRun::took).sum());
        report.tell(
                "the suite, start and common wait",
                "s",
                seconds - laws.stream().mapToDouble(SuiteRun::took).sum());
    }

    private static double took(JsonNode law) {
        return law.path("seconds").doubleValue();
    }
}
