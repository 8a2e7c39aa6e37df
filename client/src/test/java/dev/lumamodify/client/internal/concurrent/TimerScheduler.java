package dev.lumamodify.client.internal.concurrent;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;

/** A scheduler whose time stands still, for the tests of timers. */
@FunctionalInterface
interface TimerScheduler extends Scheduler {
    @Override
    default long nanoTime() {
        return 0;
    }

    @Override
    default void sleep(Duration duration) {}
}
