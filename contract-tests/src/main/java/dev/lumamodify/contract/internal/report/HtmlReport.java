package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Curl;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.CheckResult;
import dev.lumamodify.contract.internal.server.Coverage;
import dev.lumamodify.contract.internal.server.Target;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The report for people, as one HTML page: what became of each law, and what of the document was exercised. */
final class HtmlReport {
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

    private final List<CheckResult> verdicts;
    private final List<Coverage.Line> coverage;
    private final Target target;
    private final boolean strict;

    HtmlReport(List<CheckResult> verdicts, List<Coverage.Line> coverage, Target target, boolean strict) {
        this.verdicts = verdicts;
        this.coverage = coverage;
        this.target = target;
        this.strict = strict;
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
        text(html, "h1", "Contract report for " + target.url);
        text(html, "p", Console.summary(verdicts) + (strict ? ", strict" : "") + ". Seed " + target.seed + ".");
        text(html, "h2", "Laws");
        laws(html);
        text(html, "h2", "Coverage of the document: " + Console.covered(coverage));
        text(
                html,
                "p",
                "Counted on what was sent and received. What a client can break is exercised once it was kept and broken.");
        coverage(html);
        html.writeEndElement();
        html.writeEndElement();
    }

    private void laws(XMLStreamWriter html) throws XMLStreamException {
        head(html, "Law", "Outcome", "Promise", "Source");
        for (CheckResult verdict : verdicts) {
            Check law = verdict.law();
            html.writeStartElement("tr");
            text(html, "td", law.id() + (law.house() ? " (house rule)" : ""));
            String outcome = verdict.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            cell(html, outcome, outcome);
            html.writeStartElement("td");
            html.writeCharacters(law.says());
            CheckFailure broken = verdict.evidence();
            if (!verdict.detail().isEmpty()) {
                text(html, "pre", verdict.detail());
            }
            if (broken != null && broken.call() != null) {
                text(html, "pre", new Curl(target).line(broken.call()));
            }
            if (broken != null && broken.answer() != null) {
                text(html, "pre", broken.answer().toString());
            }
            html.writeEndElement();
            text(html, "td", law.source());
            html.writeEndElement();
        }
        html.writeEndElement();
    }

    private void coverage(XMLStreamWriter html) throws XMLStreamException {
        head(html, "Kind", "Element", "Kept", "Broken", "Exercised");
        for (Coverage.Line line : coverage) {
            html.writeStartElement("tr");
            text(html, "td", line.element().kind());
            text(html, "td", line.element().place());
            cell(html, "number", String.valueOf(line.kept()));
            cell(html, "number", String.valueOf(line.broken()));
            cell(html, line.exercised() ? "passed" : "no", line.exercised() ? "yes" : "no");
            html.writeEndElement();
        }
        html.writeEndElement();
    }

    private static void head(XMLStreamWriter html, String... columns) throws XMLStreamException {
        html.writeStartElement("table");
        html.writeStartElement("tr");
        for (String column : columns) {
            text(html, "th", column);
        }
        html.writeEndElement();
    }

    private static void cell(XMLStreamWriter html, String kind, String text) throws XMLStreamException {
        html.writeStartElement("td");
        html.writeAttribute("class", kind);
        html.writeCharacters(Reports.printable(text));
        html.writeEndElement();
    }

    private static void text(XMLStreamWriter html, String element, String text) throws XMLStreamException {
        html.writeStartElement(element);
        html.writeCharacters(Reports.printable(text));
        html.writeEndElement();
    }
}
