package dev.lumamodify.contract.internal.client;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Finds out whether any thread of this process runs. On Linux, a thread that was woken and waits for a processor runs
 * too, so the result does not depend on the load of the machine.
 */
final class ThreadActivity implements AutoCloseable {
    private static final Path TASKS = Path.of("/proc/self/task");

    private static final boolean LINUX = Files.exists(TASKS);

    /** The real time between two looks at the threads. */
    private static final Duration SAMPLE_INTERVAL = Duration.ofNanos(50_000);

    /** The compiler and the garbage collector of the JVM run at any time. */
    private static final Pattern JVM_THREAD = Pattern.compile("(C[12] Comp|G1 |GC |VM |Shenandoah|[XZ][A-Z]).*");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final ThreadInfo[] NONE = {};

    /** The ids of threads that do not count, and on Linux their tasks: those that observe, and those that never end. */
    private static final Set<Object> IGNORED = ConcurrentHashMap.newKeySet();

    private final Set<Object> self;

    private ThreadActivity(Set<Object> self) {
        this.self = self;
        IGNORED.addAll(self);
    }

    /** Ignores the current thread until this object is closed. */
    static ThreadActivity ofOtherThreads() {
        long id = Thread.currentThread().getId();
        try {
            return new ThreadActivity(Set.of(
                    id,
                    Files.readSymbolicLink(Path.of("/proc/thread-self"))
                            .getFileName()
                            .toString()));
        } catch (IOException e) {
            return new ThreadActivity(Set.of(id)); // Not Linux.
        }
    }

    /** Ignores the threads that run now, because a client has left them behind. */
    static void ignoreRunning() {
        IGNORED.addAll(running(Integer.MAX_VALUE));
    }

    /**
     * Returns whether no other thread runs. A thread that waits for the network does not run. The threads are looked at
     * repeatedly, because the garbage collector can stop all of them at once.
     */
    boolean isNoneRunning() {
        for (int i = 0; i < (LINUX ? 2 : 5); i++) {
            LockSupport.parkNanos(SAMPLE_INTERVAL.toNanos());
            if (!running(1).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<Object> running(int max) {
        List<Object> running = new ArrayList<>();
        String[] tasks = TASKS.toFile().list();
        for (String each : tasks == null ? new String[0] : tasks) {
            if (running.size() < max && !IGNORED.contains(each) && isRunnable(each)) {
                running.add(each);
            }
        }
        // A thread that the JVM has stopped for a moment runs too.
        for (ThreadInfo each : running.size() < max ? THREADS.getThreadInfo(THREADS.getAllThreadIds(), 1) : NONE) {
            if (running.size() < max && each != null && !IGNORED.contains(each.getThreadId()) && isRunning(each)) {
                running.add(each.getThreadId());
            }
        }
        return running;
    }

    /** Returns whether a thread in this state does not wait for another one. */
    static boolean isRunnable(Thread.State state) {
        return state == Thread.State.RUNNABLE || state == Thread.State.BLOCKED;
    }

    private static boolean isRunning(ThreadInfo thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return isRunnable(thread.getThreadState()) && stack.length > 0 && !stack[0].isNativeMethod();
    }

    private static boolean isRunnable(String task) {
        try {
            String stat = Files.readString(TASKS.resolve(task).resolve("stat"));
            int end = stat.lastIndexOf(')');
            return "RD".indexOf(stat.charAt(end + 2)) >= 0
                    && !JVM_THREAD
                            .matcher(stat.substring(stat.indexOf('(') + 1, end))
                            .matches();
        } catch (IOException e) {
            return false; // The thread has ended.
        }
    }

    @Override
    public void close() {
        IGNORED.removeAll(self);
    }
}
