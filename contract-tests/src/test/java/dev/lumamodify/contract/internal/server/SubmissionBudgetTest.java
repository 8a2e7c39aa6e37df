package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.MockTarget;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SubmissionBudgetTest {
    @Test
    void nothingIsSpentBeyondTheBudget() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1)) {
            long before = credits(mock);
            mock.settings(new RunSettings(1, 40, false, null, false, 12));

            assertThat(mock.verdicts(OpenApiDocument.load(), law -> !law.topic().equals("callbacks")))
                    .extracting(CheckResult::outcome)
                    .contains(CheckResult.Outcome.SKIPPED)
                    .doesNotContain(CheckResult.Outcome.FAILED);
            assertThat(before - credits(mock)).isEqualTo(12L * 3);
        }
    }

    @Test
    void nothingIsSpentWhereItIsToBeSafe() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.MIRROR, Duration.ZERO, 1)) {
            long before = credits(mock);
            mock.settings(new RunSettings(1, 40, false, null, true, null));

            assertThat(mock.verdicts(OpenApiDocument.load(), law -> true))
                    .extracting(CheckResult::outcome)
                    .doesNotContain(CheckResult.Outcome.FAILED);
            assertThat(credits(mock)).isEqualTo(before);
        }
    }

    private static long credits(MockTarget mock) {
        return new RecordingHttpClient(mock.mock())
                .send(Credits.request().key(mock.target().apiKey()))
                .data()
                .asLong();
    }
}
