package dev.lumamodify.mock.internal.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The clock of a server, and the events that are scheduled on it. With a real clock, events run on a thread of the
 * scheduler. With a manual clock, time stands still until it is advanced, and events run in order on the threads that
 * advance it. Safe for use by several threads.
 */
public final class Scheduler implements AutoCloseable {
    /** An event that is later than this means that the thread of the scheduler is blocked. */
    private static final Duration MAX_LATENESS = Duration.ofSeconds(5);

    /** The actions that a manual clock has started, by the time of their start. */
    private final NavigableMap<Instant, CompletableFuture<?>> running = new ConcurrentSkipListMap<>();

    private final PriorityQueue<ScheduledEvent> events = new PriorityQueue<>(ScheduledEvent.ORDER);
    private final Clock systemClock = Clock.systemUTC();
    private final LiveSettings settings;
    private final Thread thread = new Thread(this::run, "luma-modify-mock-clock");
    /** The time of a manual clock; null if the clock is real. */
    private volatile @Nullable Instant manualTime;
    /** How far a real clock is ahead of the system clock, because it was manual before. */
    private volatile Duration offset = Duration.ZERO;

    /** The time at which all calls of {@link #advance} will have ended. */
    private Instant target = Instant.MIN;

    private final AtomicLong lastId = new AtomicLong();
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

    /** Returns a number for an entry of a log. It orders all entries, also those of the same time. */
    public long nextId() {
        return lastId.incrementAndGet();
    }

    public boolean isManual() {
        return manualTime != null;
    }

    /** Returns the mode of the clock, and the next event: its time and what it is; null if nothing is scheduled. */
    public synchronized ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("mode", isManual() ? "manual" : "real");
        ScheduledEvent next = events.peek();
        return json.set("next", next == null ? JsonNodeFactory.instance.nullNode() : next.json());
    }

    /** Makes the clock manual or real. It continues from its current time. */
    public synchronized void setManual(boolean manual) {
        Instant stopped = manualTime;
        if (manual && stopped == null) {
            target = now();
            manualTime = target;
        } else if (!manual && stopped != null) {
            offset = Duration.between(systemClock.instant(), stopped);
            manualTime = null;
        }
        notifyAll();
    }

    /** Divides a duration by the time scale. */
    Duration scale(Duration duration) {
        return scale(duration, settings.get().timeScale);
    }

    static Duration scale(Duration duration, double timeScale) {
        return timeScale == 1 ? duration : Duration.ofNanos((long) (duration.toNanos() / timeScale));
    }

    /** Runs an action after a scaled delay. */
    public void schedule(Duration delay, String description, Runnable action) {
        scheduleAsync(delay, description, () -> {
            action.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    /**
     * Starts an action after a scaled delay. {@link #advance} waits for the future of the action.
     *
     * @param description what is scheduled, for {@link #json}
     */
    public synchronized void scheduleAsync(Duration delay, String description, Supplier<CompletableFuture<?>> action) {
        if (!closed) {
            ScheduledEvent event = new ScheduledEvent(now().plus(scale(delay)), eventCount++, description, action);
            ScheduledEvent next = events.peek();
            events.add(event);
            // The thread of the scheduler waits for the earliest event. Only an earlier one must wake it.
            if (next == null || ScheduledEvent.ORDER.compare(event, next) < 0) {
                notifyAll();
            }
        }
    }

    /**
     * Advances a manual clock. Starts the events in this time in order, those of one time together. The future completes
     * when their actions have ended. A further call does not wait: it continues where this one will end, so that an action may
     * advance the clock.
     *
     * @throws IllegalStateException if the clock is real
     * @throws IllegalArgumentException if {@code by} is negative
     */
    public CompletableFuture<?> advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock cannot be advanced by a negative duration: " + by);
        }
        Instant until = moveTarget(by);
        Instant from = until.minus(by);
        return runUntil(until)
                .thenCompose(done -> CompletableFuture.allOf(
                        running.subMap(from, false, until, true).values().toArray(CompletableFuture[]::new)));
    }

    private synchronized Instant moveTarget(Duration by) {
        if (manualTime == null) {
            throw new IllegalStateException("Only a manual clock can be advanced; this clock is real");
        }
        target = (target.isAfter(now()) ? target : now()).plus(by);
        return target;
    }

    private CompletableFuture<?> runUntil(Instant until) {
        CompletableFuture<?> batch = startNext(until);
        while (batch != null && batch.isDone()) {
            batch = startNext(until);
        }
        return batch == null ? CompletableFuture.completedFuture(null) : batch.thenCompose(done -> runUntil(until));
    }

    /** Moves the time to the next events and starts all of that time; or moves it to {@code until} and returns null. */
    private @Nullable CompletableFuture<?> startNext(Instant until) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        List<ScheduledEvent> due = takeNext(until, ended);
        return due.isEmpty()
                ? null
                : CompletableFuture.allOf(
                                due.stream().map(ScheduledEvent::start).toArray(CompletableFuture[]::new))
                        .handle((done, failure) -> ended.complete(null));
    }

    private synchronized List<ScheduledEvent> takeNext(Instant until, CompletableFuture<Void> ended) {
        List<ScheduledEvent> due = new ArrayList<>();
        // A reset or a change of the mode ends the advance.
        if (manualTime != null && !until.isAfter(target)) {
            ScheduledEvent event = events.peek();
            Instant next = event != null && event.due().isBefore(until) ? event.due() : until;
            // An event that was due before the clock became manual runs late: time never moves backwards.
            Instant now = next.isAfter(now()) ? next : now();
            manualTime = now;
            for (; event != null && !event.due().isAfter(now); event = events.peek()) {
                due.add(events.remove());
            }
            running.values().removeIf(CompletableFuture::isDone);
            if (!due.isEmpty()) {
                running.merge(now, ended, CompletableFuture::allOf);
            }
        }
        return due;
    }

    private void run() {
        boolean open = true;
        while (open) {
            try {
                ScheduledEvent event = awaitDue();
                open = event != null;
                CompletableFuture<?> unused = event == null ? null : event.start();
            } catch (Throwable e) {
                ScheduledEvent.logFailure(e);
            }
        }
    }

    /** Returns whether scheduled events run: the thread lives, and no event of a real clock is late by 5 seconds. */
    public synchronized boolean isRunning() {
        ScheduledEvent next = events.peek();
        boolean late = manualTime == null && next != null && next.due().isBefore(now().minus(MAX_LATENESS));
        return thread.isAlive() && !late;
    }

    /** Waits for the next event and takes it. Returns null if the scheduler is closed. */
    private synchronized @Nullable ScheduledEvent awaitDue() throws InterruptedException {
        while (!closed) {
            ScheduledEvent event = events.peek();
            if (event == null || manualTime != null) {
                wait();
                continue;
            }
            long nanos = Duration.between(now(), event.due()).toNanos();
            if (nanos <= 0) {
                return events.poll();
            }
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        }
        return null;
    }

    /** Cancels all scheduled events, and ends the advance in progress. */
    public synchronized void clear() {
        events.clear();
        target = now();
    }

    /** Cancels all scheduled events and ignores later ones. */
    @Override
    public synchronized void close() {
        closed = true;
        clear();
        notifyAll();
    }
}
