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
 * The one clock of a server, and everything that waits for it. While it is real, due events run on a thread of its own.
 * While it is manual, time stands still until it is advanced, and due events run in order on the thread that advances it.
 */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

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
    private final Clock wall = Clock.systemUTC();
    private final Settings settings;
    /** When time stood still; null while it passes. */
    private volatile @Nullable Instant still;
    /** How far ahead of the wall this clock has been advanced. */
    private volatile Duration ahead = Duration.ZERO;

    private long scheduled;
    private boolean closed;

    public Scheduler(Settings settings, boolean manual) {
        this.settings = settings;
        manual(manual);
        Thread thread = new Thread(this::run, "luma-modify-mock-clock");
        thread.setDaemon(true);
        thread.start();
    }

    public Instant now() {
        Instant stopped = still;
        return stopped != null ? stopped : wall.instant().plus(ahead);
    }

    public boolean manual() {
        return still != null;
    }

    /** Stops time, or lets it pass again from where it stands. */
    public void manual(boolean manual) {
        lock.lock();
        try {
            Instant stopped = still;
            if (manual && stopped == null) {
                still = now();
            } else if (!manual && stopped != null) {
                ahead = Duration.between(wall.instant(), stopped);
                still = null;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** What is left of a wait when time is scaled. */
    Duration scaled(Duration wait) {
        return scaled(wait, settings.timeScale);
    }

    static Duration scaled(Duration wait, double scale) {
        return scale == 1 ? wait : Duration.ofNanos((long) (wait.toNanos() / scale));
    }

    /** Runs an action once {@code wait} has passed. */
    public void after(Duration wait, Runnable action) {
        afterwards(wait, () -> {
            action.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Starts an action once {@code wait} has passed. Advancing waits until what it started has ended. */
    public void afterwards(Duration wait, Supplier<CompletableFuture<?>> action) {
        lock.lock();
        try {
            if (!closed) {
                Event event = new Event(now().plus(scaled(wait)), scheduled++, action);
                Event next = events.peek();
                events.add(event);
                // Whoever waits for an earlier event need not be woken for a later one.
                if (next == null || event.compareTo(next) < 0) {
                    changed.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves manual time, running all that falls due on the way, each at its own time.
     *
     * @throws IllegalStateException if time is real
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock cannot be advanced by " + by + ": time only moves forward");
        }
        advancing.lock();
        try {
            Instant until = now().plus(by);
            for (Event event = next(until); event != null; event = next(until)) {
                event.action().get().join();
            }
        } finally {
            advancing.unlock();
        }
    }

    private @Nullable Event next(Instant until) {
        lock.lock();
        try {
            if (still == null) {
                throw new IllegalStateException("Only a manual clock can be advanced; this one is real");
            }
            Event event = events.peek();
            boolean due = event != null && !event.due().isAfter(until);
            // What was due before time was stopped is late, and time does not go back for it.
            Instant next = due ? event.due() : until;
            still = next.isAfter(now()) ? next : now();
            return due ? events.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (Event event = awaitDue(); event != null; event = awaitDue()) {
                start(event);
            }
        } catch (InterruptedException e) {
            LOG.warn("The clock was interrupted, and stands still from now on");
        }
    }

    private static void start(Event event) {
        try {
            // What it starts goes on by itself; only manual time waits for it.
            CompletableFuture<?> unused = event.action().get();
        } catch (RuntimeException e) {
            LOG.error("What fell due failed", e);
        }
    }

    /** Waits for the next event and takes it; null once this is closed. */
    private @Nullable Event awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                Event event = events.peek();
                if (event == null || still != null) {
                    changed.await();
                    continue;
                }
                long wait = Duration.between(now(), event.due()).toNanos();
                if (wait <= 0) {
                    return events.poll();
                }
                boolean unused = changed.await(wait, TimeUnit.NANOSECONDS);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what has not fallen due. */
    public void clear() {
        lock.lock();
        try {
            events.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what has not fallen due, and takes no more. */
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
