package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.internal.concurrent.WaitingEntries.WaitingEntry;
import dev.lumamodify.client.spi.RateLimiter;
import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue of requests that a rate limiter permits one by one, in first-come order. Needs no thread per request: one
 * delayed task asks the limiter for the first request. Thread-safe.
 */
public final class RateLimitedQueue {
    private final RateLimiter limiter;
    private final @Nullable SlidingWindow ownLimiter;
    private final Scheduler scheduler;
    private final Executor executor;
    private final Pause pause;
    private final AtomicLong numbers = new AtomicLong();
    private final WaitingEntries waiting = new WaitingEntries();

    /** True on a thread that runs {@link #advance}. */
    private final ThreadLocal<Boolean> advancing = ThreadLocal.withInitial(() -> false);

    /** Held while the limiter is asked, which may block. */
    private final ReentrantLock limiterLock = new ReentrantLock();

    /** Asks the limiter again. Guarded by {@link #limiterLock}. */
    private DelayedTask timer = new DelayedTask(() -> {});

    /** When the limiter is asked again. */
    private volatile Deadline nextAttempt;

    /**
     * Creates a queue.
     *
     * @param executor calls the limiter, unless that is a {@link SlidingWindow}, which does not block
     * @param window the default duration of a pause
     */
    public RateLimitedQueue(RateLimiter limiter, Scheduler scheduler, Executor executor, Duration window) {
        this.limiter = limiter;
        this.ownLimiter = limiter instanceof SlidingWindow own ? own : null;
        this.scheduler = scheduler;
        this.executor = ownLimiter != null ? Runnable::run : executor;
        this.nextAttempt = Deadline.after(scheduler, Duration.ZERO);
        this.pause = new Pause(scheduler, ownLimiter != null ? ownLimiter.window() : window);
    }

    /** Adds a request, which does not wait yet, to the end of the queue. */
    public Entry newEntry() {
        return new Entry();
    }

    /** Permits no request for some time, at most five minutes. A null duration is the window of the rate limit. */
    public void pause(@Nullable Duration duration) {
        pause.begin(duration);
    }

    /** Fails all requests that wait. */
    public void close() {
        List<WaitingEntry> all = waiting.close();
        executor.execute(this::advance);
        all.forEach(waitingEntry -> waitingEntry.onFailure().accept(new IOException("The client was closed")));
    }

    /** The entry of one request in the queue. It keeps its position when the request is repeated. */
    public final class Entry {
        private final long number = numbers.getAndIncrement();
        private final AtomicBoolean permit = new AtomicBoolean();

        private Entry() {}

        /**
         * Waits for a permit. Runs exactly one of the actions, on the calling thread or another one, unless {@link #end} is
         * called before. The actions must not block.
         *
         * @param onFailure receives a {@link TimeoutException}, an {@link IOException} after {@link #close}, or what the
         *     limiter throws
         */
        public void join(Duration timeout, Runnable onPermit, Consumer<Throwable> onFailure) {
            join(timeout, onPermit, onFailure, executor);
        }

        private void join(Duration timeout, Runnable onPermit, Consumer<Throwable> onFailure, Executor advancer) {
            if (limiter == RateLimiter.UNLIMITED) {
                run(onPermit, onFailure);
                return;
            }
            DelayedTask expiry = new DelayedTask(() -> remove(pause.timeoutException(timeout)));
            WaitingEntry waitingEntry = new WaitingEntry(
                    () -> {
                        permit.set(true);
                        run(onPermit, onFailure);
                    },
                    onFailure,
                    expiry);
            boolean first;
            try {
                first = waiting.add(number, waitingEntry);
            } catch (IOException e) {
                onFailure.accept(e);
                return;
            }
            // Behind other requests, the timer or another thread already asks the limiter.
            if (first) {
                advancer.execute(RateLimitedQueue.this::advance);
            }
            try {
                if (waiting.contains(number)) {
                    expiry.schedule(scheduler, timeout);
                }
            } catch (RuntimeException | Error e) {
                remove(e);
            }
        }

        /** Blocks until the permit. Throws {@link ExecutionException} with the failures of {@link #join}. */
        public void await(Duration timeout) throws InterruptedException, ExecutionException {
            Deadline deadline = Deadline.after(scheduler, timeout);
            CompletableFuture<String> permitted = new CompletableFuture<>();
            Runnable onPermit = () -> {
                if (!permitted.complete("")) {
                    end(false);
                }
            };
            try {
                join(timeout, onPermit, permitted::completeExceptionally, Runnable::run);
                // A scheduler of the application may move the time only when a thread sleeps.
                while (!permitted.isDone() && !(scheduler instanceof SystemScheduler)) {
                    scheduler.sleep(Deadline.min(nextAttempt.remaining(), deadline.remaining()));
                    advance();
                }
                String unused = permitted.get();
            } catch (Throwable e) {
                permitted.cancel(false);
                end(false);
                throw e;
            }
        }

        /**
         * Returns the permit, or leaves the queue. Has no effect if this entry neither waits nor has a permit.
         *
         * @param sent whether the request may have been sent
         */
        public void end(boolean sent) {
            remove(null);
            if (permit.compareAndSet(true, false)) {
                if (ownLimiter != null) {
                    ownLimiter.release(sent);
                }
                if (!sent) {
                    advanceLater();
                }
            }
        }

        /** Removes the request from the queue, and fails it unless the failure is null. */
        private void remove(@Nullable Throwable failure) {
            WaitingEntry waitingEntry = waiting.remove(number);
            if (waitingEntry == null) {
                return;
            }
            if (waiting.isEmpty()) {
                advanceLater();
            }
            if (failure != null) {
                waitingEntry.onFailure().accept(failure);
            }
        }
    }

    /** Runs {@link #advance} on the executor. On a thread that runs it, does nothing: it continues, and needs no deep stack. */
    private void advanceLater() {
        if (!advancing.get()) {
            executor.execute(this::advance);
        }
    }

    /** Runs requests until the limiter permits no more. Their actions run without a lock, and can call this method. */
    private void advance() {
        boolean nested = advancing.get();
        advancing.set(true);
        try {
            Runnable next = next();
            while (next != null) {
                next.run();
                next = next();
            }
        } finally {
            if (!nested) {
                advancing.remove();
            }
        }
    }

    /** Runs the action of a permit. Its failure must not stop the other requests. */
    private static void run(Runnable onPermit, Consumer<Throwable> onFailure) {
        try {
            onPermit.run();
        } catch (Throwable e) {
            Log.run(() -> onFailure.accept(e));
        }
    }

    /** Returns the action of the first request; null if none waits, or if the limiter must be asked later. */
    private @Nullable Runnable next() {
        limiterLock.lock();
        try {
            boolean unused = timer.cancel();
            if (waiting.isEmpty()) {
                return null;
            }
            Duration delay = pause.remaining();
            if (delay.isZero()) {
                delay = Objects.requireNonNull(limiter.tryAcquire(), "the rate limiter returned null");
            }
            if (delay.isZero() || delay.isNegative()) {
                WaitingEntry first = waiting.removeFirst();
                if (first == null && ownLimiter != null) {
                    ownLimiter.release(false);
                }
                return first == null ? null : first.onPermit();
            }
            timer = new DelayedTask(() -> executor.execute(this::advance));
            nextAttempt = Deadline.after(scheduler, delay);
            timer.schedule(scheduler, delay);
            return null;
        } catch (RuntimeException | Error e) {
            WaitingEntry first = waiting.removeFirst();
            return first == null ? null : () -> Log.run(() -> first.onFailure().accept(e));
        } finally {
            limiterLock.unlock();
        }
    }
}
