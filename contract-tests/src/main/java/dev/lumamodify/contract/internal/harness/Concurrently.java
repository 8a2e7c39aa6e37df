package dev.lumamodify.contract.internal.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs actions on several threads at the same time. */
public final class Concurrently {
    private static final ThreadFactory THREADS = daemons("concurrent-request");

    private Concurrently() {}

    /** Makes threads of this name that do not keep the process alive. */
    public static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs {@code action} for 0, 1, 2 …, all at the same time, and returns the results in this order. */
    public static <T> List<T> times(int times, IntFunction<T> action) {
        CountDownLatch ready = new CountDownLatch(times);
        List<T> results = new ArrayList<>();
        inOrder(
                times,
                IntStream.range(0, times).boxed().toList(),
                index -> {
                    await(ready);
                    return action.apply(index);
                },
                results::add);
        return results;
    }

    /**
     * Runs an action for each item, and passes the results on in the order of the items. Throws what an action throws.
     *
     * @param threads how many actions run at the same time at most; 1 runs each on the calling thread
     * @param consumer receives the results, on the calling thread
     */
    public static <T, R> void inOrder(int threads, List<T> items, Function<T, R> action, Consumer<R> consumer) {
        if (threads <= 1 || items.size() <= 1) {
            items.forEach(item -> consumer.accept(action.apply(item)));
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, items.size()), THREADS);
        try {
            List<CompletableFuture<R>> futures = items.stream()
                    .map(item -> CompletableFuture.supplyAsync(() -> action.apply(item), executor))
                    .toList();
            for (CompletableFuture<R> future : futures) {
                consumer.accept(future.get());
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }

    /**
     * Returns the exception with which an asynchronous action ended, to be thrown again. Throws it if it is an {@link
     * Error}.
     *
     * @param e a {@link CompletionException} or an {@link ExecutionException}
     */
    public static RuntimeException unwrapped(Exception e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }

    private static void await(CountDownLatch ready) {
        ready.countDown();
        try {
            ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
