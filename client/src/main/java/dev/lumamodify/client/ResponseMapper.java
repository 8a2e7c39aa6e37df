package dev.lumamodify.client;

import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import org.jspecify.annotations.Nullable;

/** Maps a response to its value, or throws the exception that it means. */
final class ResponseMapper {
    private ResponseMapper() {}

    /** Returns the task id from the response to a create request. */
    static String toTaskId(ApiResponse<CreatedTask> response) {
        CreatedTask task = response.data();
        if (response.isSuccess()) {
            if (task == null) {
                throw new InvalidResponseException(
                        "The response to the submission contains no task; nothing was charged",
                        response.httpStatus(),
                        null,
                        null);
            }
            if (!task.violations().isEmpty()) {
                throw unknownOutcome(response, null);
            }
            return task.taskId();
        }
        String taskId = task == null ? null : task.taskId();
        if (taskId != null || (response.readFailure() != null && !provesRejection(response.httpStatus()))) {
            throw unknownOutcome(response, taskId);
        }
        throw error("The submission was rejected", response, null);
    }

    /** Returns the task from the response to a read. */
    static TaskRecord toTask(ApiResponse<TaskRecord> response, String taskId) {
        if (!response.isSuccess()) {
            throw error("The task could not be read", response, taskId);
        }
        TaskRecord task = response.data();
        if (task == null) {
            throw new InvalidResponseException("The response contains no task", response.httpStatus(), taskId, null);
        }
        if (!task.taskId().equals(taskId)) {
            throw new InvalidResponseException(
                    "The response is about another task", response.httpStatus(), taskId, null);
        }
        return task;
    }

    /**
     * Returns true if the HTTP status proves without an envelope that there is no task. Of 3xx and 4xx, all but 408 do.
     */
    private static boolean provesRejection(int httpStatus) {
        return httpStatus >= 300 && httpStatus < 500 && httpStatus != 408;
    }

    private static SubmissionOutcomeUnknownException unknownOutcome(ApiResponse<?> response, @Nullable String taskId) {
        return new SubmissionOutcomeUnknownException(
                "The response to the submission is invalid (HTTP " + response.httpStatus() + ")",
                taskId,
                invalidResponse(response, taskId));
    }

    private static LumaModifyException error(String event, ApiResponse<?> response, @Nullable String taskId) {
        ResultCode code = response.errorCode();
        return code == null
                ? invalidResponse(response, taskId)
                : new ApiException(
                        event,
                        code,
                        response.msg(),
                        response.httpStatus(),
                        response.retryAfter(),
                        taskId,
                        response.readFailure());
    }

    private static InvalidResponseException invalidResponse(ApiResponse<?> response, @Nullable String taskId) {
        return new InvalidResponseException(
                "The response does not have the documented format",
                response.httpStatus(),
                taskId,
                response.readFailure());
    }
}
