package dev.lumamodify.mock.internal.state;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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

    private record Waiter<T>(Predicate<T> filter, long atLeast, CompletableFuture<List<T>> result) {}

    private final int maxEntries;
    private final ArrayDeque<T> entries = new ArrayDeque<>();
    private final List<Waiter<T>> waiters = new ArrayList<>();
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
            if (entries.size() == maxEntries) {
                entries.removeFirst();
            }
            entries.addLast(entry);
            if (!waiters.isEmpty()) {
                waiters.removeIf(waiter -> waiter.result().isDone());
                waiters.stream()
                        .filter(waiter -> list(waiter.filter()).size() >= waiter.atLeast())
                        .forEach(satisfied::add);
            }
        }
        listeners.forEach(listener -> listener.accept(entry));
        satisfied.forEach(waiter -> waiter.result().complete(list(waiter.filter())));
    }

    public synchronized List<T> list() {
        return List.copyOf(entries);
    }

    public synchronized List<T> list(Predicate<T> filter) {
        return entries.stream().filter(filter).toList();
    }

    /**
     * Waits for a number of entries. The future completes with the entries that match: as soon as there are enough, or
     * after the timeout with those there are.
     *
     * @param timeout in real time
     * @throws InvalidValueException if the log cannot hold so many entries
     */
    public CompletableFuture<List<T>> await(Predicate<T> filter, long atLeast, Duration timeout) {
        if (atLeast > maxEntries) {
            throw new InvalidValueException("atLeast", "must be at most " + maxEntries + ", the size of the log");
        }
        CompletableFuture<List<T>> result = new CompletableFuture<>();
        synchronized (this) {
            List<T> found = list(filter);
            if (found.size() >= atLeast) {
                return CompletableFuture.completedFuture(found);
            }
            waiters.add(new Waiter<>(filter, atLeast, result));
        }
        return result.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((found, failure) -> {
                    result.cancel(false);
                    return failure == null ? found : list(filter);
                });
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
        pending.forEach(waiter -> waiter.result().cancel(false));
    }

    public synchronized void clear() {
        entries.clear();
    }
}
