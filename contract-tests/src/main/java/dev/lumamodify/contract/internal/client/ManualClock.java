package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Concurrently;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The virtual clock of one scenario. It goes to the next timer when nothing else can happen: no request is in progress,
 * and no thread of the process runs. If the client has no threads of its own, it is enough that the threads of the
 * scenario and of the timers wait for this clock. Thread-safe.
 */
public final class ManualClock implements VirtualClock {
    /**
     * A point in time.
     *
     * @param onOwnThread whether the task runs on a thread of the clock; else where the clock goes on
     * @param isLast whether it comes after all other timers of this time
     */
    private record Timer(Duration at, Runnable task, boolean onOwnThread, boolean isLast) {}

    /** An arbitrary time other than zero. */
    private static final Duration START = Duration.ofDays(1);

    /** A client that sleeps or runs timers so often while no time passes is in an endless loop. */
    private static final int MAX_WITHOUT_PROGRESS = 1000;

    /** A client that does nothing for so long, in real time, waits for something that never comes. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(20);

    private static final Executor THREADS = Executors.newCachedThreadPool(Concurrently.daemons("virtual-clock-timer"));

    private final List<Duration> sleeps = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<ScriptedServer> servers = new ArrayList<>();
    private Duration now = START;
    private Duration lastProgress = START;
    private int withoutProgress;

    /** The threads of the scenario and of timers. */
    private final Set<Thread> known = new HashSet<>();

    /** How many of these threads, and of timers that are due, do not wait for this clock. */
    private int running;

    /** How many timers are due whose tasks have not begun. */
    private int starting;

    /** Counts the timers that were added. */
    private long added;

    /** Counts the timers that were due. */
    private long run;

    /** Fails when a timer of the client throws. */
    private final CompletableFuture<@Nullable Void> failure = new CompletableFuture<>();

    private volatile Runnable beforeSleep = () -> {};
    private volatile boolean allThreadsKnown;
    private final Duration maxIdle;

    public ManualClock() {
        this(MAX_IDLE);
    }

    ManualClock(Duration maxIdle) {
        this.maxIdle = maxIdle;
    }

    @Override
    public synchronized long nanoTime() {
        return now.toNanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        beforeSleep.run();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        synchronized (this) {
            assertProgress();
            sleeps.add(duration);
            if (duration.isNegative() || duration.isZero()) {
                return;
            }
        }
        Pause pause = new Pause(duration, false);
        try {
            pause.over.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            remove(pause.timer);
            pause.end();
        }
    }

    /** The pause of a thread until a timer is due. */
    private final class Pause {
        private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        private final Timer timer;
        private final boolean counts;

        Pause(Duration duration, boolean isLast) {
            synchronized (ManualClock.this) {
                counts = known.contains(Thread.currentThread());
                timer = add(duration, this::end, false, isLast);
                changeRunning(counts ? -1 : 0);
            }
        }

        /** Counts the thread as running again, before it does. */
        void end() {
            synchronized (ManualClock.this) {
                if (!over.isDone()) {
                    changeRunning(counts ? 1 : 0);
                    over.complete(null);
                }
            }
        }
    }

    private synchronized void changeRunning(int change) {
        running += change;
        if (running == 0) {
            notifyAll();
        }
    }

    /** Counts the current thread as one of the scenario while it runs this. */
    void runCounted(Runnable code) {
        synchronized (this) {
            known.add(Thread.currentThread());
            changeRunning(1);
        }
        try {
            code.run();
        } finally {
            synchronized (this) {
                known.remove(Thread.currentThread());
                changeRunning(-1);
            }
        }
    }

    /** The client does nothing on threads other than those that call it, and those of timers. */
    void expectNoOtherThreads() {
        allThreadsKnown = true;
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Timer timer = add(delay, task, true, false);
        return () -> remove(timer);
    }

    private synchronized Timer add(Duration delay, Runnable task, boolean onOwnThread, boolean isLast) {
        Timer timer = new Timer(now.plus(delay), task, onOwnThread, isLast);
        timers.add(timer);
        added++;
        notifyAll();
        return timer;
    }

    private synchronized void remove(Timer timer) {
        timers.remove(timer);
    }

    /** Returns how much time has passed since the beginning of the scenario. */
    public synchronized Duration elapsed() {
        return now.minus(START);
    }

    /** Returns the durations of all sleeps so far. */
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    /** Sets an action that runs before each sleep, on the sleeping thread. */
    public void beforeSleep(Runnable action) {
        beforeSleep = action;
    }

    /** Lets time pass without running timers, as during a request. */
    public synchronized void elapse(Duration duration) {
        now = now.plus(duration);
    }

    /** Waits, on a thread of the scenario, until this time has passed and the client has done what is due by then. */
    public void advance(Duration duration) {
        new Pause(duration, true).over.join();
    }

    /** Does not go on while this server has a request without a response. */
    synchronized void observe(ScriptedServer server) {
        servers.add(server);
    }

    /** Throws what a timer of the client has thrown. */
    void throwTimerFailure() {
        failure.getNow(null);
    }

    synchronized boolean hasTimer() {
        return !timers.isEmpty();
    }

    /** Returns whether a thread of the scenario or of a timer does not wait for this clock. */
    synchronized boolean isAnyRunning() {
        return running > 0;
    }

    /** Returns whether every thread of the scenario and of a timer waits for something. */
    synchronized boolean allThreadsWait() {
        return known.stream().noneMatch(thread -> ThreadActivity.isRunnable(thread.getState()));
    }

    /** Returns whether no thread can run that is not known to this clock. */
    boolean knowsAllThreads() {
        return allThreadsKnown;
    }

    Duration maxIdle() {
        return maxIdle;
    }

    /** Returns whether a request has no response, or a timer is about to run. */
    synchronized boolean isBusy() {
        return starting > 0 || servers.stream().anyMatch(ScriptedServer::isBusy);
    }

    /** Counts what the client, the server and the clock have done. */
    synchronized long changes() {
        return added
                + run
                + servers.stream().mapToLong(ScriptedServer::exchanges).sum();
    }

    /** Goes to the next timer and runs it. */
    void runNext() {
        Timer next;
        synchronized (this) {
            next = timers.stream()
                    .min(Comparator.comparing(Timer::at).thenComparing(Timer::isLast))
                    .orElse(null);
            if (next == null) {
                return;
            }
            timers.remove(next);
            assertProgress();
            now = next.at().compareTo(now) > 0 ? next.at() : now;
            starting += next.onOwnThread() ? 1 : 0;
            run++;
        }
        if (next.onOwnThread()) {
            THREADS.execute(() -> runCounted(() -> run(next.task())));
        } else {
            next.task().run();
        }
    }

    private void run(Runnable task) {
        synchronized (this) {
            starting--;
        }
        try {
            task.run();
        } catch (Throwable e) {
            failure.completeExceptionally(e);
        }
    }

    private void assertProgress() {
        withoutProgress = now.equals(lastProgress) ? withoutProgress + 1 : 0;
        lastProgress = now;
        if (withoutProgress > MAX_WITHOUT_PROGRESS) {
            throw new CheckFailure("The client sleeps or runs timers without end while no time passes");
        }
    }
}
