package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.faults.FaultReport;
import dev.lumamodify.contract.faults.server.ServerFault;
import dev.lumamodify.contract.faults.server.ServerFaults;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.server.RunSettings;
import dev.lumamodify.contract.internal.server.checks.ServerChecks;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.mock.FaultLayer;
import dev.lumamodify.contract.mock.MockTarget;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs the suite on servers with one fault each. The check that the fault declares must fail, and it must fail because of a response: a
 * connection without a response, an exception or the failure of another check is not a detection.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Tag("faults")
class ServerFaultDetectionTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
    private static final RunSettings SETTINGS = new RunSettings(1, 10, false, null, false, null);

    private final List<ServerFault> faults = ServerFaults.all();
    private final FaultReport report = new FaultReport();

    /** Targets that no test uses at present: tests run concurrently, and a target has one fault at a time. */
    private final Map<ErrorStatus, Queue<MockTarget>> idle = Map.of(
            ErrorStatus.ENVELOPE, new ConcurrentLinkedQueue<>(), ErrorStatus.MIRROR, new ConcurrentLinkedQueue<>());

    @TestFactory
    Stream<DynamicTest> everyFaultIsFoundByTheCheckThatItDeclares() {
        assertThat(faults).hasSizeGreaterThanOrEqualTo(60);
        // Each group of faults is tried in both styles.
        return IntStream.range(0, faults.size())
                .mapToObj(i -> test(faults.get(i), i % 2 == 0 ? ErrorStatus.ENVELOPE : ErrorStatus.MIRROR));
    }

    private DynamicTest test(ServerFault fault, ErrorStatus style) {
        return DynamicTest.dynamicTest(fault.name() + " (" + style + ")", () -> {
            CheckResult result =
                    result(fault.foundBy(), run(style, fault.layer().get(), fault.checks()));
            assertThat(result.isFailure())
                    .as("%s on a server that %s", result.check().id(), fault.name())
                    .isTrue();
            CheckFailure failure = Objects.requireNonNull(result.failure());
            assertThat(failure.request() != null && failure.response() == null)
                    .as("must not fail because a response is missing: %s", result.detail())
                    .isEqualTo(fault.name().startsWith("closes the connection"));
            report.add(fault.name(), result);
        });
    }

    /** A check that fails on the mock server when it runs alone would find every fault. */
    @TestFactory
    Stream<DynamicTest> theDeclaredChecksPassWithoutAFault() {
        return faults.stream()
                .map(ServerFault::checks)
                .distinct()
                .map(checks -> DynamicTest.dynamicTest(
                        String.join(", ", checks),
                        () -> assertThat(run(ErrorStatus.ENVELOPE, FaultLayer.NONE, checks))
                                .hasSameSizeAs(checks)
                                .allMatch(result -> result.outcome() == CheckResult.Outcome.PASSED)));
    }

    private List<CheckResult> run(ErrorStatus style, FaultLayer layer, List<String> checks) throws IOException {
        Queue<MockTarget> targets = Objects.requireNonNull(idle.get(style));
        MockTarget free = targets.poll();
        MockTarget mock = free == null ? new MockTarget(style, Duration.ZERO, 1) : free;
        try {
            mock.reset(layer);
            mock.settings(SETTINGS);
            return mock.run(DOCUMENT, check -> checks.contains(check.id()));
        } finally {
            targets.add(mock);
        }
    }

    private static CheckResult result(String check, List<CheckResult> results) {
        return results.stream()
                .filter(result -> result.check().id().equals(check))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no check " + check));
    }

    @AfterAll
    void writeTheReport() throws IOException {
        idle.values().stream().flatMap(Queue::stream).forEach(MockTarget::close);
        report.write(
                "faults.md",
                ServerChecks.all().stream()
                        .filter(check -> !check.isRecommended())
                        .map(Check::id)
                        .toList());
    }
}
