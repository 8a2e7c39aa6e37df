package dev.lumamodify.client;

import dev.lumamodify.client.model.TaskRecord;

/** Says that the task ended without a result. Its cause is in {@link #task()}; a new submit is a new, paid task. */
public final class TaskFailedException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    private final transient TaskRecord task;

    TaskFailedException(TaskRecord task) {
        super(
                "The task failed: flag " + task.successFlag()
                        + (task.errorMessage() == null ? "" : ", " + task.errorMessage())
                        + (task.errorCode() == null ? "" : " (" + task.errorCode() + ")") + "; task " + task.taskId(),
                task.taskId(),
                null);
        this.task = task;
    }

    /**
     * Returns the task as it ended.
     *
     * @return the last state; null only after this exception was serialized
     */
    public TaskRecord task() {
        return task;
    }
}
