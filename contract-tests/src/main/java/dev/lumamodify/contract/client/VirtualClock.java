package dev.lumamodify.contract.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Time for a client under test: it moves when the client sleeps, or when a law moves it. Waits cost no time. */
public class VirtualClock {
    private record Due(Duration at, Runnable task) {}

    /** Where it starts, which means nothing. */
    static final Duration START = Duration.ofDays(1);

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration FAR = Duration.ofDays(10_000);

    private final List<Duration> sleeps = new ArrayList<>();
    private final List<Due> due = new ArrayList<>();
    private Duration now = START;
    private volatile Runnable beforeSleep = () -> {};
    private volatile boolean held;

    public VirtualClock() {}

    /** Returns a monotonic reading; only differences mean anything. */
    public synchronized long nanos() {
        return now.toNanos();
    }

    /** Sleeps: time has passed when this returns. */
    public void sleep(Duration duration) throws InterruptedException {
        beforeSleep.run();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        synchronized (this) {
            sleeps.add(duration);
        }
        advance(duration);
    }

    /** Runs a task later, on the thread that moves the time; running the result takes it back. */
    public synchronized Runnable after(Duration duration, Runnable task) {
        Due entry = new Due(now.plus(duration), task);
        due.add(entry);
        notifyAll();
        return () -> {
            synchronized (this) {
                due.remove(entry);
            }
        };
    }

    /** How long ago it started. */
    public Duration elapsed() {
        return now().minus(START);
    }

    synchronized Duration now() {
        return now;
    }

    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    /** Runs something each time that the client is about to sleep. */
    public void beforeSleep(Runnable task) {
        beforeSleep = task;
    }

    /** Lets time pass during a request, which may have been made by what came due. */
    public synchronized void slip(Duration by) {
        now = now.plus(by);
    }

    /** Lets time pass and runs what comes due on the way, in order. */
    public void advance(Duration by) {
        Duration end = now().plus(by);
        for (Due next = next(end); next != null; next = next(end)) {
            next.task().run();
        }
        synchronized (this) {
            now = end.compareTo(now) > 0 ? end : now;
        }
    }

    /** Stands still, once, until what is waited for has ended: who is interrupted needs a moment to go. */
    public void hold() {
        held = true;
    }

    /** Lets time pass whenever somebody waits for it, until {@code end} has come or the real time given is over. */
    public void passUntil(CompletableFuture<?> end, Duration atMost) throws InterruptedException {
        CompletableFuture<?> unused = end.whenComplete((value, failure) -> {
            synchronized (this) {
                notifyAll();
            }
        });
        long limit = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); left > 0 && !end.isDone(); left = limit - System.nanoTime()) {
            if (held) {
                held = false;
                settled(end);
                continue;
            }
            Due next = next(now().plus(FAR));
            if (next != null) {
                next.task().run();
                continue;
            }
            synchronized (this) {
                if (due.isEmpty() && !end.isDone()) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
        }
    }

    /** Waits for the end, in real time, and not for long: it may never come. */
    private static void settled(CompletableFuture<?> end) throws InterruptedException {
        try {
            end.get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Time goes on, and shows it.
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Due next(Duration end) {
        Due next = due.stream()
                .filter(entry -> entry.at().compareTo(end) <= 0)
                .min(Comparator.comparing(Due::at))
                .orElse(null);
        if (next != null) {
            due.remove(next);
            now = next.at().compareTo(now) > 0 ? next.at() : now;
        }
        return next;
    }
}
