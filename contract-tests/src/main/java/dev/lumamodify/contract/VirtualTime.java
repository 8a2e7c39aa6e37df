package dev.lumamodify.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time for a client under test: it moves when the client sleeps, or when a law moves it. Waits cost no time. */
public class VirtualTime {
    private record Due(Duration at, Runnable task) {}

    private final List<Duration> sleeps = new ArrayList<>();
    private final List<Due> due = new ArrayList<>();
    private Duration now = Duration.ofDays(1);

    VirtualTime() {}

    /** Returns a monotonic reading; only differences mean anything. */
    public synchronized long nanos() {
        return now.toNanos();
    }

    /** Sleeps: time has passed when this returns. */
    public void sleep(Duration duration) throws InterruptedException {
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
        return () -> {
            synchronized (this) {
                due.remove(entry);
            }
        };
    }

    synchronized Duration now() {
        return now;
    }

    synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    /** Lets time pass and runs what comes due on the way, in order. */
    void advance(Duration by) {
        Duration end = now().plus(by);
        for (Due next = next(end); next != null; next = next(end)) {
            next.task().run();
        }
        synchronized (this) {
            now = end;
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
