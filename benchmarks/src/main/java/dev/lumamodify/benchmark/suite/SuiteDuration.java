package dev.lumamodify.benchmark.suite;

import dev.lumamodify.benchmark.process.ServerProcess;
import dev.lumamodify.benchmark.process.Servers;
import dev.lumamodify.benchmark.report.ResultTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures how long the contract suite takes against the mock server, and which checks take the longest. */
public final class SuiteDuration {
    private static final Path JAR = Path.of("..", "contract-tests", "target", "luma-modify-contract-tests.jar");
    private static final Path LOG = Path.of("target", "suite.log");
    private static final Path REPORTS = Path.of("target", "suite");
    /** The number of checks that get a row of their own. */
    private static final int LISTED_CHECKS = 5;

    private static final String FAILING_PROMPT = "Fail, please";

    private SuiteDuration() {}

    public static void measure(ResultTable results) throws IOException, InterruptedException {
        try (ServerProcess mock = Servers.mock(
                "--webhook-key",
                "benchmark-hmac",
                "--api-key",
                "benchmark",
                "--api-key",
                "another",
                "--fail-on-prompt",
                FAILING_PROMPT)) {
            File log = LOG.toFile();
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
                            FAILING_PROMPT,
                            "--task-duration",
                            "100ms",
                            "--report-dir",
                            REPORTS.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            if (!suite.waitFor(2, TimeUnit.MINUTES)) {
                suite.destroy();
                throw new IllegalStateException("The suite has not ended within 2 minutes; see " + log);
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            if (suite.exitValue() != 0) {
                throw new IllegalStateException("The suite ended with exit code " + suite.exitValue() + "; see " + log);
            }
            results.addValueWithMax("contract suite against the mock server", "s", seconds, 20);
            addBreakdown(results, JsonMapper.shared().readTree(REPORTS.resolve("report.json")), seconds);
        }
    }

    private static void addBreakdown(ResultTable results, JsonNode report, double seconds) {
        results.addValue(
                "contract suite, requests per second",
                "/s",
                report.path("requests").intValue() / seconds);
        List<JsonNode> checks = report.required("checks")
                .valueStream()
                .sorted(Comparator.comparingDouble(check -> -seconds(check)))
                .toList();
        for (JsonNode check : checks.subList(0, LISTED_CHECKS)) {
            results.addValue("contract suite, check " + check.path("id").asString(), "s", seconds(check));
        }
        results.addValue(
                "contract suite, all other checks", "s", seconds(checks.subList(LISTED_CHECKS, checks.size())));
        // The callback checks share one wait for the timeout and the retry. It is part of no check's duration.
        results.addValue("contract suite, start and shared wait", "s", seconds - seconds(checks));
    }

    private static double seconds(List<JsonNode> checks) {
        return checks.stream().mapToDouble(SuiteDuration::seconds).sum();
    }

    private static double seconds(JsonNode check) {
        return check.path("seconds").doubleValue();
    }
}
