package dev.lumamodify.client.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.ApiException;
import dev.lumamodify.client.CallbackRejectedException;
import dev.lumamodify.client.DownloadException;
import dev.lumamodify.client.InvalidResponseException;
import dev.lumamodify.client.LumaModifyException;
import dev.lumamodify.client.SubmissionOutcomeUnknownException;
import dev.lumamodify.client.TaskFailedException;
import dev.lumamodify.client.TransportException;
import dev.lumamodify.client.VerifiedCallback;
import dev.lumamodify.client.WaitInterruptedException;
import dev.lumamodify.client.WaitTimeoutException;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests of an application can create whatever the client throws and passes, from another package. */
class ApplicationTest {
    private static final TaskRecord FAILED = TaskRecord.builder()
            .taskId("t")
            .paramJson("{}")
            .createTime(1)
            .successFlag(TaskStatus.GENERATE_FAILED)
            .build();

    private static ApiException rejected(ResultCode code) {
        return new ApiException(
                "The submission was rejected",
                code,
                "a message",
                200,
                Duration.ofSeconds(7),
                "t",
                Map.of("x-request-id", List.of("id-1")),
                null);
    }

    @Test
    void applicationReactsToTheCode() {
        assertThat(Configuration.remedy(rejected(ResultCode.INSUFFICIENT_CREDITS)))
                .isEqualTo("buy credits");
        assertThat(Configuration.remedy(rejected(new ResultCode(433)))).isEqualTo("report the request id-1");
    }

    @Test
    void everyExceptionHasAPublicConstructor() {
        Exception cause = new IOException("x");
        assertThat(Stream.of(
                                rejected(ResultCode.RATE_LIMITED),
                                new InvalidResponseException("The response is invalid", 200, "t", Map.of(), null),
                                new DownloadException("A result is missing", "t", "try again", cause),
                                new SubmissionOutcomeUnknownException("No response", "t", cause),
                                new TaskFailedException(FAILED),
                                new TransportException("The task could not be read", "t", cause),
                                new WaitInterruptedException("The wait was interrupted", "t", cause),
                                new WaitTimeoutException("t", FAILED, Duration.ofSeconds(1), null))
                        .map(LumaModifyException::taskId))
                .allSatisfy(taskId -> assertThat(taskId).contains("t"));
        CallbackRejectedException rejected =
                new CallbackRejectedException(CallbackRejectedException.Reason.SIGNATURE_WRONG, "a detail");
        assertThat(rejected.reason()).isEqualTo(CallbackRejectedException.Reason.SIGNATURE_WRONG);
        assertThat(rejected(ResultCode.RATE_LIMITED).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void callbackNeedsNoSignature() {
        VerifiedCallback callback = VerifiedCallback.forTesting("t", Instant.EPOCH, null);
        assertThat(callback.taskId()).isEqualTo("t");
        assertThat(callback.signedAt()).isEqualTo(Instant.EPOCH);
        assertThat(callback.unverifiedBody()).isEmpty();
    }
}
