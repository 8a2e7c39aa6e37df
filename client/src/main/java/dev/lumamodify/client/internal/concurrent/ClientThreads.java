package dev.lumamodify.client.internal.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The daemon threads of a client. A thread ends after ten seconds without a task. Thread-safe. */
public final class ClientThreads implements Executor {
    private static final @Nullable Executor VIRTUAL_THREADS = findVirtualThreads();

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            ClientThreads::newThread,
            // A call that was sent before the client was closed ends after it.
            (task, closedPool) -> newThread(task).start());

    /** Returns an executor that starts a virtual thread for each task; null if the JVM has no virtual threads. */
    public static @Nullable Executor virtualThreads() {
        return VIRTUAL_THREADS;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Ends the idle threads now, and the other threads after their task. */
    public void close() {
        pool.shutdown();
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "luma-modify");
        thread.setDaemon(true);
        return thread;
    }

    private static @Nullable Executor findVirtualThreads() {
        try {
            return (Executor)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
