package dev.lumamodify.contract.internal.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the files of {@code --report-dir}. */
public final class ReportFiles {
    private ReportFiles() {}

    /**
     * Writes {@code report.html}, {@code report.json}, {@code junit.xml} and {@code summary.md}. Writes each file even if
     * another one fails, then throws the exception of one that failed.
     */
    public static void write(RunReport report, Path directory) throws IOException {
        Files.createDirectories(directory);
        Map<String, Content> files = Map.of(
                "report.json",
                        file -> Files.writeString(file, JsonReport.of(report).toPrettyString() + "\n"),
                "summary.md", file -> Files.writeString(file, MarkdownReport.of(report)),
                "junit.xml", file -> writeXml(file, new JunitReport(report)::write),
                "report.html", file -> writeXml(file, new HtmlReport(report)::write));
        IOException failure = null;
        for (Map.Entry<String, Content> file : files.entrySet()) {
            try {
                file.getValue().write(directory.resolve(file.getKey()));
            } catch (IOException | RuntimeException e) {
                IOException failed = new IOException(file.getKey() + " could not be written: " + e.getMessage(), e);
                if (failure == null) {
                    failure = failed;
                } else {
                    failure.addSuppressed(failed);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private interface Content {
        void write(Path file) throws IOException;
    }

    private interface XmlContent {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static void writeXml(Path file, XmlContent content) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
            content.write(xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
