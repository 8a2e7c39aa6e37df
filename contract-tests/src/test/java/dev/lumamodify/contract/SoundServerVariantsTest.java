package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.faults.server.ServerFault;
import dev.lumamodify.contract.faults.server.SoundServers;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.server.RunSettings;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.mock.FaultLayer;
import dev.lumamodify.contract.mock.MockTarget;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Servers that differ from the mock server without breaking a rule of the API. No required check fails. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("seeds")
class SoundServerVariantsTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
    private static final RunSettings SETTINGS = new RunSettings(1, 10, true, null, false, null);

    @TestFactory
    Stream<DynamicTest> noRequiredCheckFails() {
        List<ServerFault> differences = SoundServers.all();
        // Two differences in each server: half as many runs, and combinations are tested too.
        int servers = differences.size() / 2;
        assertThat(servers).isGreaterThanOrEqualTo(15);
        assertThat(differences).hasSize(2 * servers);
        return IntStream.range(0, servers).mapToObj(i -> {
            ErrorStatus style = i % 2 == 0 ? ErrorStatus.ENVELOPE : ErrorStatus.MIRROR;
            ServerFault one = differences.get(i);
            ServerFault other = differences.get(differences.size() - 1 - i);
            return DynamicTest.dynamicTest(one.name() + "; " + other.name() + " (" + style + ")", () -> {
                try (MockTarget mock = new MockTarget(style, Duration.ZERO, 1)) {
                    assertNoRequiredCheckFails(
                            mock, other.layer().get().and(one.layer().get()));
                }
            });
        });
    }

    @Test
    void noRequiredCheckFailsOnAServerWhoseReadDelayIsNotStated() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ofMillis(900), null, 1)) {
            assertNoRequiredCheckFails(mock, FaultLayer.NONE);
        }
    }

    private static void assertNoRequiredCheckFails(MockTarget mock, FaultLayer layer) {
        mock.reset(layer);
        mock.settings(SETTINGS);
        List<CheckResult> results = mock.run(DOCUMENT, check -> !check.isRecommended());

        assertThat(results).isNotEmpty();
        assertThat(results.stream()
                        .filter(CheckResult::isFailure)
                        .map(result -> result.check().id() + ": " + result.detail()))
                .isEmpty();
    }
}
