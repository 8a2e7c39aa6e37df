package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void nothingIsSpentBeyondTheBudget() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1)) {
            long before = credits(mock);
            mock.target().spend = 12;

            assertThat(mock.verdicts(Document.load(), law -> !law.topic().equals("callbacks")))
                    .extracting(Verdict::outcome)
                    .contains(Verdict.Outcome.NOT_CHECKED)
                    .doesNotContain(Verdict.Outcome.FAILED);
            assertThat(before - credits(mock)).isEqualTo(12L * 3);
        }
    }

    @Test
    void nothingIsSpentWhereItIsToBeSafe() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.MIRROR, Duration.ZERO, 1)) {
            long before = credits(mock);
            mock.target().safe = true;

            assertThat(mock.verdicts(Document.load(), law -> true))
                    .extracting(Verdict::outcome)
                    .doesNotContain(Verdict.Outcome.FAILED);
            assertThat(credits(mock)).isEqualTo(before);
        }
    }

    private static long credits(MockTarget mock) {
        return new Wire(mock.mock())
                .send(MoneyLaws.asking().key(mock.target().apiKey))
                .data()
                .asLong();
    }
}
