package dev.lumamodify.mock;

import java.util.concurrent.CountDownLatch;

/** Waits for latches in lambdas. */
final class Latches {
    private Latches() {}

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
