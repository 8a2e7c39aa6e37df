package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.OurClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ClientKeepsTheLawsTest {
    @TestFactory
    Stream<DynamicTest> laws() {
        return ClientLaws.verdicts(new OurClient.Factory(), 1, law -> true, false).stream()
                .map(verdict -> DynamicTest.dynamicTest(
                        verdict.law().id(),
                        () -> assertThat(verdict.outcome()).as(verdict.detail()).isEqualTo(Verdict.Outcome.PASSED)));
    }
}
