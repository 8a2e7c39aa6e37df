package dev.lumamodify.client.spi;

/**
 * Observes the operations of a client, for metrics and traces. An operation is one of:
 *
 * <ul>
 *   <li>{@code generate}: a submission, with the retries of rejected ones;
 *   <li>{@code recordInfo}: a read of a task by {@code getTask} or {@code handleCallback}, with its retries;
 *   <li>{@code getCredits} and {@code getDownloadUrl}: the methods of the same names, with their retries;
 *   <li>{@code uploadFile} and {@code uploadFromUrl}: an upload, with its retries;
 *   <li>{@code awaitCompletion}: a wait, whose attempts are its polls;
 *   <li>{@code download}: the download of all results of a task, whose attempts are its requests, with the retries.
 * </ul>
 *
 * <p>All but the last two are operation ids of the OpenAPI document. {@code modifyAndAwaitCompletion} is a submission and a
 * wait, after an upload if there is a file. A download that needs a new link also is a {@code getDownloadUrl}. A call that is rejected for an invalid argument, because a file cannot be read, or because the client is closed, is not an operation.
 *
 * <p>The client reports each operation exactly once, however it ends. It calls the methods from several threads at the
 * same time, and never while it holds a lock. What they throw is logged and has no other effect.
 */
@FunctionalInterface
public interface OperationObserver {
    /**
     * Receives the start of an operation, on the thread of the caller. By default, does nothing and returns this
     * observer.
     *
     * @param operation the name of the operation, as in {@link CompletedOperation#operation}
     * @return the observer that receives the end of this operation
     */
    default OperationObserver onStart(String operation) {
        return this;
    }

    /**
     * Receives the end of an operation. For {@code modify}, {@code getTask}, {@code getCredits}, {@code getDownloadUrl},
     * {@code handleCallback}, {@code upload}, {@code uploadFromUrl} and {@code download} this is on the thread of the caller, before the method returns. For {@code modifyAsync}, {@code uploadAsync} and all waits it is on the
     * executor of the client, at about the time when the future completes, so that a slow observer does not delay it.
     *
     * @param operation the operation
     */
    void onEnd(CompletedOperation operation);
}
