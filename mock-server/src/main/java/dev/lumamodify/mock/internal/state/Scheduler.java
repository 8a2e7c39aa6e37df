package dev.lumamodify.mock.internal.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of a server, and the events that are scheduled on it. With a real clock, events run on a thread of the
 * scheduler. With a manual clock, time stands still until it is advanced, and events run in order on the thread that
 * advances it. Safe for use by several threads.
 */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    /** An event that is later than this means that the thread of the scheduler is blocked. */
    private static final Duration MAX_LATENESS = Duration.ofSeconds(5);

    private record Event(Instant due, long order, Supplier<CompletableFuture<?>> action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byDue = due.compareTo(other.due);
            return byDue != 0 ? byDue : Long.compare(order, other.order);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ReentrantLock advancing = new ReentrantLock();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Clock systemClock = Clock.systemUTC();
    private final LiveSettings settings;
    private final Thread thread = new Thread(this::run, "luma-modify-mock-clock");
    /** The time of a manual clock; null if the clock is real. */
    private volatile @Nullable Instant manualTime;
    /** How far a real clock is ahead of the system clock, because it was manual before. */
    private volatile Duration offset = Duration.ZERO;

    private long eventCount;
    private boolean closed;

    public Scheduler(LiveSettings settings, boolean manual) {
        this.settings = settings;
        setManual(manual);
        thread.setDaemon(true);
        thread.start();
    }

    public Instant now() {
        Instant manual = manualTime;
        return manual != null ? manual : systemClock.instant().plus(offset);
    }

    public boolean isManual() {
        return manualTime != null;
    }

    /** Makes the clock manual or real. It continues from its current time. */
    public void setManual(boolean manual) {
        lock.lock();
        try {
            Instant stopped = manualTime;
            if (manual && stopped == null) {
                manualTime = now();
            } else if (!manual && stopped != null) {
                offset = Duration.between(systemClock.instant(), stopped);
                manualTime = null;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Divides a duration by the time scale. */
    Duration scale(Duration duration) {
        return scale(duration, settings.get().timeScale);
    }

    static Duration scale(Duration duration, double timeScale) {
        return timeScale == 1 ? duration : Duration.ofNanos((long) (duration.toNanos() / timeScale));
    }

    /** Runs an action after a scaled delay. */
    public void schedule(Duration delay, Runnable action) {
        scheduleAsync(delay, () -> {
            action.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Starts an action after a scaled delay. {@link #advance} waits for the future of the action. */
    public void scheduleAsync(Duration delay, Supplier<CompletableFuture<?>> action) {
        lock.lock();
        try {
            if (!closed) {
                Event event = new Event(now().plus(scale(delay)), eventCount++, action);
                Event next = events.peek();
                events.add(event);
                // The thread of the scheduler waits for the earliest event. Only an earlier one must wake it.
                if (next == null || event.compareTo(next) < 0) {
                    changed.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Advances a manual clock. Runs the events in this time in order, each at its own time.
     *
     * @throws IllegalStateException if the clock is real
     * @throws IllegalArgumentException if {@code by} is negative
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock cannot be advanced by a negative duration: " + by);
        }
        advancing.lock();
        try {
            Instant until = now().plus(by);
            for (Event event = takeUntil(until); event != null; event = takeUntil(until)) {
                event.action().get().join();
            }
        } finally {
            advancing.unlock();
        }
    }

    /** Moves the time to the next event and takes the event; or moves it to {@code until} and returns null. */
    private @Nullable Event takeUntil(Instant until) {
        lock.lock();
        try {
            if (manualTime == null) {
                throw new IllegalStateException("Only a manual clock can be advanced; this clock is real");
            }
            Event event = events.peek();
            boolean due = event != null && !event.due().isAfter(until);
            // An event that was due before the clock became manual runs late: time never moves backwards.
            Instant next = due ? event.due() : until;
            manualTime = next.isAfter(now()) ? next : now();
            return due ? events.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        boolean open = true;
        while (open) {
            try {
                open = runNext();
            } catch (Throwable e) {
                logFailure(e);
            }
        }
    }

    /** Starts the next event. Returns false if the scheduler is closed. */
    private boolean runNext() throws InterruptedException {
        Event event = awaitDue();
        if (event != null) {
            // Only a manual clock waits for the end of an action.
            CompletableFuture<?> unused = event.action().get();
        }
        return event != null;
    }

    /** Logs why an event failed. The next event runs even if there is not enough memory for the log. */
    private static void logFailure(Throwable failure) {
        try {
            LOG.error("A scheduled event failed", failure);
        } catch (Throwable e) {
            failure.addSuppressed(e);
        }
    }

    /** Returns whether scheduled events run: the thread lives, and no event of a real clock is late by 5 seconds. */
    public boolean isRunning() {
        lock.lock();
        try {
            Event next = events.peek();
            boolean late = manualTime == null && next != null && next.due().isBefore(now().minus(MAX_LATENESS));
            return thread.isAlive() && !late;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next event and takes it. Returns null if the scheduler is closed. */
    private @Nullable Event awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                Event event = events.peek();
                if (event == null || manualTime != null) {
                    changed.await();
                    continue;
                }
                long nanos = Duration.between(now(), event.due()).toNanos();
                if (nanos <= 0) {
                    return events.poll();
                }
                boolean unused = changed.await(nanos, TimeUnit.NANOSECONDS);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Cancels all scheduled events. */
    public void clear() {
        lock.lock();
        try {
            events.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Cancels all scheduled events and ignores later ones. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            events.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
