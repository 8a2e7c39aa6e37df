package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.CheckResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClientContractTest {
    @TestFactory
    Stream<DynamicTest> laws() {
        return ClientChecks.results(new LumaModifyClientAdapter.Factory(), 1, law -> true, false).stream()
                .map(verdict -> DynamicTest.dynamicTest(
                        verdict.check().id(),
                        () -> assertThat(verdict.outcome())
                                .as(verdict.detail())
                                .isEqualTo(CheckResult.Outcome.PASSED)));
    }

    @Test
    void anotherSoundClientKeepsThemToo() {
        assertThat(ClientChecks.run(new StandaloneClient.Factory(StandaloneClient.Habits.PATIENT), 1))
                .isEmpty();
    }

    @Test
    void aSoundClientNeedNotLetItsTimeBeSet() {
        assertThat(ClientChecks.run(new StandaloneClient.Factory(StandaloneClient.Habits.QUICK), 1))
                .isEmpty();
    }

    @Test
    void rulesOfTheHouseAreNoLawsForOthers() {
        List<String> warnings =
                ClientChecks.recommendations(new StandaloneClient.Factory(StandaloneClient.Habits.PATIENT), 1);

        assertThat(warnings)
                .anyMatch(warning -> warning.startsWith("read.three-retries"))
                .anyMatch(warning -> warning.startsWith("verify.exact-tolerance"));
    }
}
