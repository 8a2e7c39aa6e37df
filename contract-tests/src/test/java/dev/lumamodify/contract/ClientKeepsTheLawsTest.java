package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.OurClient;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClientKeepsTheLawsTest {
    @TestFactory
    Stream<DynamicTest> laws() {
        return ClientLaws.verdicts(new OurClient.Factory(), 1, law -> true, false).stream()
                .map(verdict -> DynamicTest.dynamicTest(
                        verdict.law().id(),
                        () -> assertThat(verdict.outcome()).as(verdict.detail()).isEqualTo(Verdict.Outcome.PASSED)));
    }

    @Test
    void anotherSoundClientKeepsThemToo() {
        assertThat(ClientLaws.check(new PlainClient.Factory(PlainClient.Habits.PATIENT), 1))
                .isEmpty();
    }

    @Test
    void aSoundClientNeedNotLetItsTimeBeSet() {
        assertThat(ClientLaws.check(new PlainClient.Factory(PlainClient.Habits.QUICK), 1))
                .isEmpty();
    }

    @Test
    void rulesOfTheHouseAreNoLawsForOthers() {
        List<String> warnings = ClientLaws.warnings(new PlainClient.Factory(PlainClient.Habits.PATIENT), 1);

        assertThat(warnings)
                .anyMatch(warning -> warning.startsWith("read.repeats"))
                .anyMatch(warning -> warning.startsWith("verify.exact-tolerance"));
    }
}
