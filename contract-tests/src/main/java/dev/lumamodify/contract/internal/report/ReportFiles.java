package dev.lumamodify.contract.internal.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the files of {@code --report-dir}. */
public final class ReportFiles {
    private ReportFiles() {}

    /** Writes {@code report.html}, {@code report.json} and {@code junit.xml}. */
    public static void write(RunReport report, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve("report.json"), JsonReport.of(report).toPrettyString() + "\n");
        writeXml(directory.resolve("junit.xml"), new JunitReport(report)::write);
        writeXml(directory.resolve("report.html"), new HtmlReport(report)::write);
    }

    private interface Content {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static void writeXml(Path file, Content content) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
            content.write(xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("Could not write " + file, e);
        }
    }

    /** Replaces the characters that XML 1.0 does not allow. */
    static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
