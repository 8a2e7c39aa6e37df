package dev.lumamodify.client;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that moves only when told to. */
final class FakeScheduler implements Scheduler {
    final List<Duration> sleeps = new ArrayList<>();
    private final List<Due> due = new ArrayList<>();
    private Duration now = Duration.ofDays(1);
    private boolean interrupting;

    private record Due(Duration at, Runnable task) {}

    @Override
    public long nanos() {
        return now.toNanos();
    }

    Duration now() {
        return now;
    }

    /** Makes the next sleep end with an interrupt. */
    void interruptSleep() {
        interrupting = true;
    }

    @Override
    public boolean sleep(Duration duration) {
        sleeps.add(duration);
        if (interrupting) {
            Thread.currentThread().interrupt();
            return false;
        }
        advance(duration);
        return true;
    }

    @Override
    public Runnable after(Duration duration, Runnable task) {
        Due entry = new Due(now.plus(duration), task);
        due.add(entry);
        return () -> due.remove(entry);
    }

    int scheduled() {
        return due.size();
    }

    /** Lets time pass and runs what comes due on the way, in order. */
    void advance(Duration by) {
        Duration end = now.plus(by);
        while (true) {
            Due next = due.stream()
                    .filter(d -> d.at.compareTo(end) <= 0)
                    .min(Comparator.comparing(Due::at))
                    .orElse(null);
            if (next == null) {
                break;
            }
            due.remove(next);
            now = next.at;
            next.task.run();
        }
        now = end;
    }

    @Override
    public void close() {
        due.clear();
    }
}
