package dev.lumamodify.contract.internal.report;

import java.util.List;
import java.util.stream.Collectors;

/** Formats a summary of a run as Markdown, for the page of a CI job. */
final class MarkdownReport {
    private MarkdownReport() {}

    static String of(RunReport report) {
        StringBuilder markdown = new StringBuilder("## Contract tests: ")
                .append(report.summary())
                .append("\n\n");
        if (report.incomplete() != null) {
            markdown.append("**The run is incomplete:** ")
                    .append(escaped(report.incomplete()))
                    .append("\n\n");
        }
        for (List<ReportedCheck> group : report.failuresByCause()) {
            ReportedCheck result = group.get(0);
            markdown.append("<details><summary>")
                    .append(group.stream()
                            .map(each -> "<code>" + each.id() + "</code>")
                            .collect(Collectors.joining(", ")))
                    .append(": ")
                    .append(escaped(result.detail()))
                    .append("</summary>\n\n");
            append(markdown, "Expected", result.check().description());
            append(markdown, "Request", result.request());
            append(markdown, "Response", result.response());
            append(markdown, "Reproduce", result.reproduce());
            append(markdown, "Skipped because of it", String.join("\n", report.skippedBecauseOf(group)));
            markdown.append("</details>\n\n");
        }
        return markdown.toString();
    }

    private static void append(StringBuilder markdown, String title, String text) {
        if (!text.isEmpty()) {
            // HTML, because a text can contain every fence of Markdown.
            markdown.append(title)
                    .append("\n<pre>")
                    .append(escaped(text).replaceAll("\\R", "&#10;"))
                    .append("</pre>\n\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
