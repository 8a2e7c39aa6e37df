package dev.lumamodify.client;

import dev.lumamodify.client.model.TaskRecord;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that the deadline of a wait passed. The task goes on: wait again with its id. */
public final class WaitTimeoutException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable TaskRecord lastKnownTask;

    WaitTimeoutException(
            String taskId, @Nullable TaskRecord lastSeen, Duration waited, @Nullable LumaModifyException cause) {
        super(
                "The task did not end within " + waited.toSeconds() + " s: "
                        + (lastSeen == null ? "never seen" : "last seen with flag " + lastSeen.successFlag())
                        + "; task "
                        + taskId + "; it goes on, wait again with its id",
                taskId,
                cause);
        this.lastKnownTask = lastSeen;
    }

    /**
     * Returns the last state seen.
     *
     * @return the state; empty if no look ever showed the task
     */
    public Optional<TaskRecord> lastKnownTask() {
        return Optional.ofNullable(lastKnownTask);
    }
}
