package dev.lumamodify.mock.internal.state;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A log of the latest entries, oldest first. A full log drops its oldest entry. Safe for use by several threads.
 *
 * @param <T> the type of an entry
 */
public final class BoundedLog<T> {
    private static final int MAX_BODY_BYTES = 16 << 10;

    private static final class Waiter<T> {
        private final Predicate<T> filter;
        private final long atLeast;
        private final CompletableFuture<Void> enough = new CompletableFuture<>();
        /** How many entries of the log match. */
        private long found;

        Waiter(Predicate<T> filter, long atLeast) {
            this.filter = filter;
            this.atLeast = atLeast;
        }
    }

    private final int maxEntries;
    private final ArrayDeque<T> entries = new ArrayDeque<>();
    private final Set<Waiter<T>> waiters = new LinkedHashSet<>();
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();

    public BoundedLog(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /** Returns the part of a body that a log entry keeps: the first 16 KiB, as text. */
    public static String excerpt(byte[] body) {
        return new String(body, 0, Math.min(body.length, MAX_BODY_BYTES), StandardCharsets.UTF_8);
    }

    /** Calls a listener with every entry that is added from now on, on the thread that adds it. */
    public void addListener(Consumer<T> listener) {
        listeners.add(listener);
    }

    public void add(T entry) {
        List<Waiter<T>> satisfied = new ArrayList<>();
        synchronized (this) {
            T dropped = entries.size() == maxEntries ? entries.removeFirst() : null;
            entries.addLast(entry);
            for (Waiter<T> waiter : waiters) {
                waiter.found -= dropped != null && waiter.filter.test(dropped) ? 1 : 0;
                waiter.found += waiter.filter.test(entry) ? 1 : 0;
                if (waiter.found >= waiter.atLeast) {
                    satisfied.add(waiter);
                }
            }
        }
        listeners.forEach(listener -> listener.accept(entry));
        satisfied.forEach(waiter -> waiter.enough.complete(null));
    }

    public synchronized List<T> list() {
        return List.copyOf(entries);
    }

    public synchronized List<T> list(Predicate<T> filter) {
        return entries.stream().filter(filter).toList();
    }

    /**
     * Waits for a number of entries. The future completes with the entries that match: as soon as there are enough, or
     * after the timeout with those there are. To complete it in another way ends the wait.
     *
     * @param timeout in real time
     * @throws InvalidValueException if the log cannot hold so many entries
     */
    public CompletableFuture<List<T>> await(Predicate<T> filter, long atLeast, Duration timeout) {
        if (atLeast > maxEntries) {
            throw new InvalidValueException("atLeast", "must be at most " + maxEntries + ", the size of the log");
        }
        Waiter<T> waiter = new Waiter<>(filter, atLeast);
        synchronized (this) {
            List<T> found = list(filter);
            if (found.size() >= atLeast) {
                return CompletableFuture.completedFuture(found);
            }
            waiter.found = found.size();
            waiters.add(waiter);
        }
        CompletableFuture<List<T>> result = waiter.enough
                .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(ignored -> list(filter));
        CompletableFuture<?> unused = result.whenComplete((found, failure) -> remove(waiter));
        return result;
    }

    private synchronized void remove(Waiter<T> waiter) {
        waiters.remove(waiter);
        waiter.enough.cancel(false);
    }

    /** Returns the number of unfinished waits, for the tests. */
    public synchronized int waiterCount() {
        return waiters.size();
    }

    /** Ends all waits with the entries there are. */
    public void releaseWaiters() {
        List<Waiter<T>> pending;
        synchronized (this) {
            pending = List.copyOf(waiters);
        }
        pending.forEach(waiter -> waiter.enough.complete(null));
    }

    public synchronized void clear() {
        entries.clear();
        waiters.forEach(waiter -> waiter.found = 0);
    }
}
