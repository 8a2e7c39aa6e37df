package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MockServerContractTest {
    @TestFactory
    Stream<DynamicContainer> laws() {
        return Stream.of(ErrorStatus.values())
                .flatMap(style -> Stream.of(Duration.ZERO, Duration.ofMillis(500))
                        .map(lag -> DynamicContainer.dynamicContainer(
                                style + ", lag " + lag.toMillis() + " ms", verdicts(style, lag))));
    }

    private static Stream<DynamicTest> verdicts(ErrorStatus style, Duration lag) {
        try (MockTarget mock = new MockTarget(style, lag, 1)) {
            return mock.verdicts(OpenApiDocument.load(), law -> true).stream()
                    .map(verdict -> DynamicTest.dynamicTest(
                            verdict.check().id(),
                            () -> assertThat(verdict.outcome())
                                    .as(verdict.detail() + " " + evidence(verdict))
                                    .isEqualTo(CheckResult.Outcome.PASSED)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String evidence(CheckResult verdict) {
        CheckFailure broken = verdict.failure();
        return broken == null || broken.response() == null
                ? ""
                : broken.response().toString();
    }
}
