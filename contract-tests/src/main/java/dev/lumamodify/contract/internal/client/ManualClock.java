package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The virtual clock of one scenario, which checks advance. Thread-safe. */
public final class ManualClock implements VirtualClock {
    private record Scheduled(Duration at, Runnable task) {}

    /** An arbitrary time other than zero. */
    private static final Duration START = Duration.ofDays(1);

    private static final Duration FOREVER = Duration.ofDays(10_000);

    /**
     * The maximum real time that {@link #pause} stops the clock. Only a client that ignores an interrupt takes so long.
     */
    private static final Duration MAX_PAUSE = Duration.ofSeconds(60);

    /** A client that sleeps or runs timers so often while no time passes is in an endless loop. */
    private static final int MAX_WITHOUT_PROGRESS = 100_000;

    private final List<Duration> sleeps = new ArrayList<>();
    private final List<Scheduled> scheduled = new ArrayList<>();
    private Duration now = START;
    private Duration lastProgress = START;
    private int withoutProgress;
    private volatile Runnable beforeSleep = () -> {};
    private volatile boolean paused;

    @Override
    public synchronized long nanoTime() {
        return now.toNanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        beforeSleep.run();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        synchronized (this) {
            assertProgress();
            sleeps.add(duration);
        }
        advance(duration);
    }

    @Override
    public synchronized Runnable schedule(Duration delay, Runnable task) {
        Scheduled entry = new Scheduled(now.plus(delay), task);
        scheduled.add(entry);
        notifyAll();
        return () -> {
            synchronized (this) {
                scheduled.remove(entry);
            }
        };
    }

    /** Returns how much time has passed since the beginning of the scenario. */
    public Duration elapsed() {
        return now().minus(START);
    }

    private synchronized Duration now() {
        return now;
    }

    /** Returns the durations of all sleeps so far. */
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    /** Sets an action that runs before each sleep, on the sleeping thread. */
    public void beforeSleep(Runnable action) {
        beforeSleep = action;
    }

    /** Lets time pass without running scheduled tasks, as during a request. */
    public synchronized void elapse(Duration duration) {
        now = now.plus(duration);
    }

    /** Lets time pass and runs the tasks that are scheduled in this time, in order. */
    public void advance(Duration duration) {
        Duration end = now().plus(duration);
        for (Scheduled next = next(end); next != null; next = next(end)) {
            next.task().run();
        }
        synchronized (this) {
            now = end.compareTo(now) > 0 ? end : now;
        }
    }

    /**
     * Stops {@link #runUntil} from advancing the clock until the awaited call has ended. An interrupted thread needs
     * real time to end.
     */
    public void pause() {
        paused = true;
    }

    /**
     * Advances the clock to each scheduled task in turn, until {@code call} has ended or the timeout, in real time, is
     * over.
     */
    void runUntil(CompletableFuture<?> call, Duration timeout) throws InterruptedException {
        CompletableFuture<?> unused = call.whenComplete((value, failure) -> {
            synchronized (this) {
                notifyAll();
            }
        });
        long deadline = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toNanos(); left > 0 && !call.isDone(); left = deadline - System.nanoTime()) {
            if (paused) {
                paused = false;
                awaitEnd(call);
                continue;
            }
            Scheduled next = next(now().plus(FOREVER));
            if (next != null) {
                next.task().run();
                continue;
            }
            synchronized (this) {
                if (scheduled.isEmpty() && !call.isDone()) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
        }
    }

    private static void awaitEnd(CompletableFuture<?> call) throws InterruptedException {
        try {
            call.get(MAX_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The clock goes on, and the check finds out what the client does.
        }
    }

    private void assertProgress() {
        withoutProgress = now.equals(lastProgress) ? withoutProgress + 1 : 0;
        lastProgress = now;
        if (withoutProgress > MAX_WITHOUT_PROGRESS) {
            throw new CheckFailure("The client sleeps or runs timers without end while no time passes");
        }
    }

    private synchronized @Nullable Scheduled next(Duration end) {
        Scheduled next = scheduled.stream()
                .filter(entry -> entry.at().compareTo(end) <= 0)
                .min(Comparator.comparing(Scheduled::at))
                .orElse(null);
        if (next != null) {
            scheduled.remove(next);
            assertProgress();
            now = next.at().compareTo(now) > 0 ? next.at() : now;
        }
        return next;
    }
}
