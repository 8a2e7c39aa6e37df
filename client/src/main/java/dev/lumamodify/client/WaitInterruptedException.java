package dev.lumamodify.client;

/**
 * Thrown if a wait ends because its thread was interrupted or the client was closed. The interrupt status of the thread
 * is set again. The task continues; wait again with its id.
 */
public final class WaitInterruptedException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception, also for the tests of applications.
     *
     * @param event what happened, for the message
     * @param taskId the id of the task
     * @param cause the cause
     */
    public WaitInterruptedException(String event, String taskId, Throwable cause) {
        super(event + "; task " + taskId + "; the task continues, wait again with its id", taskId, cause);
    }
}
