package dev.lumamodify.client.internal.concurrent;

import java.util.concurrent.CompletableFuture;

/**
 * A future with an action that runs when it completes, fails or is cancelled. The action ends the work that the future
 * waits for.
 */
public final class CancellableFuture<T> extends CompletableFuture<T> {
    private Runnable endAction = () -> {};

    public CancellableFuture() {
        CompletableFuture<T> unused = whenComplete((value, failure) -> runEndAction());
    }

    /** Replaces the action. Runs it immediately if this future has ended. */
    public void onEnd(Runnable action) {
        synchronized (this) {
            endAction = action;
        }
        if (isDone()) {
            runEndAction();
        }
    }

    private void runEndAction() {
        Runnable action;
        synchronized (this) {
            action = endAction;
        }
        action.run();
    }
}
