package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The virtual clock of one scenario. It goes to the next timer when nothing else can happen: no request is in progress,
 * and no thread of the process runs. Thread-safe.
 */
public final class ManualClock implements VirtualClock {
    /**
     * A point in time.
     *
     * @param threads where the task runs
     * @param isLast whether it comes after all other timers of this time
     */
    private record Timer(Duration at, Runnable task, Executor threads, boolean isLast) {}

    /** An arbitrary time other than zero. */
    private static final Duration START = Duration.ofDays(1);

    /** A client that sleeps or runs timers so often while no time passes is in an endless loop. */
    private static final int MAX_WITHOUT_PROGRESS = 1000;

    /** A client that does nothing for so long, in real time, waits for something that never comes. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(20);

    private static final Executor THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "virtual-clock-timer");
        thread.setDaemon(true);
        return thread;
    });

    private final List<Duration> sleeps = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<ScriptedServer> servers = new ArrayList<>();
    private Duration now = START;
    private Duration lastProgress = START;
    private int withoutProgress;

    /** How many timers are due whose tasks have not begun. */
    private int starting;

    /** Counts the timers that were added. */
    private long added;

    /** Counts the timers that were due. */
    private long run;

    /** Fails when a timer of the client throws. */
    private final CompletableFuture<@Nullable Void> failure = new CompletableFuture<>();

    private volatile Runnable beforeSleep = () -> {};
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
        CountDownLatch over = new CountDownLatch(1);
        Timer timer;
        synchronized (this) {
            assertProgress();
            sleeps.add(duration);
            if (duration.isNegative() || duration.isZero()) {
                return;
            }
            timer = add(duration, over::countDown, Runnable::run, false);
        }
        try {
            over.await();
        } finally {
            remove(timer);
        }
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Timer timer = add(delay, task, THREADS, false);
        return () -> remove(timer);
    }

    private synchronized Timer add(Duration delay, Runnable task, Executor threads, boolean isLast) {
        Timer timer = new Timer(now.plus(delay), task, threads, isLast);
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
        CompletableFuture<Void> over = new CompletableFuture<>();
        add(duration, () -> over.complete(null), Runnable::run, true);
        over.join();
    }

    /** Does not go on while this server has a request without a response. */
    synchronized void observe(ScriptedServer server) {
        servers.add(server);
    }

    /**
     * Goes from timer to timer until a scenario ends, or until the limit in real time is reached.
     *
     * @param usesClock whether the client takes the time from this clock
     * @throws Watchdog.HangException if the client does so, but waits for something else
     */
    void runUntil(CompletableFuture<?> end, Duration limit, boolean usesClock) throws InterruptedException {
        CompletableFuture<?> unused = end.whenComplete((value, thrown) -> {
            synchronized (this) {
                notifyAll();
            }
        });
        long deadline = System.nanoTime() + limit.toNanos();
        long since = System.nanoTime();
        long before = changes();
        try (ThreadActivity threads = ThreadActivity.ofOtherThreads()) {
            for (long left = limit.toNanos(); left > 0 && !end.isDone(); left = deadline - System.nanoTime()) {
                boolean hasTimer = awaitTimer(end, left);
                boolean idle = (hasTimer || usesClock) && isIdle(threads);
                if (hasTimer && idle && !end.isDone()) {
                    runNext();
                }
                if (isBusy() || changes() != before || !usesClock) {
                    since = System.nanoTime();
                    before = changes();
                } else if (System.nanoTime() - since > maxIdle.toNanos() && idle) {
                    throw new Watchdog.HangException("did nothing for " + maxIdle + ", although no"
                            + " request is in progress. It must use the virtual clock for every sleep and timer");
                } else if (System.nanoTime() - since > maxIdle.toNanos()) {
                    ThreadActivity.ignoreRunning();
                }
            }
        }
    }

    /** Waits a moment for a timer and returns whether there is one. */
    private synchronized boolean awaitTimer(CompletableFuture<?> end, long nanos) throws InterruptedException {
        if (timers.isEmpty() && !end.isDone()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(200)));
        }
        return !timers.isEmpty();
    }

    private boolean isIdle(ThreadActivity threads) {
        long before = changes();
        boolean idle = threads.isNoneRunning() && !isBusy() && changes() == before;
        failure.getNow(null);
        return idle;
    }

    private synchronized boolean isBusy() {
        return starting > 0 || servers.stream().anyMatch(ScriptedServer::isBusy);
    }

    /** Counts what the client, the server and the clock have done. */
    private synchronized long changes() {
        return added
                + run
                + servers.stream().mapToLong(ScriptedServer::exchanges).sum();
    }

    private void runNext() {
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
            starting++;
            run++;
        }
        next.threads().execute(() -> run(next.task()));
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
