package dev.lumamodify.mock.internal.callback;

import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.CallbackFault;
import dev.lumamodify.mock.internal.state.EnumNames;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.TaskEndListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Delivers the callbacks of tasks that have ended, and retries failed attempts. Safe for use by several threads. */
public final class Callbacks implements TaskEndListener {
    /** The first attempt and three retries. Source: {@code docs/api-facts.md#delivery-and-retries}. */
    private static final int MAX_ATTEMPTS = 4;

    /** The delay before the first retry. Doubles with every retry. Source: {@code docs/api-facts.md#delivery-and-retries}. */
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    /** How long a reset waits for the attempts in flight: a receiver may be about to process what it has received. */
    private static final Duration RESET_TIMEOUT = Duration.ofSeconds(1);

    private static final String RESET = "The server was reset";

    private final Map<String, Operation.Callback> callbacks;
    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final CallbackSender sender;
    private final BoundedLog<LoggedCallbackAttempt> log;
    private final CallbackSigner signer;

    /**
     * @param callbacks the callbacks of the document, by name
     */
    public Callbacks(
            Map<String, Operation.Callback> callbacks,
            LiveSettings settings,
            Scheduler scheduler,
            CallbackSender sender,
            BoundedLog<LoggedCallbackAttempt> log) {
        this.callbacks = callbacks;
        this.settings = settings;
        this.scheduler = scheduler;
        this.sender = sender;
        this.log = log;
        this.signer = new CallbackSigner(settings);
    }

    @Override
    public CompletableFuture<?> taskEnded(Task task, Runnable onUndeliverable) {
        CallbackFault fault = task.callbackFault();
        if (fault == CallbackFault.DROP) {
            task.callbackUrls().keySet().forEach(url -> task.callbackEnded());
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(task.callbackUrls().entrySet().stream()
                .map(each -> attempt(job(task, each, fault, onUndeliverable), 1))
                .toArray(CompletableFuture[]::new));
    }

    /**
     * Sends the callbacks of a task again, without retries. The future completes after the attempt.
     *
     * @throws IllegalStateException if the task has no callback URL or has not ended, or if too many callbacks are in flight
     */
    public CompletableFuture<?> resend(Task task) {
        if (task.callbackUrls().isEmpty()) {
            throw new IllegalStateException("Task " + task.id() + " has no callback URL");
        } else if (task.endedAt() == null) {
            throw new IllegalStateException("Task " + task.id() + " has not ended");
        } else if (!sender.hasRoom()) {
            throw new IllegalStateException("Too many callbacks are in flight");
        }
        return CompletableFuture.allOf(task.callbackUrls().entrySet().stream()
                .map(each -> send(job(task, each, null, () -> {}), 1, true))
                .toArray(CompletableFuture[]::new));
    }

    /**
     * Ends the deliveries of {@linkplain Task#isDiscarded() discarded} tasks: waits a second for the attempts in flight, and
     * aborts the rest. None of them is sent, logged or retried afterwards.
     */
    public void clear() {
        synchronized (this) {
            // An attempt that was not discarded is in flight now.
        }
        sender.drain(RESET_TIMEOUT);
    }

    private CallbackJob job(
            Task task, Map.Entry<String, String> url, @Nullable CallbackFault fault, Runnable onUndeliverable) {
        Operation.Callback callback = callbacks.get(url.getKey());
        if (callback == null) {
            throw new IllegalStateException("There is no callback " + url.getKey());
        }
        return new CallbackJob(callback, task, url.getValue(), task.hasResults(), fault, onUndeliverable);
    }

    private CompletableFuture<?> attempt(CallbackJob job, int attempt) {
        return CompletableFuture.completedFuture(job)
                .thenCompose(each -> send(each, attempt, false))
                .thenCompose(result -> {
                    if (result.delivered()) {
                        return sendSecond(job, attempt + 1).thenRun(job.task()::callbackEnded);
                    }
                    if (result.blocked()) {
                        // Nothing was tried, so the delivery has not failed.
                        job.task().callbackEnded();
                    } else if (attempt < MAX_ATTEMPTS
                            && !job.task().isDiscarded()
                            && rejection(job, job.body()).isEmpty()) {
                        Duration delay = FIRST_DELAY.multipliedBy(1L << (attempt - 1));
                        scheduler.scheduleAsync(
                                delay,
                                "attempt " + (attempt + 1) + " of the callback of task "
                                        + job.task().id(),
                                () -> attempt(job, attempt + 1));
                    } else {
                        job.task().callbackEnded();
                        job.onUndeliverable().run();
                    }
                    return CompletableFuture.completedFuture(null);
                })
                .whenComplete((done, failure) -> {
                    // For example if there is no memory for the body. The task must not be kept for ever.
                    if (failure != null) {
                        job.task().callbackEnded();
                    }
                });
    }

    /** Sends the second callback of the faults that have one. */
    private CompletableFuture<?> sendSecond(CallbackJob job, int attempt) {
        if (job.fault() == CallbackFault.DUPLICATE) {
            return send(job, attempt, false);
        } else if (job.fault() == CallbackFault.CONTRADICTORY) {
            return send(job.withOppositeResult(), attempt, false);
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<LoggedCallbackAttempt> send(CallbackJob job, int attempt, boolean resent) {
        Instant now = scheduler.now();
        long start = System.nanoTime();
        CallbackFault fault = job.fault();
        Map<String, String> headers = signer.headers(job, now);
        String verification = signer.verification(job, headers, now);
        ObjectNode body = job.body();
        byte[] bytes = Json.toBytes(body);
        // The future must not hold the whole body.
        String excerpt = BoundedLog.excerpt(bytes);
        String rejection = rejection(job, body);
        CompletableFuture<CallbackSender.Result> sent;
        // A reset that has discarded the task must not miss an attempt that is about to be sent.
        synchronized (this) {
            String obstacle = job.task().isDiscarded() ? RESET : rejection;
            sent = obstacle.isEmpty()
                    ? sender.send(job.url(), headers, bytes, settings.get().callbackTimeout)
                    : CompletableFuture.completedFuture(CallbackSender.Result.failed(obstacle));
        }
        return sent.thenApply(result -> {
            LoggedCallbackAttempt entry = new LoggedCallbackAttempt(
                    scheduler.nextId(),
                    now,
                    job.task().id(),
                    attempt,
                    resent,
                    job.url(),
                    excerpt,
                    headers.get(job.callback().timestampHeader()),
                    headers.get(job.callback().signatureHeader()),
                    verification,
                    fault == null ? "" : EnumNames.kebabCase(fault),
                    result.status(),
                    result.failure(),
                    result.blocked(),
                    result.headers(),
                    result.body(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            if (!job.task().isDiscarded()) {
                log.add(entry);
            }
            return entry;
        });
    }

    /** Returns why the document forbids a callback; empty if it permits it. */
    private static String rejection(CallbackJob job, ObjectNode body) {
        return job.callback().schema().accepts(body)
                ? ""
                : "The mock server created an invalid callback: "
                        + job.callback().schema().violations("the callback body", body);
    }
}
