package dev.lumamodify.client;

import dev.lumamodify.client.model.TaskRecord;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if a task has not ended within the timeout of a wait. The task continues; wait again with its id. */
public final class WaitTimeoutException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable TaskRecord lastKnownTask;

    /**
     * Creates an exception, also for the tests of applications.
     *
     * @param taskId the id of the task
     * @param lastKnownTask the task as it was last read; null if it was never read
     * @param elapsed the duration of the wait
     * @param cause the failure of the last poll; null if it was successful
     */
    public WaitTimeoutException(
            String taskId, @Nullable TaskRecord lastKnownTask, Duration elapsed, @Nullable LumaModifyException cause) {
        super(
                "The task did not end within " + elapsed.toSeconds() + " s ("
                        + (lastKnownTask == null ? "never read" : "last status " + lastKnownTask.successFlag())
                        + "); task " + taskId + "; the task continues, wait again with its id",
                taskId,
                cause);
        this.lastKnownTask = lastKnownTask;
    }

    /**
     * Returns the task as it was last read.
     *
     * @return the task; empty if it was never read
     */
    public Optional<TaskRecord> lastKnownTask() {
        return Optional.ofNullable(lastKnownTask);
    }
}
