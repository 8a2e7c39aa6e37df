package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.server.Coverage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Formats the results of a run as an HTML page without outside assets. */
final class HtmlReport {
    private static final String REPOSITORY = "https://github.com/lumamodify/luma-modify/blob/main/";
    private static final String DOCUMENT = "openapi/luma-modify.yaml";

    private final RunReport report;

    HtmlReport(RunReport report) {
        this.report = report;
    }

    void write(XMLStreamWriter html) throws XMLStreamException {
        html.writeDTD("<!DOCTYPE html>");
        start(html, "html", "lang", "en");
        html.writeStartElement("head");
        empty(html, "meta", "charset", "utf-8");
        empty(html, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        text(html, "title", "Contract report: " + report.summary());
        text(html, "style", asset("report.css"));
        html.writeEndElement();
        html.writeStartElement("body");
        writeSummary(html);
        start(html, "main");
        writeFailures(html);
        writeTopics(html);
        writeCoverage(html);
        html.writeEndElement();
        text(html, "script", asset("report.js"));
        html.writeEndElement();
        html.writeEndElement();
    }

    private void writeSummary(XMLStreamWriter html) throws XMLStreamException {
        start(html, "header");
        text(html, "h1", "Contract report");
        if (report.incomplete() != null) {
            text(html, "p", "The run is incomplete: " + report.incomplete(), "class", "failed");
        }
        text(html, "p", report.summary() + (report.info().strict() ? " (strict)" : ""), "class", "summary");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Target", String.valueOf(report.info().target()));
        facts.put("Date", report.info().started().toString());
        facts.put("Suite", report.info().version());
        facts.put("Seed", String.valueOf(report.info().seed()));
        facts.put("Requests", String.valueOf(report.requests()));
        facts.put("Coverage", RunReport.exercised(report.coverage()) + " items of the document");
        start(html, "dl");
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            text(html, "dt", fact.getKey());
            text(html, "dd", fact.getValue());
        }
        html.writeEndElement();
        start(html, "label");
        html.writeCharacters("Filter ");
        empty(html, "input", "type", "search", "id", "filter", "placeholder", "check, code, text");
        html.writeEndElement();
        html.writeEndElement();
    }

    private void writeFailures(XMLStreamWriter html) throws XMLStreamException {
        for (List<ReportedCheck> group : report.failuresByCause()) {
            start(html, "article");
            writeFailure(html, group.get(0));
            if (group.size() > 1) {
                start(html, "details");
                text(html, "summary", group.size() - 1 + " more with the same cause");
                for (ReportedCheck other : group.subList(1, group.size())) {
                    writeFailure(html, other);
                }
                html.writeEndElement();
            }
            List<String> skipped = report.skippedBecauseOf(group);
            if (!skipped.isEmpty()) {
                start(html, "details");
                text(html, "summary", skipped.size() + " skipped because of it");
                text(html, "p", String.join(", ", skipped));
                html.writeEndElement();
            }
            html.writeEndElement();
        }
    }

    private static void writeFailure(XMLStreamWriter html, ReportedCheck result) throws XMLStreamException {
        start(html, "h2", "class", name(result.outcome()), "id", result.id());
        html.writeCharacters(name(result.outcome()) + " ");
        text(html, "code", result.id());
        html.writeEndElement();
        text(html, "h3", "Expected");
        text(html, "p", result.check().description());
        text(html, "h3", "Got");
        text(html, "p", result.detail());
        writeCode(html, "Request", result.request(), true);
        writeCode(html, "Response", result.response(), false);
        writeCode(html, "Reproduce", result.reproduce(), true);
        start(html, "p");
        html.writeCharacters("Source: ");
        String source = result.check().source();
        if (source.startsWith("#") || source.contains(".md")) {
            text(html, "a", source, "href", REPOSITORY + (source.startsWith("#") ? DOCUMENT : source));
        } else {
            html.writeCharacters(source);
        }
        html.writeEndElement();
    }

    private static void writeCode(XMLStreamWriter html, String title, String code, boolean copy)
            throws XMLStreamException {
        if (!code.isEmpty()) {
            text(html, "h3", title);
            start(html, "div", "class", "code");
            text(html, "pre", code);
            if (copy) {
                text(html, "button", "Copy", "type", "button");
            }
            html.writeEndElement();
        }
    }

    private void writeTopics(XMLStreamWriter html) throws XMLStreamException {
        Map<String, List<ReportedCheck>> topics = report.checks().stream()
                .collect(Collectors.groupingBy(
                        result -> result.check().topic(), LinkedHashMap::new, Collectors.toList()));
        text(html, "h2", "All checks");
        for (Map.Entry<String, List<ReportedCheck>> topic : topics.entrySet()) {
            start(html, "details");
            long passed = topic.getValue().stream()
                    .filter(result -> result.outcome() == Outcome.PASSED)
                    .count();
            text(
                    html,
                    "summary",
                    topic.getKey() + ": " + passed + " of " + topic.getValue().size() + " passed");
            start(html, "ul");
            for (ReportedCheck result : topic.getValue()) {
                start(html, "li");
                text(html, "span", name(result.outcome()), "class", name(result.outcome()));
                html.writeCharacters(" ");
                text(html, "code", result.id());
                html.writeCharacters(" " + result.check().description());
                if (result.cause() != null) {
                    html.writeCharacters(" (because of ");
                    text(html, "a", result.cause(), "href", "#" + result.cause());
                    html.writeCharacters(")");
                } else if (!result.isFailure() && !result.detail().isEmpty()) {
                    html.writeCharacters(" (" + result.detail() + ")");
                }
                html.writeEndElement();
            }
            html.writeEndElement();
            html.writeEndElement();
        }
    }

    private void writeCoverage(XMLStreamWriter html) throws XMLStreamException {
        start(html, "details");
        text(html, "summary", "Coverage of the document: " + RunReport.exercised(report.coverage()));
        text(
                html,
                "p",
                "Counted in the requests, responses and callbacks of the run. An item that a client can violate is"
                        + " exercised once it has passed and failed; any other item once it has passed.");
        start(html, "table");
        start(html, "tr");
        for (String column : List.of("Kind", "Item", "Passed", "Failed", "Exercised")) {
            text(html, "th", column);
        }
        html.writeEndElement();
        for (Coverage.Count count : report.coverage()) {
            start(html, "tr");
            text(html, "td", count.item().kind());
            text(html, "td", count.item().place());
            text(html, "td", String.valueOf(count.passed()), "class", "number");
            text(html, "td", String.valueOf(count.failed()), "class", "number");
            text(html, "td", count.exercised() ? "yes" : "no", "class", count.exercised() ? "passed" : "failed");
            html.writeEndElement();
        }
        html.writeEndElement();
        html.writeEndElement();
    }

    private static String name(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static String asset(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(XMLStreamWriter html, String element, String... attributes) throws XMLStreamException {
        html.writeStartElement(element);
        write(html, attributes);
    }

    private static void empty(XMLStreamWriter html, String element, String... attributes) throws XMLStreamException {
        html.writeEmptyElement(element);
        write(html, attributes);
    }

    private static void text(XMLStreamWriter html, String element, String text, String... attributes)
            throws XMLStreamException {
        start(html, element, attributes);
        html.writeCharacters(text);
        html.writeEndElement();
    }

    /** Writes names and values, which alternate. */
    private static void write(XMLStreamWriter html, String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            html.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }
}
