package dev.lumamodify.client.spi;

import dev.lumamodify.client.model.ResultCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An operation that has ended. See {@link OperationObserver}.
 *
 * @param operation the name: an operation id of the OpenAPI document, {@code awaitCompletion} or {@code download}
 * @param outcome how the operation ended
 * @param code the result code of the last attempt, which is often an error inside HTTP 200; null if there was no
 *     envelope
 * @param httpStatus the HTTP status of the last attempt; null if there was no response
 * @param attempts the number of HTTP calls, including retries and polls; zero or more
 * @param duration the time from the start to the end, by the clock of the client's {@link Scheduler}
 * @param taskId the id of the task; null if none is known
 * @param failure the exception or error; null after a success
 */
public record CompletedOperation(
        String operation,
        Outcome outcome,
        @Nullable ResultCode code,
        @Nullable Integer httpStatus,
        int attempts,
        Duration duration,
        @Nullable String taskId,
        @Nullable Throwable failure) {

    /** The ways in which an operation ends. Most of them are one exception of the client each. */
    public enum Outcome {
        /** The operation succeeded. */
        SUCCESS,
        /** The service responded with an error: {@code ApiException}. */
        API_ERROR,
        /** The response is not as documented: {@code InvalidResponseException}. */
        INVALID_RESPONSE,
        /** The service could not be reached: {@code TransportException}. */
        TRANSPORT_FAILURE,
        /** A task that costs credits may exist: {@code SubmissionOutcomeUnknownException}. */
        SUBMISSION_OUTCOME_UNKNOWN,
        /** The task ended without results: {@code TaskFailedException}. */
        TASK_FAILED,
        /** The task did not end within the timeout of the wait: {@code WaitTimeoutException}. */
        WAIT_TIMEOUT,
        /** The thread was interrupted or the client was closed: {@code WaitInterruptedException}. */
        WAIT_INTERRUPTED,
        /** A result could not be downloaded: {@code DownloadException}. */
        DOWNLOAD_FAILED,
        /** A file could not be read, or changed while it was uploaded: {@code UploadException}. */
        UPLOAD_FAILED,
        /** The application cancelled or completed the future. */
        CANCELLED,
        /** Anything else, such as an {@link Error}. */
        ERROR
    }
}
