package dev.lumamodify.client;

import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A scheduler whose time moves only when a test advances it, or when the client sleeps. Thread-safe. */
final class FakeScheduler implements Scheduler {
    final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    /** Runs at the beginning of each sleep. */
    Runnable onSleep = () -> {};

    /** Runs before the time is read. */
    Runnable onNanoTime = () -> {};

    /** Runs before a task is scheduled. */
    Runnable onSchedule = () -> {};

    private final List<ScheduledTask> tasks = new CopyOnWriteArrayList<>();
    private volatile Duration now = Duration.ofDays(1);
    private boolean interruptSleeps;

    private record ScheduledTask(Duration time, Runnable task) {}

    @Override
    public long nanoTime() {
        onNanoTime.run();
        return now.toNanos();
    }

    /** Makes each sleep end with an interrupt. */
    void interruptSleeps() {
        interruptSleeps = true;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        sleeps.add(duration);
        onSleep.run();
        if (interruptSleeps) {
            throw new InterruptedException();
        }
        advance(duration);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        onSchedule.run();
        ScheduledTask scheduled = new ScheduledTask(now.plus(delay), task);
        tasks.add(scheduled);
        return () -> tasks.remove(scheduled);
    }

    /** Returns the number of tasks that have neither run nor been cancelled. */
    int scheduledTasks() {
        return tasks.size();
    }

    /** Moves the time forward and runs the tasks that are scheduled until then, in order. */
    void advance(Duration by) {
        Duration end = now.plus(by);
        while (true) {
            ScheduledTask next = tasks.stream()
                    .filter(task -> task.time.compareTo(end) <= 0)
                    .min(Comparator.comparing(ScheduledTask::time))
                    .orElse(null);
            if (next == null) {
                break;
            }
            now = next.time;
            if (tasks.remove(next)) {
                next.task.run();
            }
        }
        now = end;
    }
}
