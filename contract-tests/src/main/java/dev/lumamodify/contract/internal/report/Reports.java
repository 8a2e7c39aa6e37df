package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Curl;
import dev.lumamodify.contract.internal.server.CheckResult;
import dev.lumamodify.contract.internal.server.Coverage;
import dev.lumamodify.contract.internal.server.Target;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes how a run went: HTML for people, JSON for machines, and the XML that CI systems read. */
public final class Reports {
    private final List<CheckResult> verdicts;
    private final List<Coverage.Line> coverage;
    private final Target target;
    private final boolean strict;
    private final int requests;

    /**
     * @param requests how many it took
     */
    public Reports(
            List<CheckResult> verdicts, List<Coverage.Line> coverage, Target target, boolean strict, int requests) {
        this.verdicts = verdicts;
        this.coverage = coverage;
        this.target = target;
        this.strict = strict;
        this.requests = requests;
    }

    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.json"), json().toPrettyString() + "\n");
        write(directory.resolve("junit.xml"), this::xml);
        write(directory.resolve("report.html"), new HtmlReport(verdicts, coverage, target, strict)::write);
    }

    private interface Content {
        void to(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static void write(Path file, Content content) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
            content.to(xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("Could not write " + file, e);
        }
    }

    ObjectNode json() {
        ObjectNode report = ValidValues.NODES.objectNode();
        report.put("target", String.valueOf(target.url));
        report.put("seed", target.seed);
        report.put("strict", strict);
        report.put("requests", requests);
        report.put("broken", Console.broken(verdicts, strict));
        ArrayNode laws = report.putArray("laws");
        for (CheckResult verdict : verdicts) {
            ObjectNode law = laws.addObject();
            law.put("id", verdict.law().id());
            law.put("says", verdict.law().says());
            law.put("source", verdict.law().source());
            law.put("house", verdict.law().house());
            law.put("outcome", verdict.outcome().name());
            law.put("seconds", verdict.took().toMillis() / 1000.0);
            if (!verdict.detail().isEmpty()) {
                law.put("detail", verdict.detail());
            }
            CheckFailure broken = verdict.evidence();
            if (broken != null && broken.call() != null) {
                law.put("request", new Curl(target).line(broken.call()));
            }
            if (broken != null && broken.answer() != null) {
                law.put("answer", broken.answer().toString());
            }
        }
        ArrayNode elements = report.putArray("coverage");
        for (Coverage.Line line : coverage) {
            ObjectNode element = elements.addObject();
            element.put("kind", line.element().kind());
            element.put("place", line.element().place());
            element.put("kept", line.kept());
            element.put("broken", line.broken());
            element.put("exercised", line.exercised());
        }
        return report;
    }

    private void xml(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "luma-modify contract");
        xml.writeAttribute("tests", String.valueOf(verdicts.size()));
        xml.writeAttribute(
                "failures", String.valueOf(verdicts.stream().filter(this::fails).count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", String.valueOf(Console.count(verdicts, CheckResult.Outcome.NOT_CHECKED)));
        for (CheckResult verdict : verdicts) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", "contract." + verdict.law().topic());
            xml.writeAttribute("name", verdict.law().id());
            xml.writeAttribute("time", String.valueOf(verdict.took().toMillis() / 1000.0));
            if (verdict.outcome() == CheckResult.Outcome.NOT_CHECKED) {
                xml.writeStartElement("skipped");
                xml.writeAttribute("message", printable(verdict.detail()));
                xml.writeEndElement();
            } else if (fails(verdict)) {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", printable(verdict.detail()));
                xml.writeCharacters(printable(evidence(verdict)));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private boolean fails(CheckResult verdict) {
        return Console.broken(List.of(verdict), strict);
    }

    private String evidence(CheckResult verdict) {
        StringBuilder evidence = new StringBuilder(verdict.law().says());
        CheckFailure broken = verdict.evidence();
        if (broken != null && broken.call() != null) {
            evidence.append('\n').append(new Curl(target).line(broken.call()));
        }
        if (broken != null && broken.answer() != null) {
            evidence.append('\n').append(broken.answer());
        }
        return evidence.append("\nseed ").append(target.seed).toString();
    }

    /** XML 1.0 cannot carry control characters at all. */
    static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
