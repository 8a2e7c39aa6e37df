package dev.lumamodify.contract.internal.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;

/** The same thing done several times at the same moment. */
public final class Concurrently {
    private Concurrently() {}

    /** Does {@code action} for 0, 1, 2 …, each on a thread of its own, and returns what came of each, in that order. */
    public static <T> List<T> times(int times, IntFunction<T> action) {
        CountDownLatch ready = new CountDownLatch(times);
        List<CompletableFuture<T>> futures = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int index = i;
            futures.add(CompletableFuture.supplyAsync(
                    () -> {
                        await(ready);
                        return action.apply(index);
                    },
                    Concurrently::start));
        }
        return futures.stream().map(Concurrently::joined).toList();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "at-once");
        thread.setDaemon(true);
        thread.start();
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

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
