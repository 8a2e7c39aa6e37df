package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    private final Duration limit;
    private final AtomicInteger hangs = new AtomicInteger();

    Watchdog() {
        this(LIMIT);
    }

    Watchdog(Duration limit) {
        this.limit = limit;
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
        Thread thread = new Thread(
                () -> {
                    try {
                        end.complete(code.get());
                    } catch (Throwable e) {
                        end.completeExceptionally(e);
                    }
                },
                "scenario");
        thread.setDaemon(true);
        thread.start();
        try {
            return end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            hangs.incrementAndGet();
            String stack = Arrays.stream(thread.getStackTrace())
                    .limit(MAX_FRAMES)
                    .map(StackTraceElement::toString)
                    .collect(Collectors.joining(" < "));
            thread.interrupt();
            throw new CheckFailure(
                    scenario + ": the client did not return within " + limit.toSeconds() + " s. It was at " + stack);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
