package dev.lumamodify.mock.internal.callback;

import dev.lumamodify.mock.CallbackAttempt;
import dev.lumamodify.mock.internal.http.PreferenceType;
import dev.lumamodify.mock.internal.http.RequestJournal;
import dev.lumamodify.mock.internal.spec.Example;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.Hosts;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Settings;
import dev.lumamodify.mock.internal.state.Task;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Due deliveries: built from the document, signed, posted, tried again, given up. */
public final class Callbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    /** Facts, section 4: a first attempt and three retries, after 1, 2 and 4 seconds. */
    private static final int ATTEMPTS = 4;

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofHours(1);

    /** What is to be delivered, and what to do if it cannot be. */
    private record CallbackJob(
            Operation.Callback callback,
            Task task,
            String url,
            ObjectNode body,
            PreferenceType.@Nullable CallbackFault style,
            Object generation,
            Runnable givenUp) {}

    private final Map<String, Operation.Callback> callbacks;
    private final Settings settings;
    private final Scheduler timeline;
    private final CallbackSender poster;
    private final BoundedLog<CallbackAttempt> deliveries;
    private final boolean anyHost;
    /** What is known only from before the last reset belongs to another one. */
    private volatile Object generation = new Object();

    /**
     * @param anyHost whether callbacks go anywhere as long as no hosts are named
     */
    public Callbacks(
            Map<String, Operation.Callback> callbacks,
            Settings settings,
            Scheduler timeline,
            CallbackSender poster,
            BoundedLog<CallbackAttempt> deliveries,
            boolean anyHost) {
        this.callbacks = callbacks;
        this.settings = settings;
        this.timeline = timeline;
        this.poster = poster;
        this.deliveries = deliveries;
        this.anyHost = anyHost;
    }

    /** Where a request asks to be called back, by the name of the callback. */
    public Map<String, String> urls(JsonNode request) {
        Map<String, String> urls = new LinkedHashMap<>();
        callbacks.forEach((name, callback) -> {
            JsonNode url = request.at(callback.url());
            if (url.isString()) {
                urls.put(name, url.asString());
            }
        });
        return urls;
    }

    /**
     * Delivers what the document has for the end of a task.
     *
     * @param givenUp runs when the last attempt has failed
     * @return ends when the first attempts have
     */
    public CompletableFuture<?> taskEnded(Task task, PreferenceType.@Nullable CallbackFault style, Runnable givenUp) {
        boolean succeeded = task.state() == Task.State.SUCCEEDED;
        return CompletableFuture.allOf(task.callbackUrls.entrySet().stream()
                .filter(each -> style != PreferenceType.CallbackFault.DROP)
                .map(each -> {
                    Operation.Callback callback = callback(each.getKey());
                    ObjectNode body = body(callback, task, succeeded);
                    return attempt(
                            new CallbackJob(callback, task, each.getValue(), body, style, generation, givenUp), 1);
                })
                .toArray(CompletableFuture[]::new));
    }

    /**
     * Delivers once what the end of a task had to say, and does not try again.
     *
     * @return ends when the receiver has answered or failed to
     * @throws IllegalStateException if there is nothing to deliver
     */
    public CompletableFuture<?> again(Task task) {
        if (task.callbackUrls.isEmpty()) {
            throw new IllegalStateException("The task " + task.id + " has no URL to call back");
        } else if (task.completed() == null) {
            throw new IllegalStateException("The task " + task.id + " has not ended");
        }
        int before = deliveries.list(each -> each.taskId().equals(task.id)).size();
        return CompletableFuture.allOf(task.callbackUrls.entrySet().stream()
                .map(each -> {
                    Operation.Callback callback = callback(each.getKey());
                    ObjectNode body = body(callback, task, task.hasResults());
                    return post(
                            new CallbackJob(callback, task, each.getValue(), body, null, generation, () -> {}),
                            before + 1);
                })
                .toArray(CompletableFuture[]::new));
    }

    /** Forgets what is on its way: it is neither recorded nor tried again. */
    public void forget() {
        generation = new Object();
    }

    private Operation.Callback callback(String name) {
        Operation.Callback callback = callbacks.get(name);
        if (callback == null) {
            throw new IllegalStateException("There is no callback " + name);
        }
        return callback;
    }

    private CompletableFuture<?> attempt(CallbackJob parcel, int attempt) {
        return post(parcel, attempt).thenCompose(delivery -> {
            if (parcel.generation() != generation) {
                return CompletableFuture.completedFuture(null);
            } else if (delivery.delivered()) {
                return followUp(parcel, attempt);
            }
            if (attempt < ATTEMPTS && allowed(parcel.url())) {
                timeline.afterwards(FIRST_DELAY.multipliedBy(1L << (attempt - 1)), () -> attempt(parcel, attempt + 1));
            } else {
                parcel.givenUp().run();
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    private CompletableFuture<?> followUp(CallbackJob parcel, int attempt) {
        if (parcel.style() == PreferenceType.CallbackFault.DUPLICATE) {
            return post(parcel, attempt + 1);
        } else if (parcel.style() == PreferenceType.CallbackFault.CONTRADICTORY) {
            boolean succeeded = parcel.task().state() == Task.State.SUCCEEDED;
            ObjectNode opposite = body(parcel.callback(), parcel.task(), !succeeded);
            CallbackJob contradiction = new CallbackJob(
                    parcel.callback(),
                    parcel.task(),
                    parcel.url(),
                    opposite,
                    parcel.style(),
                    parcel.generation(),
                    parcel.givenUp());
            return post(contradiction, attempt + 1);
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<CallbackAttempt> post(CallbackJob parcel, int attempt) {
        Instant now = timeline.now();
        Map<String, String> headers = headers(parcel, now);
        byte[] body = Json.bytes(parcel.body());
        CallbackSender.Result refused =
                new CallbackSender.Result(null, "The host is not one of those named for callbacks");
        CompletableFuture<CallbackSender.Result> posted = allowed(parcel.url())
                ? poster.post(parcel.url(), headers, body, settings.callbackTimeout)
                : CompletableFuture.completedFuture(refused);
        return posted.thenApply(result -> {
            CallbackAttempt delivery = new CallbackAttempt(
                    now,
                    parcel.task().id,
                    attempt,
                    parcel.url(),
                    RequestJournal.beginning(body),
                    headers.get(parcel.callback().timestamp()),
                    headers.get(parcel.callback().signature()),
                    result.status(),
                    result.failure());
            if (parcel.generation() == generation) {
                deliveries.add(delivery);
            }
            return delivery;
        });
    }

    private static ObjectNode body(Operation.Callback callback, Task task, boolean succeeded) {
        ObjectNode body = Example.filled(callback.examples(), succeeded ? "succeeded" : "failed", task.values());
        if (!callback.rules().accept(body)) {
            LOG.error("A callback breaks the document: {}", callback.rules().errors(body));
        }
        return body;
    }

    private Map<String, String> headers(CallbackJob parcel, Instant now) {
        String key = settings.webhookKey;
        if (key == null || parcel.style() == PreferenceType.CallbackFault.UNSIGNED) {
            return Map.of();
        }
        Instant signed = parcel.style() == PreferenceType.CallbackFault.EXPIRED_SIGNATURE ? now.minus(STALE) : now;
        String timestamp = Long.toString(signed.getEpochSecond());
        String signature = signature(
                parcel.style() == PreferenceType.CallbackFault.BAD_SIGNATURE ? key + " but another" : key,
                parcel.task().id + "." + timestamp);
        return Map.of(
                parcel.callback().timestamp(), timestamp, parcel.callback().signature(), signature);
    }

    /** Facts, section 4. */
    private static String signature(String key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells whether this server may call a URL. */
    public boolean allowed(String url) {
        if (settings.callbackHosts.isEmpty() && anyHost) {
            return true;
        }
        return settings.callbackHosts.contains(Hosts.spelled(URI.create(url).getHost()));
    }
}
