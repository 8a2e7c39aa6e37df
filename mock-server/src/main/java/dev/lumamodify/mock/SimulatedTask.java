package dev.lumamodify.mock;

import dev.lumamodify.mock.internal.state.Task;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task at one point in time.
 *
 * @param id the task id
 * @param account the account, identified by a digest of its API key
 * @param state the current state
 * @param parameters the parameters of the create request as JSON text
 * @param createdAt when the task was created, by the server's clock
 * @param endedAt when the task ended; null if it is in progress
 */
public record SimulatedTask(
        String id,
        String account,
        State state,
        String parameters,
        Instant createdAt,
        @Nullable Instant endedAt) {
    /** The state of a task. See {@code docs/api-facts.md#task-status}. */
    public enum State {
        /** The task is in progress. */
        GENERATING,
        /** The task succeeded. */
        SUCCEEDED,
        /** The task could not be started. */
        CREATE_FAILED,
        /** The modification failed. */
        GENERATE_FAILED,
        /** The task succeeded, but its callback could not be delivered. */
        CALLBACK_FAILED
    }

    static SimulatedTask of(Task task) {
        return new SimulatedTask(
                task.id(),
                task.account().id(),
                State.valueOf(task.state().name()),
                task.parameters(),
                task.createdAt(),
                task.endedAt());
    }
}
