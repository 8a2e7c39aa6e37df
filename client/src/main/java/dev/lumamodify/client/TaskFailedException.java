package dev.lumamodify.client;

import dev.lumamodify.client.model.TaskRecord;

/**
 * Thrown if a task has ended without results. {@link #task()} has the reason. A new submission creates a new task,
 * which costs credits.
 */
public final class TaskFailedException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    private final transient TaskRecord task;

    /**
     * Creates an exception, also for the tests of applications.
     *
     * @param task the final state of the task
     */
    public TaskFailedException(TaskRecord task) {
        super(
                "The task failed" + (task.errorMessage() == null ? "" : ": " + task.errorMessage()) + " (status "
                        + task.successFlag()
                        + (task.errorCode() == null ? "" : ", error code " + task.errorCode())
                        + "); task " + task.taskId() + "; a new submission costs credits again",
                task.taskId(),
                null);
        this.task = task;
    }

    /**
     * Returns the final state of the task.
     *
     * @return the task; null only after this exception was serialized
     */
    public TaskRecord task() {
        return task;
    }
}
