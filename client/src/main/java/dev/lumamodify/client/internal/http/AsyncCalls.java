package dev.lumamodify.client.internal.http;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.ConcurrencyLimit;
import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.concurrent.DelayedTask;
import dev.lumamodify.client.internal.concurrent.FallbackExecutor;
import dev.lumamodify.client.internal.concurrent.Log;
import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Executes calls on an executor, a limited number of them at the same time. Does not use the dispatcher of the HTTP
 * client, so that no other call of the application can delay a call, and no code of the application runs in its
 * threads. Thread-safe.
 */
public final class AsyncCalls {
    private static final int MAX_CONCURRENT_CALLS = 64;

    private final FallbackExecutor executor;
    private final Scheduler scheduler;
    private final ConcurrencyLimit limit = new ConcurrencyLimit(MAX_CONCURRENT_CALLS);
    private volatile boolean closed;

    public AsyncCalls(FallbackExecutor executor, Scheduler scheduler) {
        this.executor = executor;
        this.scheduler = scheduler;
    }

    /**
     * Executes a call. Passes its result to one of the consumers before the timeout, on a thread of the executor, unless
     * the future ends before. The end of the future cancels the call. An {@link Error} ends the future directly. Both
     * the time in the queue and the time of the call count.
     *
     * @param onFailure receives a failure, and false only if it is certain that the server did not and will not process
     *     the request
     * @param onDiscard runs after a call that was created and whose result no consumer receives, and receives the same
     */
    public <T> void start(
            CancellableFuture<?> future,
            Duration timeout,
            Callable<ApiCall<T>> source,
            Consumer<ApiResponse<T>> onResponse,
            BiConsumer<Exception, Boolean> onFailure,
            Consumer<Boolean> onDiscard) {
        new Execution<>(future, timeout, source, onResponse, onFailure, onDiscard).start();
    }

    /** Fails the calls that have not been sent. */
    public void close() {
        closed = true;
        limit.remove();
    }

    private final class Execution<T> {
        private final CancellableFuture<?> future;
        private final Duration timeout;
        private final Deadline deadline;
        private final Callable<ApiCall<T>> source;
        private final Consumer<ApiResponse<T>> responseConsumer;
        private final BiConsumer<Exception, Boolean> failureConsumer;
        private final Consumer<Boolean> discardConsumer;
        private final DelayedTask timer = new DelayedTask(this::dispatchTimeout);
        private final Runnable dispatch = this::dispatch;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile @Nullable ApiCall<T> call;
        private volatile boolean executed;

        Execution(
                CancellableFuture<?> future,
                Duration timeout,
                Callable<ApiCall<T>> source,
                Consumer<ApiResponse<T>> responseConsumer,
                BiConsumer<Exception, Boolean> failureConsumer,
                Consumer<Boolean> discardConsumer) {
            this.future = future;
            this.timeout = timeout;
            this.deadline = Deadline.after(scheduler, timeout);
            this.source = source;
            this.responseConsumer = responseConsumer;
            this.failureConsumer = failureConsumer;
            this.discardConsumer = discardConsumer;
        }

        void start() {
            future.setStop(this::stop);
            try {
                timer.schedule(scheduler, timeout);
            } catch (RuntimeException | Error e) {
                dispatchFailure(e);
                return;
            }
            limit.acquire(dispatch);
        }

        private void dispatch() {
            try {
                executor.start(this::execute);
            } catch (RuntimeException | Error e) {
                dispatchFailure(e);
            }
        }

        private void dispatchFailure(Throwable failure) {
            executor.execute(() -> {
                boolean unused = onFailure(failure);
            });
        }

        private void dispatchTimeout() {
            dispatchFailure(new InterruptedIOException("timeout"));
        }

        private void execute() {
            if (ended.get()) {
                limit.release(dispatch);
                return;
            }
            ApiResponse<T> response;
            try {
                if (closed) {
                    throw new IOException("The client was closed");
                }
                ApiCall<T> newCall = source.call();
                call = newCall;
                // Another thread either sees the call and cancels it, or has set the flag before.
                if (ended.get()) {
                    newCall.cancel();
                    discard(false);
                    return;
                }
                response = newCall.execute(deadline.remaining());
            } catch (Throwable e) {
                executed = true;
                boolean handled = onFailure(e);
                if (!handled) {
                    discard(mayHaveBeenSent(e));
                }
                return;
            }
            if (end()) {
                handle(() -> responseConsumer.accept(response));
            } else {
                discard(true);
            }
        }

        private void discard(boolean mayHaveBeenSent) {
            handle(() -> discardConsumer.accept(mayHaveBeenSent));
        }

        private boolean mayHaveBeenSent(Throwable failure) {
            ApiCall<T> failedCall = call;
            return failedCall != null && failedCall.mayHaveBeenSent(failure);
        }

        /** Returns false if the call has ended before. */
        private boolean onFailure(Throwable failure) {
            if (!end()) {
                return false;
            }
            ApiCall<T> failedCall = call;
            boolean mayHaveBeenSent = mayHaveBeenSent(failure);
            if (failedCall != null && !executed) {
                // The call is in progress. Its cancellation runs code of the application, which may block.
                executor.execute(() -> Log.run(failedCall::cancel));
            }
            if (failure instanceof Exception e) {
                handle(() -> failureConsumer.accept(e, mayHaveBeenSent));
            } else {
                discard(mayHaveBeenSent);
                future.fail(failure);
            }
            return true;
        }

        /** Runs a consumer. Its own failure must end the future too. */
        private void handle(Runnable action) {
            try {
                action.run();
            } catch (Throwable e) {
                future.fail(e);
            }
        }

        private void stop() {
            if (end()) {
                ApiCall<T> stoppedCall = call;
                if (stoppedCall != null) {
                    stoppedCall.cancel();
                }
            }
        }

        /** Returns true for exactly one of the response, the failure, the timeout and the end of the future. */
        private boolean end() {
            if (!ended.compareAndSet(false, true)) {
                return false;
            }
            timer.cancel();
            limit.release(dispatch);
            future.clearStop();
            return true;
        }
    }
}
