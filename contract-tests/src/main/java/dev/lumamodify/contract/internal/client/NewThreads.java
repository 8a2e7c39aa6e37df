package dev.lumamodify.contract.internal.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The threads that were started since a moment and are still alive, without those of the checks. */
public final class NewThreads {
    private static final List<String> OF_CHECKS =
            List.of("scenario", "scripted-server", "virtual-clock-timer", "concurrent-request");

    private static final int POLL_MILLIS = 20;

    private final Set<Thread> before;

    private NewThreads(Set<Thread> before) {
        this.before = before;
    }

    public static NewThreads sinceNow() {
        return new NewThreads(Thread.getAllStackTraces().keySet());
    }

    /**
     * Waits until at most {@code max} threads are left. Returns an empty list then, or the names of the threads if none
     * has ended for a time.
     */
    public List<String> awaitAtMost(int max, Duration idle) {
        long lastEnd = System.nanoTime();
        for (List<Thread> left = left(); left.size() > max; ) {
            // The threads of java.net.http.HttpClient end when it is garbage.
            System.gc();
            List<Thread> still = left();
            if (still.size() < left.size()) {
                lastEnd = System.nanoTime();
            } else if (System.nanoTime() - lastEnd > idle.toNanos() || !joined(still.get(0))) {
                return still.stream().map(Thread::getName).toList();
            }
            left = still;
        }
        return List.of();
    }

    private static boolean joined(Thread thread) {
        try {
            thread.join(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Thread> left() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && !OF_CHECKS.contains(thread.getName()))
                .toList();
    }
}
