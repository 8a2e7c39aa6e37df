package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.report.Reports;
import dev.lumamodify.contract.internal.spec.Document;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.mock.MockTarget;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CoverageTest {
    private static final Path REPORTS = Path.of("target", "mock-report");

    /** The codes and statuses that no caller can cause are requested with a preference. */
    @Test
    void everyElementOfTheDocumentIsExercisedOnTheMockServer() throws IOException {
        Document document = Document.load();
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ofMillis(500), 1);
                ServerTestContext context = new ServerTestContext(document, mock.target(), mock.clock())) {
            List<CheckResult> results = MockTarget.run(context, check -> true);
            for (Operation operation : document.operations()) {
                for (int code : operation.codes().keySet()) {
                    Request request =
                            operation.request() == null ? context.looking("any") : context.creating(context.body());
                    context.wire().send(request.header("Prefer", "code=" + code));
                }
            }
            String failing = context.taskId(
                    context.send(context.creating(context.body()).header("Prefer", "outcome=create-failed")));
            context.watch().pass(Duration.ofSeconds(3));
            context.look(failing);

            List<Coverage.Line> lines = Coverage.of(context);
            int requests = context.wire().journal().size();
            new Reports(results, lines, mock.target(), true, requests).write(REPORTS);

            assertThat(Coverage.missing(lines)).isEmpty();
            assertThat(lines).extracting(line -> line.element().kind()).contains("callback", "header", "flag");
            assertThat(REPORTS.resolve("report.html")).content().contains("<td>lifecycle.status-only-advances</td>");
            JsonNode report = Document.JSON.readTree(Files.readString(REPORTS.resolve("report.json")));
            assertThat(report.path("coverage")).hasSameSizeAs(lines);
            assertThat(report.path("requests").intValue()).isEqualTo(requests);
            assertThat(report.path("laws"))
                    .as("the durations of the checks")
                    .anyMatch(law -> law.path("seconds").doubleValue() > 0);
        }
    }

    @Test
    void elementsThatWereNotExercisedAreListed() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1);
                ServerTestContext context = new ServerTestContext(Document.load(), mock.target(), mock.clock())) {
            context.look(context.create(context.body()));

            assertThat(Coverage.missing(Coverage.of(context)))
                    .extracting(Coverage.Line::element)
                    .contains(
                            new CoverageItems.Element(
                                    "property", "#/components/schemas/ModifyRequest/properties/prompt", true),
                            new CoverageItems.Element("code", "recordInfo 429", false),
                            new CoverageItems.Element("flag", "#/components/schemas/TaskStatus/oneOf/4/const", false))
                    .doesNotContain(
                            new CoverageItems.Element("code", "generate 200", false),
                            new CoverageItems.Element("flag", "#/components/schemas/TaskStatus/oneOf/0/const", false));
        }
    }
}
