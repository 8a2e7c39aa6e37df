package dev.lumamodify.client;

import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.DownloadUrlResponse;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.UploadData;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Maps a response to its value, or throws the exception that it means. */
final class ResponseMapper {
    private ResponseMapper() {}

    /** Returns the task id from the response to a create request. */
    static String toTaskId(ApiResponse<CreatedTask> response) {
        CreatedTask task = response.data();
        boolean valid = task != null && task.violations().isEmpty();
        if (task != null && valid && response.isSuccess()) {
            return task.taskId();
        }
        if (valid || response.anyTaskId() != null || provesNothing(response)) {
            throw unknownOutcome(response, response.anyTaskId());
        }
        if (response.isSuccess()) {
            throw invalidResponse(
                    "The response to the submission contains no task; nothing was charged", response, null);
        }
        throw error("The submission was rejected", response, null);
    }

    /** Returns the task from the response to a read. */
    static TaskRecord toTask(ApiResponse<TaskRecord> response, String taskId) {
        TaskRecord task = toData(response, "The task could not be read", "task", taskId);
        if (!task.taskId().equals(taskId)) {
            throw invalidResponse("The response is about another task", response, taskId);
        }
        return task;
    }

    /** Returns the credits from the response to a read of them. */
    static double toCredits(ApiResponse<Double> response) {
        return toData(response, "The credits could not be read", "credits", null);
    }

    /** Returns the link from the response to a request for a download link. */
    static String toDownloadUrl(ApiResponse<String> response) {
        String url = toData(response, "The download link could not be created", "link", null);
        if (!new DownloadUrlResponse(ResultCode.SUCCESS, response.msg(), url)
                .violations()
                .isEmpty()) {
            throw unreadable(response, null);
        }
        return url;
    }

    /**
     * Returns the stored file from the response to an upload.
     *
     * @param size the size if the service does not state it; -1 if it is not known
     * @param type the media type if the service does not state it
     * @param sentAt the time of the upload if the service does not state it
     */
    static UploadedFile toUploadedFile(ApiResponse<UploadData> response, long size, String type, Instant sentAt) {
        UploadData data = toData(response, "The file could not be uploaded", "file", null);
        if (data.violations().stream().anyMatch(violation -> violation.startsWith("downloadUrl "))) {
            throw unreadable(response, null);
        }
        Instant uploadedAt = data.uploadedAt() == null ? sentAt : data.uploadedAt();
        return new UploadedFile(
                data.downloadUrl(),
                data.fileSize() == null ? size : data.fileSize(),
                data.mimeType() == null ? type : data.mimeType(),
                uploadedAt,
                data.expiresAt() == null
                        ? uploadedAt.plus(UploadData.RETENTION_HOURS, ChronoUnit.HOURS)
                        : data.expiresAt());
    }

    /** Returns the data of a success. The event and the content are for the messages. */
    private static <T> T toData(ApiResponse<T> response, String event, String content, @Nullable String taskId) {
        if (!response.isSuccess()) {
            throw error(event, response, taskId);
        }
        T data = response.data();
        if (data == null) {
            throw response.readFailure() != null
                    ? unreadable(response, taskId)
                    : invalidResponse("The response contains no " + content, response, taskId);
        }
        return data;
    }

    /**
     * Returns true if a task may exist, although the response has no task id. An envelope without data and each error
     * code prove that there is no task. So does an HTTP status without an envelope, if it is 3xx or 4xx, but not 408.
     */
    private static boolean provesNothing(ApiResponse<CreatedTask> response) {
        if (response.code() == null) {
            int status = response.httpStatus();
            return status < 300 || status >= 500 || status == 408;
        }
        return response.isSuccess() && (response.data() != null || response.readFailure() != null);
    }

    private static SubmissionOutcomeUnknownException unknownOutcome(ApiResponse<?> response, @Nullable String taskId) {
        return new SubmissionOutcomeUnknownException(
                "The response to the submission is invalid (HTTP " + response.httpStatus() + ")",
                taskId,
                unreadable(response, taskId));
    }

    private static LumaModifyException error(String event, ApiResponse<?> response, @Nullable String taskId) {
        ResultCode code = response.errorCode();
        return code == null
                ? unreadable(response, taskId)
                : new ApiException(
                        event,
                        code,
                        response.msg(),
                        response.httpStatus(),
                        response.retryAfter(),
                        taskId,
                        response.headers().toMultimap(),
                        response.readFailure());
    }

    private static InvalidResponseException unreadable(ApiResponse<?> response, @Nullable String taskId) {
        return invalidResponse("The response does not have the documented format", response, taskId);
    }

    private static InvalidResponseException invalidResponse(
            String event, ApiResponse<?> response, @Nullable String taskId) {
        return new InvalidResponseException(
                event, response.httpStatus(), taskId, response.headers().toMultimap(), response.readFailure());
    }
}
