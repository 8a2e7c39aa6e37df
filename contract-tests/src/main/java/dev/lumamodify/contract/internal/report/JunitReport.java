package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Formats the results of a run as JUnit XML, for CI systems. */
final class JunitReport {
    private final RunReport report;

    JunitReport(RunReport report) {
        this.report = report;
    }

    void write(XMLStreamWriter xml) throws XMLStreamException {
        long failures = report.checks().stream().filter(ReportedCheck::fails).count();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "luma-modify contract tests");
        xml.writeAttribute("tests", String.valueOf(report.checks().size()));
        xml.writeAttribute("failures", String.valueOf(failures));
        xml.writeAttribute(
                "errors", String.valueOf(report.count(Outcome.ERROR) + (report.incomplete() == null ? 0 : 1)));
        xml.writeAttribute("skipped", String.valueOf(report.count(Outcome.SKIPPED)));
        for (ReportedCheck result : report.checks()) {
            writeTestCase(xml, result);
        }
        if (report.incomplete() != null) {
            writeIncomplete(xml, report.incomplete());
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static void writeIncomplete(XMLStreamWriter xml, String reason) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "contract");
        xml.writeAttribute("name", "complete run");
        xml.writeStartElement("error");
        xml.writeAttribute("message", reason);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void writeTestCase(XMLStreamWriter xml, ReportedCheck result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "contract." + result.check().topic());
        xml.writeAttribute("name", result.id());
        xml.writeAttribute("time", String.valueOf(result.duration().toMillis() / 1000.0));
        if (result.outcome() == Outcome.SKIPPED) {
            xml.writeStartElement("skipped");
            xml.writeAttribute("message", result.detail());
            xml.writeEndElement();
        } else if (result.fails() || result.outcome() == Outcome.ERROR) {
            xml.writeStartElement(result.fails() ? "failure" : "error");
            xml.writeAttribute("message", result.detail());
            xml.writeCharacters(evidence(result));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String evidence(ReportedCheck result) {
        return Stream.of(
                        result.check().description(),
                        "source: " + result.check().source(),
                        result.request(),
                        result.response(),
                        "reproduce: " + result.reproduce())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
