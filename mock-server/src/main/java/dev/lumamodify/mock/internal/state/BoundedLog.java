package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What happened last, oldest first. Bounded: the oldest is forgotten. */
public final class BoundedLog<T> {
    private record Wait<T>(Predicate<T> which, long atLeast, CompletableFuture<List<T>> end) {}

    private final int most;
    private final ArrayDeque<T> entries = new ArrayDeque<>();
    private final List<Wait<T>> waits = new ArrayList<>();
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();

    public BoundedLog(int most) {
        this.most = most;
    }

    /** Tells a listener of everything that is added from now on, on the thread that adds it. */
    public void listen(Consumer<T> listener) {
        listeners.add(listener);
    }

    public void add(T entry) {
        List<Wait<T>> met = new ArrayList<>();
        synchronized (this) {
            if (entries.size() == most) {
                entries.removeFirst();
            }
            entries.addLast(entry);
            if (!waits.isEmpty()) {
                waits.removeIf(wait -> wait.end().isDone());
                waits.stream()
                        .filter(wait -> list(wait.which()).size() >= wait.atLeast())
                        .forEach(met::add);
            }
        }
        listeners.forEach(listener -> listener.accept(entry));
        met.forEach(wait -> wait.end().complete(list(wait.which())));
    }

    public synchronized List<T> list(Predicate<T> which) {
        return entries.stream().filter(which).toList();
    }

    /** Ends once there are enough entries of a kind or, with those there are, when real time is up. */
    public CompletableFuture<List<T>> await(Predicate<T> which, long atLeast, Duration within) {
        if (atLeast > most) {
            throw new IllegalArgumentException("atLeast must be at most " + most + ": no more are remembered");
        }
        CompletableFuture<List<T>> end = new CompletableFuture<>();
        synchronized (this) {
            List<T> seen = list(which);
            if (seen.size() >= atLeast) {
                return CompletableFuture.completedFuture(seen);
            }
            waits.add(new Wait<>(which, atLeast, end));
        }
        return end.copy().orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).handle((seen, late) -> {
            end.cancel(false);
            return late == null ? seen : list(which);
        });
    }

    public synchronized int waits() {
        return waits.size();
    }

    /** Ends all waits with what there is. */
    public void release() {
        List<Wait<T>> pending;
        synchronized (this) {
            pending = List.copyOf(waits);
        }
        pending.forEach(wait -> wait.end().cancel(false));
    }

    public synchronized void clear() {
        entries.clear();
    }
}
