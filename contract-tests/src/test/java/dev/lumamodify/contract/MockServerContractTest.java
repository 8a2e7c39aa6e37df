package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.mock.MockTarget;
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
    Stream<DynamicContainer> theMockServerPassesEveryCheck() {
        // The other two combinations are a part of FalsePositiveTest.
        return Stream.of(ErrorStatus.values()).map(style -> {
            Duration readDelay = style == ErrorStatus.ENVELOPE ? Duration.ZERO : Duration.ofMillis(500);
            return DynamicContainer.dynamicContainer(
                    style + ", read delay " + readDelay.toMillis() + " ms", results(style, readDelay));
        });
    }

    private static Stream<DynamicTest> results(ErrorStatus style, Duration readDelay) {
        try (MockTarget mock = new MockTarget(style, readDelay, 1)) {
            return mock.run(OpenApiDocument.load(), check -> true).stream()
                    .map(result -> DynamicTest.dynamicTest(
                            result.check().id(),
                            () -> assertThat(result.outcome())
                                    .as(result.detail() + " " + response(result))
                                    .isEqualTo(CheckResult.Outcome.PASSED)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String response(CheckResult result) {
        CheckFailure failure = result.failure();
        return failure == null || failure.response() == null
                ? ""
                : failure.response().toString();
    }
}
