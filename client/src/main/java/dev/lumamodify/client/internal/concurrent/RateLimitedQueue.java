package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.internal.concurrent.WaitingLine.Waiter;
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
    private final AtomicLong places = new AtomicLong();
    private final WaitingLine waiting = new WaitingLine();

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

    /** Returns the last place of the queue. */
    public Place newPlace() {
        return new Place();
    }

    /** Gives no turn for some time, at most five minutes. A null duration is the window of the rate limit. */
    public void pause(@Nullable Duration duration) {
        pause.begin(duration);
    }

    /** Fails all requests that wait. */
    public void close() {
        List<Waiter> all = waiting.close();
        executor.execute(this::advance);
        all.forEach(waiter -> waiter.onFailure().accept(new IOException("The client was closed")));
    }

    /** The place of one request in the queue. It stays the same when the request is repeated. */
    public final class Place {
        private final long number = places.getAndIncrement();
        private final AtomicBoolean permit = new AtomicBoolean();

        private Place() {}

        /**
         * Waits for a turn. Runs exactly one of the actions, on the calling thread or another one, unless {@link #end} is
         * called before. The actions must not block.
         *
         * @param onFailure receives a {@link TimeoutException}, an {@link IOException} after {@link #close}, or what the
         *     limiter throws
         */
        public void join(Duration timeout, Runnable onTurn, Consumer<Throwable> onFailure) {
            join(timeout, onTurn, onFailure, executor);
        }

        private void join(Duration timeout, Runnable onTurn, Consumer<Throwable> onFailure, Executor advancer) {
            if (limiter == RateLimiter.UNLIMITED) {
                run(onTurn, onFailure);
                return;
            }
            DelayedTask expiry = new DelayedTask(() -> remove(pause.timeoutException(timeout)));
            Waiter waiter = new Waiter(
                    () -> {
                        permit.set(true);
                        run(onTurn, onFailure);
                    },
                    onFailure,
                    expiry);
            boolean first;
            try {
                first = waiting.add(number, waiter);
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

        /** Blocks until the turn. Throws {@link ExecutionException} with the failures of {@link #join}. */
        public void await(Duration timeout) throws InterruptedException, ExecutionException {
            Deadline deadline = Deadline.after(scheduler, timeout);
            CompletableFuture<String> turn = new CompletableFuture<>();
            Runnable onTurn = () -> {
                if (!turn.complete("")) {
                    end(false);
                }
            };
            try {
                join(timeout, onTurn, turn::completeExceptionally, Runnable::run);
                // A scheduler of the application may move the time only when a thread sleeps.
                while (!turn.isDone() && !(scheduler instanceof SystemScheduler)) {
                    scheduler.sleep(Deadline.min(nextAttempt.remaining(), deadline.remaining()));
                    advance();
                }
                String unused = turn.get();
            } catch (Throwable e) {
                turn.cancel(false);
                end(false);
                throw e;
            }
        }

        /**
         * Ends the turn, or leaves the queue. Has no effect if this place neither waits nor has a turn.
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
            Waiter waiter = waiting.remove(number);
            if (waiter == null) {
                return;
            }
            if (waiting.isEmpty()) {
                advanceLater();
            }
            if (failure != null) {
                waiter.onFailure().accept(failure);
            }
        }
    }

    /** Runs {@link #advance} on the executor. On a thread that runs it, does nothing: it continues, and needs no deep stack. */
    private void advanceLater() {
        if (!advancing.get()) {
            executor.execute(this::advance);
        }
    }

    /** Gives turns until the limiter permits no more. The actions of a turn run without a lock, and can call this method. */
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

    /** Runs the action of a turn. Its failure must not end the turns of the other requests. */
    private static void run(Runnable onTurn, Consumer<Throwable> onFailure) {
        try {
            onTurn.run();
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
                Waiter first = waiting.removeFirst();
                if (first == null && ownLimiter != null) {
                    ownLimiter.release(false);
                }
                return first == null ? null : first.onTurn();
            }
            timer = new DelayedTask(() -> executor.execute(this::advance));
            nextAttempt = Deadline.after(scheduler, delay);
            timer.schedule(scheduler, delay);
            return null;
        } catch (RuntimeException | Error e) {
            Waiter first = waiting.removeFirst();
            return first == null ? null : () -> Log.run(() -> first.onFailure().accept(e));
        } finally {
            limiterLock.unlock();
        }
    }
}
