package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** No law cries wolf, whatever the seed. */
@Tag("seeds")
class FalsePositiveTest {
    private static final long SEEDS = Long.getLong("seeds", 100);

    @TestFactory
    Stream<DynamicTest> theMockIsSound() {
        return seeds().flatMap(seed -> Stream.of(ErrorStatus.values())
                .flatMap(style -> Stream.of(Duration.ZERO, Duration.ofMillis(500))
                        .map(lag -> DynamicTest.dynamicTest(
                                "seed " + seed + ", " + style + ", lag " + lag, () -> sound(seed, style, lag)))));
    }

    @TestFactory
    Stream<DynamicTest> theClientIsSound() {
        return seeds().map(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
            List<String> broken = ClientChecks.run(new LumaModifyClientAdapter.Factory(), seed);

            assertThat(broken).isEmpty();
        }));
    }

    private static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, SEEDS).boxed();
    }

    private static void sound(long seed, ErrorStatus style, Duration lag) throws IOException {
        try (MockTarget mock = new MockTarget(style, lag, seed)) {
            List<CheckResult> verdicts = mock.verdicts(OpenApiDocument.load(), law -> true);

            assertThat(verdicts).isNotEmpty();
            assertThat(verdicts)
                    .filteredOn(verdict -> verdict.outcome() != CheckResult.Outcome.PASSED)
                    .isEmpty();
        }
    }
}
