package dev.lumamodify.mock.internal.state;

import java.util.concurrent.CompletableFuture;

/** Is notified when a task ends. */
@FunctionalInterface
public interface TaskEndListener {
    /**
     * Starts to deliver the callbacks of a task that has ended.
     *
     * @param onUndeliverable runs when the last attempt has failed
     * @return completes after the first attempt; a manual clock waits for it
     */
    CompletableFuture<?> taskEnded(Task task, Runnable onUndeliverable);
}
