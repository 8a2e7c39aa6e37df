package dev.lumamodify.contract;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells machines how a run went: JSON, and the XML that CI systems read. */
final class Reports {
    private final List<Verdict> verdicts;
    private final Target target;
    private final boolean strict;

    Reports(List<Verdict> verdicts, Target target, boolean strict) {
        this.verdicts = verdicts;
        this.target = target;
        this.strict = strict;
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.json"), json().toPrettyString() + "\n");
        try (Writer writer = Files.newBufferedWriter(directory.resolve("junit.xml"))) {
            xml(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer));
        } catch (XMLStreamException e) {
            throw new IOException("Could not write junit.xml", e);
        }
    }

    ObjectNode json() {
        ObjectNode report = Schemas.NODES.objectNode();
        report.put("target", String.valueOf(target.url));
        report.put("seed", target.seed);
        report.put("strict", strict);
        report.put("broken", Console.broken(verdicts, strict));
        ArrayNode laws = report.putArray("laws");
        for (Verdict verdict : verdicts) {
            ObjectNode law = laws.addObject();
            law.put("id", verdict.law().id());
            law.put("says", verdict.law().says());
            law.put("source", verdict.law().source());
            law.put("house", verdict.law().house());
            law.put("outcome", verdict.outcome().name());
            if (!verdict.detail().isEmpty()) {
                law.put("detail", verdict.detail());
            }
            Broken broken = verdict.evidence();
            if (broken != null && broken.call() != null) {
                law.put("request", broken.call().curl(base()));
            }
            if (broken != null && broken.answer() != null) {
                law.put("answer", broken.answer().toString());
            }
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
        xml.writeAttribute("skipped", String.valueOf(Console.count(verdicts, Verdict.Outcome.NOT_CHECKED)));
        for (Verdict verdict : verdicts) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", "contract." + verdict.law().topic());
            xml.writeAttribute("name", verdict.law().id());
            if (verdict.outcome() == Verdict.Outcome.NOT_CHECKED) {
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
        xml.close();
    }

    private boolean fails(Verdict verdict) {
        return Console.broken(List.of(verdict), strict);
    }

    private String evidence(Verdict verdict) {
        StringBuilder evidence = new StringBuilder(verdict.law().says());
        Broken broken = verdict.evidence();
        if (broken != null && broken.call() != null) {
            evidence.append('\n').append(broken.call().curl(base()));
        }
        if (broken != null && broken.answer() != null) {
            evidence.append('\n').append(broken.answer());
        }
        return evidence.append("\nseed ").append(target.seed).toString();
    }

    private URI base() {
        return target.url;
    }

    /** XML 1.0 cannot carry control characters at all. */
    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
