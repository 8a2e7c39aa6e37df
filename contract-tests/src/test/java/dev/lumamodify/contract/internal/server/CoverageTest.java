package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.MockTarget;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.report.Reports;
import dev.lumamodify.contract.internal.spec.Document;
import dev.lumamodify.contract.internal.spec.Operation;
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

    /** What no caller of a sound service brings about is asked for: maintenance, and all other codes and ends. */
    @Test
    void everyElementOfTheDocumentIsExercisedOnTheMock() throws IOException {
        Document document = Document.load();
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ofMillis(500), 1);
                ServerTestContext trial = new ServerTestContext(document, mock.target(), mock.pace())) {
            List<CheckResult> verdicts = MockTarget.verdicts(trial, law -> true, false);
            for (Operation operation : document.operations()) {
                for (int code : operation.codes().keySet()) {
                    Request call = operation.request() == null ? trial.looking("any") : trial.creating(trial.body());
                    trial.wire().send(call.header("Prefer", "code=" + code));
                }
            }
            String failing =
                    trial.taskId(trial.send(trial.creating(trial.body()).header("Prefer", "outcome=create-failed")));
            trial.watch().pass(Duration.ofSeconds(3));
            trial.look(failing);

            List<Coverage.Line> lines = Coverage.of(trial);
            int requests = trial.wire().journal().size();
            new Reports(verdicts, lines, mock.target(), true, requests).write(REPORTS);

            assertThat(Coverage.missing(lines)).isEmpty();
            assertThat(lines).extracting(line -> line.element().kind()).contains("callback", "header", "flag");
            assertThat(REPORTS.resolve("report.html")).content().contains("<td>lifecycle.status-only-advances</td>");
            JsonNode report = Document.JSON.readTree(Files.readString(REPORTS.resolve("report.json")));
            assertThat(report.path("coverage")).hasSameSizeAs(lines);
            assertThat(report.path("requests").intValue()).isEqualTo(requests);
            assertThat(report.path("laws"))
                    .as("what took longest")
                    .anyMatch(law -> law.path("seconds").doubleValue() > 0);
        }
    }

    @Test
    void whatWasNotExercisedIsNamed() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1);
                ServerTestContext trial = new ServerTestContext(Document.load(), mock.target(), mock.pace())) {
            trial.look(trial.create(trial.body()));

            assertThat(Coverage.missing(Coverage.of(trial)))
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
