package dev.lumamodify.client;

import java.util.concurrent.CompletableFuture;

/** A future that, once it is done or cancelled, stops what it was waiting for. */
final class Pending<T> extends CompletableFuture<T> {
    private Runnable stop = () -> {};

    Pending() {
        CompletableFuture<T> unused = whenComplete((value, failure) -> stop());
    }

    /** Says what to stop from now on. */
    void waitsFor(Runnable newStop) {
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
