package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.server.Coverage;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Formats the results of a run as an HTML page. */
final class HtmlReport {
    private static final String REPOSITORY = "https://github.com/lumamodify/luma-modify/blob/main/";

    private static final String STYLE = """
        :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
        body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid #8884; padding: .3rem .6rem; text-align: left; vertical-align: top; }
        td.number { text-align: right; font-variant-numeric: tabular-nums; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; }
        .failed, .no { color: #c62828; font-weight: bold; }
        .warned { color: #b26a00; }
        .passed { color: #2e7d32; }
        """;

    private final RunReport report;

    HtmlReport(RunReport report) {
        this.report = report;
    }

    void write(XMLStreamWriter html) throws XMLStreamException {
        html.writeDTD("<!DOCTYPE html>");
        html.writeStartElement("html");
        html.writeAttribute("lang", "en");
        html.writeStartElement("head");
        html.writeEmptyElement("meta");
        html.writeAttribute("charset", "utf-8");
        text(html, "title", "Contract report");
        text(html, "style", STYLE);
        html.writeEndElement();
        html.writeStartElement("body");
        text(html, "h1", "Contract report for " + report.target());
        text(html, "p", report.summary() + (report.strict() ? ", strict" : "") + ". Seed " + report.seed() + ".");
        text(html, "h2", "Checks");
        writeChecks(html);
        text(html, "h2", "Coverage of the document: " + RunReport.exercised(report.coverage()));
        text(
                html,
                "p",
                "Counted in the requests, responses and callbacks of the run. An item that a client can violate is"
                        + " exercised once it has passed and failed; any other item once it has passed.");
        writeCoverage(html);
        html.writeEndElement();
        html.writeEndElement();
    }

    private void writeChecks(XMLStreamWriter html) throws XMLStreamException {
        writeHead(html, "Check", "Level", "Outcome", "Description", "Source");
        for (CheckResult result : report.results()) {
            Check<?> check = result.check();
            html.writeStartElement("tr");
            text(html, "td", check.id());
            text(html, "td", lowerCase(check.level()));
            String outcome = lowerCase(result.outcome());
            cell(html, outcome, outcome);
            html.writeStartElement("td");
            html.writeCharacters(check.description());
            for (String detail : List.of(result.detail(), report.request(result), report.response(result))) {
                if (!detail.isEmpty()) {
                    text(html, "pre", detail);
                }
            }
            html.writeEndElement();
            writeSource(html, check.source());
            html.writeEndElement();
        }
        html.writeEndElement();
    }

    /** Writes a cell. A file of the repository is linked. */
    private static void writeSource(XMLStreamWriter html, String source) throws XMLStreamException {
        html.writeStartElement("td");
        if (source.contains(".md")) {
            html.writeStartElement("a");
            html.writeAttribute("href", REPOSITORY + source);
            html.writeCharacters(source);
            html.writeEndElement();
        } else {
            html.writeCharacters(source);
        }
        html.writeEndElement();
    }

    private void writeCoverage(XMLStreamWriter html) throws XMLStreamException {
        writeHead(html, "Kind", "Item", "Passed", "Failed", "Exercised");
        for (Coverage.Count count : report.coverage()) {
            html.writeStartElement("tr");
            text(html, "td", count.item().kind());
            text(html, "td", count.item().place());
            cell(html, "number", String.valueOf(count.passed()));
            cell(html, "number", String.valueOf(count.failed()));
            cell(html, count.exercised() ? "passed" : "no", count.exercised() ? "yes" : "no");
            html.writeEndElement();
        }
        html.writeEndElement();
    }

    private static void writeHead(XMLStreamWriter html, String... columns) throws XMLStreamException {
        html.writeStartElement("table");
        html.writeStartElement("tr");
        for (String column : columns) {
            text(html, "th", column);
        }
        html.writeEndElement();
    }

    private static void cell(XMLStreamWriter html, String styleClass, String text) throws XMLStreamException {
        html.writeStartElement("td");
        html.writeAttribute("class", styleClass);
        html.writeCharacters(ReportFiles.printable(text));
        html.writeEndElement();
    }

    private static void text(XMLStreamWriter html, String element, String text) throws XMLStreamException {
        html.writeStartElement(element);
        html.writeCharacters(ReportFiles.printable(text));
        html.writeEndElement();
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
