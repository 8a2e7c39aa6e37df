package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.CheckResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("The checks read what the process prints and change its locale.")
class ClientContractTest {
    @TestFactory
    Stream<DynamicTest> thisProjectsClientPassesEveryCheck() {
        return ClientChecks.results(new LumaModifyClientAdapter.Factory(), 1, check -> true, false).stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.check().id(),
                        () -> assertThat(result.outcome()).as(result.detail()).isEqualTo(CheckResult.Outcome.PASSED)));
    }

    @Test
    @Tag("faults")
    void anIndependentClientPassesEveryRequiredCheck() {
        assertThat(ClientChecks.run(new StandaloneClient.Factory(StandaloneClient.Timing.VIRTUAL), 1))
                .isEmpty();
    }

    @Test
    void aClientOnItsOwnThreadsPassesEveryRequiredCheckOfWhatItImplements() {
        List<CheckResult> results =
                ClientChecks.results(new JdkHttpClientAdapter.Factory(), 1, check -> !check.isRecommended(), false);

        assertThat(results)
                .extracting(CheckResult::detail)
                .allSatisfy(detail -> assertThat(detail)
                        .satisfiesAnyOf(
                                passed -> assertThat(passed).isEmpty(),
                                skipped -> assertThat(skipped)
                                        .matches(
                                                "(?s).*This client does not (upload files|download files|receive).*")));
        assertThat(results).noneMatch(CheckResult::isFailure);
    }

    @Test
    @Tag("faults")
    void aClientOnTheRealClockPassesEveryRequiredCheck() {
        assertThat(ClientChecks.run(new StandaloneClient.Factory(StandaloneClient.Timing.REAL), 1))
                .isEmpty();
    }

    @Test
    @Tag("faults")
    void recommendedChecksOnlyWarn() {
        List<String> warnings =
                ClientChecks.recommendations(new StandaloneClient.Factory(StandaloneClient.Timing.VIRTUAL), 1);

        assertThat(warnings)
                .anyMatch(warning -> warning.startsWith("read.three-retries"))
                .anyMatch(warning -> warning.startsWith("verify.exact-tolerance"));
    }
}
