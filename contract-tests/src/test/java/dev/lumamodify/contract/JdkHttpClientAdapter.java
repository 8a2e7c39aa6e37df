package dev.lumamodify.contract;

import dev.lumamodify.contract.client.ClientAdapter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A small client on {@link HttpClient}, whose calls end on its threads. It does not upload or download. */
final class JdkHttpClientAdapter implements ClientAdapter {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(15);
    private static final Duration WAIT_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration READ_DELAY = Duration.ofMinutes(1);

    private final Setup setup;

    private JdkHttpClientAdapter(Setup setup) {
        this.setup = setup;
    }

    @Override
    public Outcome submit(SubmitRequest request) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("prompt", request.prompt())
                .put("videoUrl", request.videoUrl());
        if (request.callBackUrl() != null) {
            body.put("callBackUrl", request.callBackUrl());
        }
        if (request.watermark() != null) {
            body.put("watermark", request.watermark());
        }
        HttpRequest.Builder post = request("/generate")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        return join("", Kind.OUTCOME_UNKNOWN, send(post, data -> {
            String id = data.path("taskId").stringValue("");
            return Outcome.of(id.isEmpty() ? Kind.INVALID_RESPONSE : Kind.SUCCESS, id, null);
        }));
    }

    @Override
    public Outcome read(String taskId) {
        return join(taskId, Kind.INTERRUPTED, readAsync(taskId));
    }

    private CompletableFuture<Outcome> readAsync(String taskId) {
        String query = "/record-info?taskId=" + URLEncoder.encode(taskId, StandardCharsets.UTF_8);
        return send(request(query), data -> {
            JsonNode status = data.path("successFlag");
            if (!status.isInt() || !data.path("taskId").stringValue("").equals(taskId)) {
                return Outcome.of(Kind.INVALID_RESPONSE, taskId, null);
            }
            List<String> urls = data.at("/response/resultUrls")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            return Outcome.task(taskId, status.intValue(), urls);
        });
    }

    @Override
    public CompletableFuture<Outcome> awaitCompletion(String taskId) {
        CompletableFuture<Outcome> wait = new CompletableFuture<>();
        poll(taskId, wait, setup.clock().nanoTime());
        return wait;
    }

    /** Polls until the wait has ended or is cancelled. The next poll is a timer of the virtual clock. */
    private void poll(String taskId, CompletableFuture<Outcome> wait, long start) {
        if (wait.isDone()) {
            return;
        }
        CompletableFuture<?> unused = readAsync(taskId).thenAccept(read -> {
            Duration elapsed = Duration.ofNanos(setup.clock().nanoTime() - start);
            boolean unknown = List.of(404, 422).contains(read.code()) && elapsed.compareTo(READ_DELAY) > 0;
            if (read.code() == 401 || unknown) {
                wait.complete(Outcome.apiError(taskId, read.code(), read.msg(), null, null));
            } else if (List.of(1, 4).contains(read.successFlag())) {
                wait.complete(read);
            } else if (List.of(2, 3).contains(read.successFlag())) {
                wait.complete(Outcome.of(Kind.TASK_FAILED, taskId, null));
            } else {
                Duration retryAfter = read.retryAfter() == null ? Duration.ZERO : read.retryAfter();
                Duration pause = retryAfter.compareTo(POLL_INTERVAL) > 0 ? retryAfter : POLL_INTERVAL;
                if (elapsed.compareTo(WAIT_TIMEOUT) >= 0 || pause.compareTo(WAIT_TIMEOUT) > 0) {
                    wait.complete(Outcome.of(Kind.TIMED_OUT, taskId, null));
                } else {
                    setup.clock().schedule(pause, () -> poll(taskId, wait, start));
                }
            }
        });
    }

    @Override
    public Outcome awaitCompletionBlocking(String taskId) {
        return join(taskId, Kind.INTERRUPTED, awaitCompletion(taskId));
    }

    /** Blocks until a call has ended, and cancels it if the thread is interrupted. */
    private static Outcome join(String taskId, Kind interrupted, CompletableFuture<Outcome> call) {
        try {
            return call.get();
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return Outcome.of(interrupted, taskId, e);
        } catch (ExecutionException e) {
            return Outcome.of(Kind.OTHER, taskId, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create(setup.baseUrl().toString().replaceFirst("/$", "") + "/api/v1/modify" + path))
                .header("Authorization", "Bearer " + setup.apiKey());
    }

    /** Sends a request, and returns what its data means. An HTTP timeout is in real time. */
    private CompletableFuture<Outcome> send(HttpRequest.Builder request, Function<JsonNode, Outcome> success) {
        HttpRequest built = request.build();
        return HTTP.sendAsync(built, BodyHandlers.ofByteArray())
                .orTimeout(setup.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> response == null ? failed(built, failure) : outcome(response, success));
    }

    private static Outcome failed(HttpRequest request, Throwable failure) {
        boolean sent = request.method().equals("POST") && !(failure.getCause() instanceof ConnectException);
        return Outcome.of(sent ? Kind.OUTCOME_UNKNOWN : Kind.NOT_SENT, "", failure);
    }

    private static Outcome outcome(HttpResponse<byte[]> response, Function<JsonNode, Outcome> success) {
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
        try {
            JsonNode envelope = JsonMapper.shared().readTree(response.body());
            JsonNode code = envelope.path("code");
            if (code.isInt() && code.intValue() != 200) {
                String msg = envelope.path("msg").stringValue("");
                return Outcome.apiError("", code.intValue(), msg, retryAfter, null);
            } else if (code.isInt() && response.statusCode() == 200) {
                return success.apply(envelope.path("data"));
            }
        } catch (JacksonException e) {
            // Such as the HTML page of a gateway.
        }
        return new Outcome(Kind.INVALID_RESPONSE, "", 0, "", -1, List.of(), retryAfter, null);
    }

    @Override
    public void close() {}

    /** Creates the clients. */
    static final class Factory implements ClientAdapter.Factory {
        @Override
        public ClientAdapter newClient(Setup setup) {
            return new JdkHttpClientAdapter(setup);
        }

        @Override
        public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
            return StandaloneVerifier.verify(keys, now, headers, body);
        }
    }
}
