package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends scenarios in which a client never returns, and reports where the client was. Thread-safe. */
final class Watchdog {
    /** Longer than every limit of a scenario, in real time. */
    private static final Duration LIMIT = Duration.ofSeconds(150);

    /** After so many scenarios the run would take hours. */
    private static final int MAX_HANGS = 2;

    private static final int MAX_FRAMES = 12;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "scenario");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration limit;
    private final AtomicInteger hangs = new AtomicInteger();

    Watchdog() {
        this(LIMIT);
    }

    Watchdog(Duration limit) {
        this.limit = limit;
    }

    /** Thrown for a call of a client that did not end. The message is the stack of its thread. */
    static final class HangException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HangException(@Nullable Thread thread) {
            super(
                    thread == null
                            ? "no thread; its future is incomplete"
                            : Arrays.stream(thread.getStackTrace())
                                    .limit(MAX_FRAMES)
                                    .map(StackTraceElement::toString)
                                    .collect(Collectors.joining(" < ")));
        }
    }

    private CheckFailure failure(String scenario, HangException hang) {
        hangs.incrementAndGet();
        return new CheckFailure(scenario + ": the client did not return in time. It was at " + hang.getMessage());
    }

    /** Throws {@link CheckSkipped} if the client has hung too often. */
    void assertAlive() {
        if (hangs.get() >= MAX_HANGS) {
            throw new CheckSkipped("because the client did not return in " + hangs + " earlier checks");
        }
    }

    /**
     * Runs a scenario on a thread of its own, and returns or throws what it does. Throws a {@link CheckFailure} with
     * the stack of the thread if it does not end within the limit, and leaves the thread behind.
     */
    <T> T run(String scenario, Supplier<T> code) {
        assertAlive();
        CompletableFuture<T> end = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        THREADS.execute(() -> {
            thread.complete(Thread.currentThread());
            try {
                end.complete(code.get());
            } catch (Throwable e) {
                end.completeExceptionally(e);
            } finally {
                // A client that was interrupted restores the interrupt status, which must not affect the next scenario.
                Thread.interrupted();
            }
        });
        try {
            return end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            HangException hang = new HangException(thread.join());
            thread.join().interrupt();
            throw failure(scenario, hang);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HangException hang) {
                throw failure(scenario, hang);
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            thread.join().interrupt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
