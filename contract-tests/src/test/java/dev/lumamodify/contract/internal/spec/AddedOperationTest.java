package dev.lumamodify.contract.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.Coverage;
import dev.lumamodify.contract.internal.server.RunSettings;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.server.TargetClock;
import dev.lumamodify.contract.mock.FaultProxy;
import dev.lumamodify.contract.mock.MockTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** An operation that is added to the document is checked without any Java. */
class AddedOperationTest {
    private static final Set<String> CHECKS = Set.of(
            "operations.valid-accepted", "operations.invalid-rejected", "auth.operations-need-key", "envelope.valid");

    private static final OpenApiDocument DOCUMENT = documentWithOneOperation();
    private static final Operation ADDED = DOCUMENT.operation("addLabel");

    /** Returns a document whose only operation is a copy of getDownloadUrl with another name and path. */
    private static OpenApiDocument documentWithOneOperation() {
        ObjectNode root = (ObjectNode) OpenApiDocument.load().at("#").deepCopy();
        ObjectNode paths = (ObjectNode) root.path("paths");
        ObjectNode item = (ObjectNode) paths.path("/api/v1/common/download-url");
        ((ObjectNode) item.path("post")).put("operationId", "addLabel");
        paths.removeAll();
        paths.set("/api/v1/labels", item);
        return OpenApiDocument.of(root);
    }

    @Test
    void aServerThatSendsItsExamplesPasses() throws IOException {
        assertThat(outcomes(true, true))
                .hasSize(4)
                .allSatisfy((check, outcome) -> assertThat(outcome).as(check).isEqualTo(Outcome.PASSED));
    }

    @Test
    void aServerThatAcceptsAnythingFails() throws IOException {
        assertThat(outcomes(false, true)).containsEntry("operations.invalid-rejected", Outcome.FAILED);
        assertThat(outcomes(true, false)).containsEntry("auth.operations-need-key", Outcome.FAILED);
    }

    @Test
    void uploadsAreSkippedWithoutTheirUrl() throws IOException {
        OpenApiDocument document = OpenApiDocument.load();
        RunSettings settings = new RunSettings(1, 1, false, null, false, null);
        try (ServerTestContext context = new ServerTestContext(
                document, target(URI.create("http://127.0.0.1:9")), settings, TargetClock.system())) {
            assertThat(MockTarget.run(context, check -> check.topic().equals("uploads")))
                    .hasSizeGreaterThan(10)
                    .allMatch(result -> result.outcome() == Outcome.SKIPPED)
                    .allMatch(result -> result.detail().contains("--upload-url"));
            assertThat(Coverage.missing(Coverage.of(context)))
                    .anyMatch(count -> count.item()
                            .place()
                            .equals(document.operation("uploadFile").node().location()));
        }
    }

    private static Map<String, Outcome> outcomes(boolean validates, boolean authenticates) throws IOException {
        try (FaultProxy server = new FaultProxy(URI.create("http://127.0.0.1:9"), (request, none) -> {
                    boolean key = request.header("Authorization").equals("Bearer " + MockTarget.API_KEY);
                    boolean valid = new SchemaValidator()
                            .accepts(Objects.requireNonNull(ADDED.requestSchema()), Json.parse(request.text()));
                    if (authenticates && !key) {
                        return example(request, "unauthorized");
                    }
                    return example(request, validates && !valid ? "foreignUrl" : "success");
                });
                ServerTestContext context = new ServerTestContext(
                        DOCUMENT,
                        target(server.url()),
                        new RunSettings(1, 1, false, null, false, null),
                        TargetClock.system())) {
            List<CheckResult> results = MockTarget.run(context, check -> CHECKS.contains(check.id()));
            return results.stream()
                    .collect(Collectors.toMap(result -> result.check().id(), CheckResult::outcome));
        }
    }

    private static Target target(URI url) {
        Duration second = Duration.ofSeconds(1);
        return new Target(
                url,
                null,
                MockTarget.API_KEY,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                second,
                second,
                null,
                null,
                null);
    }

    private static Response example(Request request, String name) {
        byte[] body = String.valueOf(ADDED.responseExamples().get(name)).getBytes(StandardCharsets.UTF_8);
        return new Response(request, 200, Map.of("content-type", List.of("application/json")), body);
    }
}
