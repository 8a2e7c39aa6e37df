package dev.lumamodify.client;

import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import org.jspecify.annotations.Nullable;

/** What an answer means to the caller: a value, or the exception that names the remedy. */
final class ResponseMapper {
    private ResponseMapper() {}

    static String submitted(ApiResponse<CreatedTask> answer) {
        CreatedTask task = answer.data();
        if (answer.accepted()) {
            if (task == null) {
                throw new InvalidResponseException(
                        "The submit was answered without a task; nothing was charged", answer.httpStatus(), null, null);
            }
            if (!task.violations().isEmpty()) {
                throw senseless(answer, null);
            }
            return task.taskId();
        }
        String taskId = task == null ? null : task.taskId();
        if (taskId != null || (answer.malformed() != null && unclear(answer.httpStatus()))) {
            throw senseless(answer, taskId);
        }
        throw refused("The submit was refused", answer, null);
    }

    private static SubmissionOutcomeUnknownException senseless(ApiResponse<?> answer, @Nullable String taskId) {
        return new SubmissionOutcomeUnknownException(
                "The answer to the submit makes no sense", taskId, malformed(answer, taskId));
    }

    static TaskRecord looked(ApiResponse<TaskRecord> answer, String taskId) {
        if (answer.accepted()) {
            TaskRecord task = answer.data();
            if (task == null) {
                throw new InvalidResponseException("The answer holds no task", answer.httpStatus(), taskId, null);
            }
            if (!task.taskId().equals(taskId)) {
                throw new InvalidResponseException(
                        "The answer is about another task", answer.httpStatus(), taskId, null);
            }
            return task;
        }
        throw refused("The task was not shown", answer, taskId);
    }

    /** Only a refusal by HTTP status 3xx or 4xx proves without an envelope that there is no task; 408 does not. */
    private static boolean unclear(int httpStatus) {
        return httpStatus < 300 || httpStatus >= 500 || httpStatus == 408;
    }

    private static LumaModifyException refused(String what, ApiResponse<?> answer, @Nullable String taskId) {
        ResultCode code = answer.refusal();
        return code == null
                ? malformed(answer, taskId)
                : new ApiException(
                        what, code, answer.msg(), answer.httpStatus(), answer.retryAfter(), taskId, answer.malformed());
    }

    private static InvalidResponseException malformed(ApiResponse<?> answer, @Nullable String taskId) {
        return new InvalidResponseException(
                "The answer is not the contract's", answer.httpStatus(), taskId, answer.malformed());
    }
}
