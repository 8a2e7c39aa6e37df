package dev.lumamodify.contract.internal.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reports a run to GitHub Actions: an annotation for each failure, and a summary on the page of the job. */
public final class GithubReport {
    private GithubReport() {}

    /**
     * Prints the annotations, and appends the summary.
     *
     * @param summaryFile the value of {@code GITHUB_STEP_SUMMARY}; null if it is not set
     */
    public static void write(RunReport report, PrintWriter out, @Nullable String summaryFile) throws IOException {
        for (ReportedCheck result : report.checks()) {
            if (result.isFailure()) {
                String level = result.fails() ? "error" : "warning";
                out.println("::" + level + " title=" + escaped(result.id()) + "::"
                        + escaped(result.check().description() + "\n" + result.detail()));
            }
        }
        if (report.incomplete() != null) {
            out.println("::error title=incomplete run::" + escaped(report.incomplete()));
        }
        out.flush();
        if (summaryFile != null) {
            Files.writeString(
                    Path.of(summaryFile),
                    MarkdownReport.of(report),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** Escapes the data of a workflow command. A check id has no other special characters. */
    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
