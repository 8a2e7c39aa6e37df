package dev.lumamodify.contract.internal.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;

/** Runs an action on several threads at the same time. */
public final class Concurrently {
    private Concurrently() {}

    /** Runs {@code action} for 0, 1, 2 …, each on its own thread, and returns the results in this order. */
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
                    Concurrently::startThread));
        }
        return futures.stream().map(Concurrently::join).toList();
    }

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "concurrent-request");
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

    private static <T> T join(CompletableFuture<T> future) {
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
