package dev.lumamodify.client.internal.concurrent;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The requests that wait in a {@link RateLimitedQueue}, by their places. Thread-safe. */
final class WaitingLine {
    private final TreeMap<Long, Waiter> waiters = new TreeMap<>();
    private boolean closed;

    /**
     * A request that waits.
     *
     * @param onTurn runs when it has a turn
     * @param onFailure receives the reason if it will have none
     * @param expiry ends its wait
     */
    record Waiter(Runnable onTurn, Consumer<Throwable> onFailure, DelayedTask expiry) {}

    /** Adds a request. Returns true if no other one waits. Throws {@link IOException} after {@link #close}. */
    synchronized boolean add(long place, Waiter waiter) throws IOException {
        if (closed) {
            throw new IOException("The client was closed");
        }
        boolean first = waiters.isEmpty();
        waiters.put(place, waiter);
        return first;
    }

    synchronized boolean isEmpty() {
        return waiters.isEmpty();
    }

    synchronized boolean contains(long place) {
        return waiters.containsKey(place);
    }

    /** Removes a request. Returns null if it does not wait. */
    @Nullable
    Waiter remove(long place) {
        Waiter waiter;
        synchronized (this) {
            waiter = waiters.remove(place);
        }
        return withoutExpiry(waiter);
    }

    /** Removes the first request. Returns null if none waits. */
    @Nullable
    Waiter removeFirst() {
        Map.Entry<Long, Waiter> first;
        synchronized (this) {
            first = waiters.pollFirstEntry();
        }
        return withoutExpiry(first == null ? null : first.getValue());
    }

    /** Removes all requests, and refuses others from now on. */
    List<Waiter> close() {
        List<Waiter> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(waiters.values());
            waiters.clear();
        }
        all.forEach(WaitingLine::withoutExpiry);
        return all;
    }

    private static @Nullable Waiter withoutExpiry(@Nullable Waiter waiter) {
        if (waiter != null) {
            boolean unused = waiter.expiry.cancel();
        }
        return waiter;
    }
}
