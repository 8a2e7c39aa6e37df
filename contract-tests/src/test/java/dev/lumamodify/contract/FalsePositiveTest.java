package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.mock.MockTarget;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs the checks with many seeds on the mock server and the client, which pass all of them. */
@Tag("seeds")
@Isolated("The client checks read what the process prints and change its locale.")
class FalsePositiveTest {
    private static final long SEEDS = Long.getLong("seeds", 100);

    @TestFactory
    Stream<DynamicTest> noCheckFailsOnTheMockServerWithAnySeed() {
        return seeds().flatMap(seed -> Stream.of(ErrorStatus.values())
                .flatMap(style -> Stream.of(Duration.ZERO, Duration.ofMillis(500))
                        .map(readDelay -> DynamicTest.dynamicTest(
                                "seed " + seed + ", " + style + ", read delay " + readDelay,
                                () -> everyCheckPasses(seed, style, readDelay)))));
    }

    @TestFactory
    Stream<DynamicTest> noCheckFailsOnTheClientWithAnySeed() {
        return seeds().map(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
            List<String> failed = ClientChecks.run(new LumaModifyClientAdapter.Factory(), seed);

            assertThat(failed).isEmpty();
        }));
    }

    private static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, SEEDS).boxed();
    }

    private static void everyCheckPasses(long seed, ErrorStatus style, Duration readDelay) throws IOException {
        try (MockTarget mock = new MockTarget(style, readDelay, seed)) {
            List<CheckResult> results = mock.run(OpenApiDocument.load(), check -> true);

            assertThat(results).isNotEmpty();
            assertThat(results)
                    .filteredOn(result -> result.outcome() != CheckResult.Outcome.PASSED)
                    .isEmpty();
        }
    }
}
