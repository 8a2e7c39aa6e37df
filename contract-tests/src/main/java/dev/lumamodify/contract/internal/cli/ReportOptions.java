package dev.lumamodify.contract.internal.cli;

import dev.lumamodify.contract.internal.report.BaselineFile;
import dev.lumamodify.contract.internal.report.GithubReport;
import dev.lumamodify.contract.internal.report.ReportFiles;
import dev.lumamodify.contract.internal.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options for what fails a run, and for where its results are written. */
final class ReportOptions {
    @Option(
            names = "--strict",
            description = "Fails the run if a recommended check fails. Without it, this is a warning.")
    boolean strict;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "A report.json of an earlier run. The checks that failed in it do not fail this run.")
    @Nullable
    Path baseline;

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            description = "Writes report.html, report.json, junit.xml and summary.md to this directory.")
    @Nullable
    Path reportDir;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The format of the output: text, or github, which adds annotations and a summary for GitHub"
                    + " Actions. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    /** The values of {@code --format}. */
    enum Format {
        TEXT,
        GITHUB
    }

    /** Returns the failures of the baseline. Throws a {@link ParameterException} if it cannot be read. */
    Set<String> knownFailures(CommandLine command) {
        if (baseline == null) {
            return Set.of();
        }
        try {
            return BaselineFile.failedChecks(baseline);
        } catch (IOException e) {
            throw new ParameterException(
                    command, "--baseline must be a report.json of this suite: " + e.getMessage(), e);
        }
    }

    /** Writes the reports. Returns false, after a message, if one of them could not be written. */
    boolean write(RunReport report, CommandLine command) {
        boolean annotated = format != Format.GITHUB
                || written(
                        command,
                        () -> GithubReport.write(report, command.getOut(), System.getenv("GITHUB_STEP_SUMMARY")));
        Path directory = reportDir;
        return (directory == null || written(command, () -> ReportFiles.write(report, directory))) && annotated;
    }

    private interface Writer {
        void write() throws IOException;
    }

    private static boolean written(CommandLine command, Writer writer) {
        try {
            writer.write();
            return true;
        } catch (IOException | RuntimeException e) {
            command.getErr().println("The report is incomplete: " + e.getMessage());
            return false;
        }
    }
}
