package dev.lumamodify.client.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.LumaModifyException;
import dev.lumamodify.client.SubmissionOutcomeUnknownException;
import dev.lumamodify.client.WaitTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private static final Path VIDEO = Path.of("in.mp4");

    private final FakeLumaModify luma = new FakeLumaModify();

    @Test
    void oneUploadServesTwoTasks() {
        assertThat(Uploads.modifyTwice(luma, VIDEO, "rain", "snow")).hasSize(2);
    }

    @Test
    void taskThatExistsIsAwaited() {
        LumaModifyException failure = new WaitTimeoutException("task", null, Duration.ofMinutes(30), null);
        assertThat(Uploads.resume(luma, failure, VIDEO, "rain").taskId()).isEqualTo("task");
    }

    @Test
    void unknownOutcomeIsNotSubmittedAgain() {
        LumaModifyException failure =
                new SubmissionOutcomeUnknownException("No response", null, new RuntimeException("x"));
        assertThatThrownBy(() -> Uploads.resume(luma, failure, VIDEO, "rain")).isSameAs(failure);
    }
}
