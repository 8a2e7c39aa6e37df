package dev.lumamodify.client.internal.concurrent;

import java.util.concurrent.CompletableFuture;

/** A future that, once it is done or cancelled, stops what it was waiting for. */
public final class CancellableFuture<T> extends CompletableFuture<T> {
    private Runnable stop = () -> {};

    public CancellableFuture() {
        CompletableFuture<T> unused = whenComplete((value, failure) -> stop());
    }

    /** Says what to stop from now on. */
    public void waitsFor(Runnable newStop) {
        synchronized (this) {
            stop = newStop;
        }
        if (isDone()) {
            stop();
        }
    }

    private void stop() {
        Runnable now;
        synchronized (this) {
            now = stop;
        }
        now.run();
    }
}
