package dev.lumamodify.client;

/**
 * Says that a wait was given up: its thread was interrupted (the interrupt status is set again) or the client was closed. The task
 * goes on: wait again with its id.
 */
public final class WaitInterruptedException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    WaitInterruptedException(String why, String taskId, Throwable cause) {
        super(why + "; task " + taskId + "; it goes on, wait again with its id", taskId, cause);
    }
}
