package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import java.util.concurrent.CompletableFuture;

/** Executes {@code recordInfo}: returns the record of a task. Source: {@code docs/api-facts.md#read-a-task}. */
final class ReadTask implements OperationExecutor {
    private final Tasks tasks;

    ReadTask(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public CompletableFuture<EnvelopeResponse> execute(ValidRequest request) {
        Task task = tasks.findReadable(
                request.account(), request.input().path("taskId").asString());
        if (task == null) {
            throw new ApiError(ApiError.Reason.UNKNOWN_TASK);
        }
        tasks.countPoll(task);
        return EnvelopeResponse.completed(task.record(request.operation()));
    }
}
