package dev.lumamodify.mock.internal.callback;

import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.CallbackFault;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Settings;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.TaskEndListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Delivers the callbacks of tasks that have ended, and retries failed attempts. Safe for use by several threads. */
public final class Callbacks implements TaskEndListener {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    /** The first attempt and three retries. Source: {@code docs/api-facts.md#delivery-and-retries}. */
    private static final int MAX_ATTEMPTS = 4;

    /** The delay before the first retry. Doubles with every retry. Source: {@code docs/api-facts.md#delivery-and-retries}. */
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    private static final CallbackSender.Result NOT_ALLOWED =
            new CallbackSender.Result(null, "The host is not one of the allowed callback hosts");

    private final Map<String, Operation.Callback> callbacks;
    private final Settings settings;
    private final Scheduler scheduler;
    private final CallbackSender sender;
    private final BoundedLog<LoggedCallbackAttempt> log;
    private final Predicate<String> allowedUrls;
    private final CallbackSigner signer;
    /** Changes with every reset. */
    private volatile Object generation = new Object();

    /**
     * @param callbacks the callbacks of the document, by name
     * @param allowedUrls the URLs that may be called
     */
    public Callbacks(
            Map<String, Operation.Callback> callbacks,
            Settings settings,
            Scheduler scheduler,
            CallbackSender sender,
            BoundedLog<LoggedCallbackAttempt> log,
            Predicate<String> allowedUrls) {
        this.callbacks = callbacks;
        this.settings = settings;
        this.scheduler = scheduler;
        this.sender = sender;
        this.log = log;
        this.allowedUrls = allowedUrls;
        this.signer = new CallbackSigner(settings);
    }

    @Override
    public CompletableFuture<?> taskEnded(Task task, Runnable onUndeliverable) {
        CallbackFault fault = task.callbackFault();
        if (fault == CallbackFault.DROP) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(task.callbackUrls().entrySet().stream()
                .map(each -> attempt(job(task, each, fault, onUndeliverable), 1))
                .toArray(CompletableFuture[]::new));
    }

    /**
     * Sends the callbacks of a task again, without retries. The future completes after the attempt.
     *
     * @throws IllegalStateException if the task has no callback URL or has not ended
     */
    public CompletableFuture<?> resend(Task task) {
        if (task.callbackUrls().isEmpty()) {
            throw new IllegalStateException("Task " + task.id() + " has no callback URL");
        } else if (task.endedAt() == null) {
            throw new IllegalStateException("Task " + task.id() + " has not ended");
        }
        int attempt = log.list(each -> each.taskId().equals(task.id())).size() + 1;
        return CompletableFuture.allOf(task.callbackUrls().entrySet().stream()
                .map(each -> send(job(task, each, null, () -> {}), attempt))
                .toArray(CompletableFuture[]::new));
    }

    /** Drops all unfinished deliveries: their attempts are neither logged nor retried. */
    public void clear() {
        generation = new Object();
    }

    private CallbackJob job(
            Task task, Map.Entry<String, String> url, @Nullable CallbackFault fault, Runnable onUndeliverable) {
        Operation.Callback callback = callbacks.get(url.getKey());
        if (callback == null) {
            throw new IllegalStateException("There is no callback " + url.getKey());
        }
        ObjectNode body = body(callback, task, task.hasResults());
        return new CallbackJob(callback, task, url.getValue(), body, fault, generation, onUndeliverable);
    }

    private CompletableFuture<?> attempt(CallbackJob job, int attempt) {
        return send(job, attempt).thenCompose(result -> {
            if (job.generation() != generation) {
                return CompletableFuture.completedFuture(null);
            } else if (result.delivered()) {
                return sendSecond(job, attempt + 1);
            }
            if (attempt < MAX_ATTEMPTS && allowedUrls.test(job.url())) {
                Duration delay = FIRST_DELAY.multipliedBy(1L << (attempt - 1));
                scheduler.scheduleAsync(delay, () -> attempt(job, attempt + 1));
            } else {
                job.onUndeliverable().run();
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Sends the second callback of the faults that have one. */
    private CompletableFuture<?> sendSecond(CallbackJob job, int attempt) {
        if (job.fault() == CallbackFault.DUPLICATE) {
            return send(job, attempt);
        } else if (job.fault() == CallbackFault.CONTRADICTORY) {
            return send(
                    job.withBody(body(job.callback(), job.task(), !job.task().hasResults())), attempt);
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<LoggedCallbackAttempt> send(CallbackJob job, int attempt) {
        Instant now = scheduler.now();
        Map<String, String> headers = signer.headers(job, now);
        byte[] body = Json.toBytes(job.body());
        CompletableFuture<CallbackSender.Result> sent = allowedUrls.test(job.url())
                ? sender.send(job.url(), headers, body, settings.callbackTimeout)
                : CompletableFuture.completedFuture(NOT_ALLOWED);
        return sent.thenApply(result -> {
            LoggedCallbackAttempt entry = new LoggedCallbackAttempt(
                    now,
                    job.task().id(),
                    attempt,
                    job.url(),
                    BoundedLog.excerpt(body),
                    headers.get(job.callback().timestampHeader()),
                    headers.get(job.callback().signatureHeader()),
                    result.status(),
                    result.failure());
            if (job.generation() == generation) {
                log.add(entry);
            }
            return entry;
        });
    }

    private static ObjectNode body(Operation.Callback callback, Task task, boolean succeeded) {
        ObjectNode body = callback.examples().fill(succeeded ? "succeeded" : "failed", task.values());
        if (!callback.schema().accepts(body)) {
            LOG.error("An invalid callback is sent: {}", callback.schema().violations("the callback body", body));
        }
        return body;
    }
}
