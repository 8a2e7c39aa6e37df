package dev.lumamodify.client.internal.concurrent;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The requests that wait in a {@link RateLimitedQueue}, by their numbers. Thread-safe. */
final class WaitingEntries {
    private final TreeMap<Long, WaitingEntry> entries = new TreeMap<>();
    private boolean closed;

    /**
     * A request that waits.
     *
     * @param onPermit runs when it has a permit
     * @param onFailure receives the reason if it gets none
     * @param expiry ends its wait
     */
    record WaitingEntry(Runnable onPermit, Consumer<Throwable> onFailure, DelayedTask expiry) {}

    /** Adds a request. Returns true if no other one waits. Throws {@link IOException} after {@link #close}. */
    synchronized boolean add(long number, WaitingEntry entry) throws IOException {
        if (closed) {
            throw new IOException("The client was closed");
        }
        boolean first = entries.isEmpty();
        entries.put(number, entry);
        return first;
    }

    synchronized boolean isEmpty() {
        return entries.isEmpty();
    }

    synchronized boolean contains(long number) {
        return entries.containsKey(number);
    }

    /** Removes a request. Returns null if it does not wait. */
    @Nullable
    WaitingEntry remove(long number) {
        WaitingEntry entry;
        synchronized (this) {
            entry = entries.remove(number);
        }
        return withoutExpiry(entry);
    }

    /** Removes the first request. Returns null if none waits. */
    @Nullable
    WaitingEntry removeFirst() {
        Map.Entry<Long, WaitingEntry> first;
        synchronized (this) {
            first = entries.pollFirstEntry();
        }
        return withoutExpiry(first == null ? null : first.getValue());
    }

    /** Removes all requests, and refuses others from now on. */
    List<WaitingEntry> close() {
        List<WaitingEntry> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(entries.values());
            entries.clear();
        }
        all.forEach(WaitingEntries::withoutExpiry);
        return all;
    }

    private static @Nullable WaitingEntry withoutExpiry(@Nullable WaitingEntry entry) {
        if (entry != null) {
            boolean unused = entry.expiry.cancel();
        }
        return entry;
    }
}
