package dev.lumamodify.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The contract suite by itself, as a process, against the mock. */
final class SuiteRun {
    private static final Path JAR = Path.of("..", "contract-tests", "target", "luma-modify-contract-tests.jar");
    private static final Path OUTPUT = Path.of("target", "suite.log");

    private SuiteRun() {}

    static void measure(Report report) throws IOException, InterruptedException {
        try (Program mock =
                Servers.mock("--webhook-key", "benchmark-hmac", "--api-key", "benchmark", "--api-key", "another")) {
            File output = OUTPUT.toFile();
            long started = System.nanoTime();
            Process suite = new ProcessBuilder(List.of(
                            Program.JAVA.toString(),
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
                            "--task-time",
                            "100ms"))
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
        }
    }
}
