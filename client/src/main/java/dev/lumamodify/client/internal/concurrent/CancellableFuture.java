package dev.lumamodify.client.internal.concurrent;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A future that stops the work in progress when it ends. It ends once: with a result of the client, or when the
 * application completes or cancels it. The work stops before the dependents of a cancelled future run. Thread-safe.
 *
 * <p>The client calls {@link #finish} and {@link #fail} on a thread that may run code of the application.
 */
public final class CancellableFuture<T> extends CompletableFuture<T> {
    private static final Runnable NOTHING = CancellableFuture::doNothing;

    private final Executor executor;
    private final Runnable onEnd;
    private final Consumer<@Nullable Throwable> onResult;

    /** Stops the work in progress; null after the end. */
    private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>(NOTHING);

    /**
     * Creates a future.
     *
     * @param executor stops the work in progress if the client ends the future
     * @param onEnd runs once, when this future ends
     * @param onResult receives the failure, or null after a success, once and after the work was stopped; a
     *     {@link CancellationException} if the application ends this future
     */
    public CancellableFuture(Executor executor, Runnable onEnd, Consumer<@Nullable Throwable> onResult) {
        this.executor = executor;
        this.onEnd = onEnd;
        this.onResult = onResult;
        // For the methods of the superclass that complete this future without a call to one of the methods below.
        CompletableFuture<T> unused = whenComplete((value, failure) -> stopNow());
    }

    /**
     * Sets the action that stops the work in progress, and replaces the action of the work before. Must be called
     * before the work starts: then no action can replace the action of later work. Runs the action immediately if this
     * future has ended.
     */
    public void setStop(Runnable action) {
        Runnable previous = stop.get();
        while (previous != null && !stop.compareAndSet(previous, action)) {
            previous = stop.get();
        }
        if (previous == null) {
            Log.run(action);
        }
    }

    /** Removes the stop action, because the work has ended. */
    public void clearStop() {
        setStop(NOTHING);
    }

    /** Returns true if this future has ended. Its dependents may not have run yet. */
    public boolean hasEnded() {
        return stop.get() == null;
    }

    /** Completes this future on the calling thread. Has no effect if it has ended. */
    public void finish(T value) {
        if (end(null)) {
            super.complete(value);
        }
    }

    /** Completes this future exceptionally on the calling thread. Has no effect if it has ended. */
    public void fail(Throwable failure) {
        if (end(failure)) {
            super.completeExceptionally(failure);
        }
    }

    @Override
    public boolean complete(T value) {
        stopNow();
        return super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        stopNow();
        return super.completeExceptionally(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        stopNow();
        return super.cancel(mayInterruptIfRunning);
    }

    /** Ends this future, and stops its work on another thread: the listeners of an HTTP client may block. */
    private boolean end(@Nullable Throwable failure) {
        Runnable action = stop.getAndSet(null);
        if (action == null) {
            return false;
        }
        Log.run(onEnd);
        if (action != NOTHING) {
            executor.execute(() -> Log.run(action));
        }
        onResult.accept(failure);
        return true;
    }

    private static void doNothing() {}

    private void stopNow() {
        Runnable action = stop.getAndSet(null);
        if (action != null) {
            Log.run(action);
            Log.run(onEnd);
            onResult.accept(new CancellationException("The application ended the future"));
        }
    }
}
