package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Concurrently;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Ends scenarios in which a client never returns, and reports where the client was. Thread-safe. */
final class Watchdog {
    /** Longer than every limit of a scenario, in real time. */
    private static final Duration LIMIT = Duration.ofSeconds(150);

    /** After so many scenarios the run would take hours. */
    private static final int MAX_HANGS = 2;

    private static final int MAX_FRAMES = 12;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(Concurrently.daemons("scenario"));

    private final Duration limit;
    private final AtomicInteger hangs = new AtomicInteger();

    Watchdog() {
        this(LIMIT);
    }

    Watchdog(Duration limit) {
        this.limit = limit;
    }

    /** Thrown for a client that does not end. The message completes the sentence "the client …". */
    static final class HangException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HangException(String message) {
            super(message);
        }
    }

    private CheckFailure failure(String scenario, String hang, Thread thread) {
        hangs.incrementAndGet();
        ThreadActivity.ignoreRunning();
        return new CheckFailure(scenario + ": the client " + hang + ". It was at "
                + Arrays.stream(thread.getStackTrace())
                        .limit(MAX_FRAMES)
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" < ")));
    }

    /** Throws {@link CheckSkipped} if the client has hung too often. */
    void assertAlive() {
        if (hangs.get() >= MAX_HANGS) {
            throw new CheckSkipped("because the client did not return in " + hangs + " earlier checks");
        }
    }

    /** Runs a scenario that needs no clock. */
    <T> T run(String scenario, Supplier<T> code) {
        return run(scenario, new ManualClock(), false, code);
    }

    /**
     * Runs a scenario on a thread of its own, advances its clock meanwhile, and returns or throws what it does. Throws a
     * {@link CheckFailure} with the stack of the thread if it does not end within the limit, and leaves the thread
     * behind.
     *
     * @param usesClock whether the client takes the time from the clock
     */
    <T> T run(String scenario, ManualClock clock, boolean usesClock, Supplier<T> code) {
        assertAlive();
        CompletableFuture<T> end = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        THREADS.execute(() -> clock.runCounted(() -> {
            thread.complete(Thread.currentThread());
            try {
                end.complete(code.get());
            } catch (Throwable e) {
                end.completeExceptionally(e);
            } finally {
                // A client that was interrupted restores the interrupt status, which must not affect the next scenario.
                Thread.interrupted();
            }
        }));
        try {
            new ClockDriver(clock, usesClock, end).run(limit);
            if (!end.isDone()) {
                throw new HangException("did not return in time");
            }
            return end.join();
        } catch (HangException e) {
            throw failure(scenario, String.valueOf(e.getMessage()), thread.join());
        } catch (CompletionException e) {
            throw Concurrently.unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } finally {
            if (!end.isDone()) {
                thread.join().interrupt();
            }
        }
    }
}
