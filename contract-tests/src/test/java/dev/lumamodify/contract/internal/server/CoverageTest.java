package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.report.ReportFiles;
import dev.lumamodify.contract.internal.report.ReportedCheck;
import dev.lumamodify.contract.internal.report.ResultRedactor;
import dev.lumamodify.contract.internal.report.RunInfo;
import dev.lumamodify.contract.internal.report.RunReport;
import dev.lumamodify.contract.internal.spec.Json;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.mock.MockTarget;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CoverageTest {
    private static final Path REPORTS = Path.of("target", "mock-report");

    /** The codes and statuses that no caller can cause are requested with a preference. */
    @Test
    void everyItemOfTheDocumentIsExercisedOnTheMockServer() throws IOException {
        OpenApiDocument document = OpenApiDocument.load();
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ofMillis(500), 1);
                ServerTestContext context =
                        new ServerTestContext(document, mock.target(), mock.settings(), mock.clock())) {
            List<CheckResult> results = MockTarget.run(context, check -> true);
            JqwikSession.run(() -> requestEveryCode(context));
            String failing = ResponseAssertions.taskId(
                    context.send(context.createRequest(context.validBody()).header("Prefer", "outcome=create-failed")));
            context.poller().pollFor(Duration.ofSeconds(3));
            context.read(failing);

            List<Coverage.Count> counts = Coverage.of(context);
            int requests = context.client().responses().size();
            RunInfo info = new RunInfo(
                    context.target().url(),
                    context.settings().seed(),
                    true,
                    Instant.EPOCH,
                    "test",
                    "java -jar suite.jar",
                    Set.of());
            ResultRedactor redactor = new ResultRedactor(info, mock.target(), document);
            List<ReportedCheck> checks = results.stream().map(redactor::report).toList();
            ReportFiles.write(RunReport.of(info, checks, context, redactor, null), REPORTS);

            assertThat(Coverage.missing(counts)).isEmpty();
            assertThat(counts).extracting(count -> count.item().kind()).contains("callback", "header", "status");
            assertThat(REPORTS.resolve("report.html"))
                    .content()
                    .contains("<code>lifecycle.status-only-advances</code>");
            JsonNode report = Json.MAPPER.readTree(Files.readString(REPORTS.resolve("report.json")));
            assertThat(report.path("coverage")).hasSameSizeAs(counts);
            assertThat(report.path("requests").intValue()).isEqualTo(requests);
            assertThat(report.path("checks"))
                    .as("the durations of the checks")
                    .anyMatch(check -> check.path("seconds").doubleValue() > 0);
        }
    }

    private static void requestEveryCode(ServerTestContext context) {
        for (Operation operation : context.document().operations()) {
            for (int code : operation.codes().keySet()) {
                Request request = operation.parameters().isEmpty()
                        ? context.exampleRequest(operation)
                        : context.readRequest("any");
                context.client().send(request.header("Prefer", "code=" + code));
            }
        }
    }

    @Test
    void itemsThatWereNotExercisedAreListed() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1);
                ServerTestContext context =
                        new ServerTestContext(OpenApiDocument.load(), mock.target(), mock.settings(), mock.clock())) {
            context.read(context.create(context.validBody()));

            assertThat(Coverage.missing(Coverage.of(context)))
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
