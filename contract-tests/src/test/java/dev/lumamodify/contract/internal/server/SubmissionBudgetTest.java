package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.mock.MockTarget;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SubmissionBudgetTest {
    @Test
    void noTaskIsCreatedBeyondTheBudget() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1)) {
            long before = credits(mock);
            mock.settings(new RunSettings(1, 40, false, null, false, 12));

            assertThat(mock.run(OpenApiDocument.load(), check -> !check.topic().equals("callbacks")))
                    .extracting(CheckResult::outcome)
                    .contains(CheckResult.Outcome.SKIPPED)
                    .doesNotContain(CheckResult.Outcome.FAILED);
            assertThat(before - credits(mock)).isEqualTo(12L * MockTarget.creditsPerTask());
        }
    }

    @Test
    void noTaskIsCreatedInReadOnlyMode() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.MIRROR, Duration.ZERO, 1)) {
            long before = credits(mock);
            mock.settings(new RunSettings(1, 40, false, null, true, null));

            assertThat(mock.run(OpenApiDocument.load(), check -> true))
                    .extracting(CheckResult::outcome)
                    .doesNotContain(CheckResult.Outcome.FAILED);
            assertThat(credits(mock)).isEqualTo(before);
        }
    }

    private static long credits(MockTarget mock) {
        return new RecordingHttpClient(mock.mockUrl())
                .send(Credits.request(OpenApiDocument.load(), MockTarget.API_KEY))
                .data()
                .asLong();
    }
}
