package dev.lumamodify.contract;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.internal.spec.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A second client, independent of this project's client: small, blocking, on the HTTP client of the JDK, with intervals of its own.
 *
 * <p>It satisfies every required check, and few of the recommended ones. A subclass can override single steps to add a fault.
 */
public class StandaloneClient extends StandaloneHttp {
    private static final int MAX_RETRIES = 2;

    /** How many reads of a new task may find nothing. */
    private static final int READ_DELAY_TOLERANCE = 4;

    private final Timing timing;

    public StandaloneClient(Setup setup, Timing timing) {
        super(setup);
        this.timing = timing;
    }

    /**
     * How long the client waits.
     *
     * @param virtualClock whether it uses the clock of its setup
     * @param retryDelay the delay before the first retry of a read; doubled for each further one
     * @param pollInterval the time between two reads of a wait
     * @param timeout when a wait gives up
     */
    public record Timing(boolean virtualClock, Duration retryDelay, Duration pollInterval, Duration timeout) {
        /** For a client that uses the clock of its setup. It gives up when the samples of the provider do. */
        public static final Timing VIRTUAL =
                new Timing(true, Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(15));

        /** For a client whose clock cannot be set. */
        public static final Timing REAL =
                new Timing(false, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));
    }

    @Override
    public Outcome submit(SubmitRequest request) {
        Parsed parsed;
        try {
            parsed = parse(send(request("/generate")
                    .POST(BodyPublishers.ofString(body(request)))
                    .header("Content-Type", "application/json")));
        } catch (ConnectException e) {
            return Outcome.of(Kind.NOT_SENT, "", e);
        } catch (IOException e) {
            return Outcome.of(Kind.OUTCOME_UNKNOWN, "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.of(Kind.OUTCOME_UNKNOWN, "", e);
        }
        String id = text(parsed.data().path("taskId"));
        return parsed.failure() != null
                ? parsed.failure()
                : Outcome.of(id.isEmpty() ? Kind.INVALID_RESPONSE : Kind.SUCCESS, id, null);
    }

    /** Returns the JSON of a create request. */
    protected String body(SubmitRequest request) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("prompt", request.prompt()).put("videoUrl", request.videoUrl());
        if (request.callBackUrl() != null) {
            body.put("callBackUrl", request.callBackUrl());
        }
        if (request.watermark() != null) {
            body.put("watermark", request.watermark());
        }
        return body.toString();
    }

    @Override
    public Outcome read(String taskId) {
        Duration delay = timing.retryDelay();
        Outcome last = readOnce(taskId);
        for (int retry = 0; retry < MAX_RETRIES && isTransient(last); retry++) {
            Duration wait = last.retryAfter() == null ? delay : last.retryAfter();
            if (wait.compareTo(Duration.ofMinutes(1)) > 0) {
                return last;
            }
            try {
                sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.of(Kind.INTERRUPTED, taskId, e);
            }
            delay = delay.multipliedBy(2);
            last = readOnce(taskId);
        }
        return last;
    }

    /** Returns whether a read is repeated after this outcome. */
    protected boolean isTransient(Outcome outcome) {
        return outcome.kind() == Kind.NOT_SENT
                || List.of(408, 429, 455, 500, 503).contains(outcome.code());
    }

    /** Reads a task with one request. */
    protected Outcome readOnce(String taskId) {
        Parsed parsed;
        try {
            String path = "/record-info?taskId=" + URLEncoder.encode(taskId, StandardCharsets.UTF_8);
            parsed = parse(send(request(path).GET()));
        } catch (IOException e) {
            return Outcome.of(Kind.NOT_SENT, taskId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.of(Kind.INTERRUPTED, taskId, e);
        }
        return parsed.failure() != null ? parsed.failure() : task(taskId, parsed.data());
    }

    /** Returns the outcome for a task record. */
    protected Outcome task(String taskId, JsonNode data) {
        JsonNode status = data.path("successFlag");
        boolean known = status.isIntegralNumber() && status.canConvertToInt();
        if (!known || !text(data.path("taskId")).equals(taskId)) {
            return Outcome.of(Kind.INVALID_RESPONSE, taskId, null);
        }
        List<String> urls = data.at("/response/resultUrls")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        return Outcome.task(taskId, status.asInt(), urls);
    }

    @Override
    public Outcome awaitCompletionBlocking(String taskId) {
        long start = nanoTime();
        boolean found = false;
        for (int reads = 1; ; reads++) {
            Outcome read = readOnce(taskId);
            Duration elapsed = Duration.ofNanos(nanoTime() - start);
            found |= read.kind() == Kind.SUCCESS;
            boolean mayBeDelayed = !found && reads <= READ_DELAY_TOLERANCE;
            Outcome end = end(taskId, read, mayBeDelayed);
            if (end != null) {
                return end;
            } else if (elapsed.compareTo(timing.timeout()) >= 0) {
                return Outcome.of(Kind.TIMED_OUT, taskId, null);
            }
            Duration retryAfter = read.retryAfter() == null ? Duration.ZERO : read.retryAfter();
            if (elapsed.plus(retryAfter).compareTo(longestRetryAfter()) > 0) {
                return Outcome.of(Kind.TIMED_OUT, taskId, null);
            }
            try {
                sleep(retryAfter.compareTo(timing.pollInterval()) > 0 ? retryAfter : timing.pollInterval());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.of(Kind.INTERRUPTED, taskId, e);
            }
        }
    }

    /** Returns when a wait gives up instead of waiting for a Retry-After. */
    protected Duration longestRetryAfter() {
        return timing.timeout();
    }

    /** Returns the outcome of a wait if this read ends it, or null. */
    protected @Nullable Outcome end(String taskId, Outcome read, boolean mayBeDelayed) {
        return switch (read.kind()) {
            case SUCCESS ->
                switch (read.successFlag()) {
                    case 1, 4 -> read;
                    case 2, 3 -> Outcome.of(Kind.TASK_FAILED, taskId, null);
                    default -> null;
                };
            case API_ERROR -> {
                boolean notFound = List.of(404, 422).contains(read.code()) && !mayBeDelayed;
                yield read.code() == 401 || notFound
                        ? Outcome.apiError(taskId, read.code(), read.msg(), read.retryAfter(), null)
                        : null;
            }
            case INTERRUPTED -> read;
            default -> null;
        };
    }

    protected long nanoTime() {
        return timing.virtualClock() ? setup.clock().nanoTime() : System.nanoTime();
    }

    protected void sleep(Duration duration) throws InterruptedException {
        if (timing.virtualClock()) {
            setup.clock().sleep(duration);
        } else {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
    }

    @Override
    public void close() {}

    /** Makes clients of this kind. */
    public static class Factory implements ClientAdapter.Factory {
        private final Timing timing;
        private final BiFunction<Setup, Timing, StandaloneClient> constructor;

        public Factory(Timing timing) {
            this(timing, StandaloneClient::new);
        }

        public Factory(Timing timing, BiFunction<Setup, Timing, StandaloneClient> constructor) {
            this.timing = timing;
            this.constructor = constructor;
        }

        @Override
        public ClientAdapter newClient(Setup setup) {
            return constructor.apply(setup, timing);
        }

        @Override
        public boolean usesOwnThreads() {
            return false;
        }

        @Override
        public boolean usesVirtualClock() {
            return timing.virtualClock();
        }

        @Override
        public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
            return StandaloneVerifier.verify(keys, now, headers, body);
        }

        @Override
        public Receiver newReceiver(List<String> keys, Instant now, Consumer<String> handler) {
            return (method, headers, body) -> StandaloneVerifier.receive(keys, now, handler, method, headers, body);
        }
    }
}
