package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.MockTarget;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.report.ReportFiles;
import dev.lumamodify.contract.internal.report.RunReport;
import dev.lumamodify.contract.internal.spec.Json;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
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
        OpenApiDocument document = OpenApiDocument.load();
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ofMillis(500), 1);
                ServerTestContext trial =
                        new ServerTestContext(document, mock.target(), mock.settings(), mock.pace())) {
            List<CheckResult> verdicts = MockTarget.verdicts(trial, law -> true, false);
            for (Operation operation : document.operations()) {
                for (int code : operation.codes().keySet()) {
                    Request call = operation.requestSchema() == null
                            ? trial.readRequest("any")
                            : trial.createRequest(trial.validBody());
                    trial.client().send(call.header("Prefer", "code=" + code));
                }
            }
            String failing = ResponseAssertions.taskId(
                    trial.send(trial.createRequest(trial.validBody()).header("Prefer", "outcome=create-failed")));
            trial.poller().pollFor(Duration.ofSeconds(3));
            trial.read(failing);

            List<Coverage.Count> lines = Coverage.of(trial);
            int requests = trial.client().responses().size();
            ReportFiles.write(RunReport.of(verdicts, trial, true), REPORTS);

            assertThat(Coverage.missing(lines)).isEmpty();
            assertThat(lines).extracting(line -> line.item().kind()).contains("callback", "header", "status");
            assertThat(REPORTS.resolve("report.html")).content().contains("<td>lifecycle.status-only-advances</td>");
            JsonNode report = Json.MAPPER.readTree(Files.readString(REPORTS.resolve("report.json")));
            assertThat(report.path("coverage")).hasSameSizeAs(lines);
            assertThat(report.path("requests").intValue()).isEqualTo(requests);
            assertThat(report.path("checks"))
                    .as("what took longest")
                    .anyMatch(law -> law.path("seconds").doubleValue() > 0);
        }
    }

    @Test
    void whatWasNotExercisedIsNamed() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1);
                ServerTestContext trial =
                        new ServerTestContext(OpenApiDocument.load(), mock.target(), mock.settings(), mock.pace())) {
            trial.read(trial.create(trial.validBody()));

            assertThat(Coverage.missing(Coverage.of(trial)))
                    .extracting(Coverage.Count::item)
                    .contains(
                            new CoverageItems.Item(
                                    "property", "#/components/schemas/ModifyRequest/properties/prompt", true),
                            new CoverageItems.Item("code", "recordInfo 429", false),
                            new CoverageItems.Item("status", "#/components/schemas/TaskStatus/oneOf/4/const", false))
                    .doesNotContain(
                            new CoverageItems.Item("code", "generate 200", false),
                            new CoverageItems.Item("status", "#/components/schemas/TaskStatus/oneOf/0/const", false));
        }
    }
}
