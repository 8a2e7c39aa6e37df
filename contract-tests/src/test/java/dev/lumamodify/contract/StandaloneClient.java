package dev.lumamodify.contract;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.internal.spec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Another client: small, blocking, on the JDK's own HTTP, with numbers of its own. It keeps every promise of the API, and few of
 * this project's house rules; what may be done otherwise can be overridden.
 */
class StandaloneClient implements ClientAdapter {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** So many looks may find nothing when a task is new. */
    private static final int GRACE = 4;

    private final Setup setup;
    private final Habits habits;

    StandaloneClient(Setup setup, Habits habits) {
        this.setup = setup;
        this.habits = habits;
    }

    /** How it takes its time: whether from its setup, and its pauses before a repeat and between the looks of a wait. */
    record Habits(boolean virtual, Duration pause, Duration between, Duration deadline) {
        static final Habits PATIENT =
                new Habits(true, Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(25));

        /** For a client that cannot be told what time it is. */
        static final Habits QUICK =
                new Habits(false, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));
    }

    /** An answer of the service, or of something in between. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Heard(int status, @Nullable Duration retryAfter, byte[] body) {}

    /** What of an answer counts: the data, or how the call has ended. */
    record Opened(JsonNode data, @Nullable Outcome end) {
        static Opened end(Outcome end) {
            return new Opened(MissingNode.getInstance(), end);
        }
    }

    @Override
    public Outcome submit(SubmitRequest create) {
        Opened opened;
        try {
            opened = open(exchange(request("/generate")
                    .POST(BodyPublishers.ofString(body(create)))
                    .header("Content-Type", "application/json")));
        } catch (ConnectException e) {
            return Outcome.of(Kind.NOT_SENT, "", e);
        } catch (IOException e) {
            return Outcome.of(Kind.OUTCOME_UNKNOWN, "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.of(Kind.OUTCOME_UNKNOWN, "", e);
        }
        String id = text(opened.data().path("taskId"));
        return opened.end() != null
                ? opened.end()
                : Outcome.of(id.isEmpty() ? Kind.INVALID_RESPONSE : Kind.SUCCESS, id, null);
    }

    String body(SubmitRequest create) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("prompt", create.prompt()).put("videoUrl", create.videoUrl());
        if (create.callBackUrl() != null) {
            body.put("callBackUrl", create.callBackUrl());
        }
        if (create.watermark() != null) {
            body.put("watermark", create.watermark());
        }
        return body.toString();
    }

    @Override
    public Outcome read(String taskId) {
        Duration pause = habits.pause();
        Outcome last = look(taskId);
        for (int repeat = 0; repeat < 2 && passing(last); repeat++) {
            Duration asked = last.retryAfter() == null ? pause : last.retryAfter();
            if (asked.compareTo(Duration.ofMinutes(1)) > 0) {
                return last;
            }
            try {
                sleep(asked);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.of(Kind.INTERRUPTED, taskId, e);
            }
            pause = pause.multipliedBy(2);
            last = look(taskId);
        }
        return last;
    }

    boolean passing(Outcome outcome) {
        return outcome.kind() == Kind.NOT_SENT
                || List.of(408, 429, 455, 500, 503).contains(outcome.code());
    }

    Outcome look(String taskId) {
        Opened opened;
        try {
            String query = "/record-info?taskId=" + URLEncoder.encode(taskId, StandardCharsets.UTF_8);
            opened = open(exchange(request(query).GET()));
        } catch (IOException e) {
            return Outcome.of(Kind.NOT_SENT, taskId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.of(Kind.INTERRUPTED, taskId, e);
        }
        return opened.end() != null ? opened.end() : shown(taskId, opened.data());
    }

    Outcome shown(String taskId, JsonNode data) {
        JsonNode flag = data.path("successFlag");
        boolean whole = flag.isIntegralNumber() && flag.canConvertToInt();
        if (!whole || !text(data.path("taskId")).equals(taskId)) {
            return Outcome.of(Kind.INVALID_RESPONSE, taskId, null);
        }
        List<String> urls = data.at("/response/resultUrls")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        return Outcome.task(taskId, flag.asInt(), urls);
    }

    @Override
    public Outcome awaitCompletionBlocking(String taskId) {
        long start = nanos();
        boolean known = false;
        for (int looks = 1; ; looks++) {
            Outcome look = look(taskId);
            Duration elapsed = Duration.ofNanos(nanos() - start);
            known |= look.kind() == Kind.SUCCESS;
            boolean lags = !known && looks <= GRACE;
            Outcome end = end(taskId, look, lags);
            if (end != null) {
                return end;
            } else if (elapsed.compareTo(habits.deadline()) >= 0) {
                return Outcome.of(Kind.TIMED_OUT, taskId, null);
            }
            Duration asked = look.retryAfter() == null ? Duration.ZERO : look.retryAfter();
            try {
                sleep(asked.compareTo(habits.between()) > 0 ? asked : habits.between());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.of(Kind.INTERRUPTED, taskId, e);
            }
        }
    }

    /** What a look ends the wait with, if it does. */
    @Nullable
    Outcome end(String taskId, Outcome look, boolean lags) {
        return switch (look.kind()) {
            case SUCCESS ->
                switch (look.successFlag()) {
                    case 1, 4 -> look;
                    case 2, 3 -> Outcome.of(Kind.TASK_FAILED, taskId, null);
                    default -> null;
                };
            case API_ERROR -> {
                boolean gone = List.of(404, 422).contains(look.code()) && !lags;
                yield look.code() == 401 || gone
                        ? Outcome.apiError(taskId, look.code(), look.msg(), look.retryAfter(), null)
                        : null;
            }
            case INTERRUPTED -> look;
            default -> null;
        };
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(setup.baseUrl() + "/api/v1/modify" + path))
                .timeout(setup.timeout())
                .header("Authorization", "Bearer " + setup.apiKey());
    }

    /** The JDK's timeout is for the head of an answer; this one is for all of it. */
    Heard exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        CompletableFuture<byte[]> body = CompletableFuture.supplyAsync(() -> {
            try (InputStream in = response.body()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
        try {
            byte[] whole = body.get(setup.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return new Heard(response.statusCode(), retryAfter, whole);
        } catch (TimeoutException | ExecutionException e) {
            response.body().close();
            throw new IOException("The answer broke off", e);
        }
    }

    Opened open(Heard heard) {
        JsonNode envelope;
        try {
            envelope = Json.MAPPER.readTree(heard.body());
        } catch (JacksonException e) {
            envelope = MissingNode.getInstance();
        }
        JsonNode code = envelope.path("code");
        if (!code.isIntegralNumber() || !code.canConvertToInt()) {
            boolean down = List.of(408, 429, 502, 503, 504).contains(heard.status());
            return Opened.end(new Outcome(
                    Kind.INVALID_RESPONSE, "", down ? 503 : 0, "", -1, List.of(), heard.retryAfter(), null));
        } else if (code.asInt() != 200) {
            String msg = text(envelope.path("msg"));
            return Opened.end(Outcome.apiError("", code.asInt(), msg, heard.retryAfter(), null));
        }
        return heard.status() == 200
                ? new Opened(envelope.path("data"), null)
                : Opened.end(Outcome.of(Kind.INVALID_RESPONSE, "", null));
    }

    static String text(JsonNode node) {
        return node.isString() ? node.asString() : "";
    }

    long nanos() {
        return habits.virtual() ? setup.clock().nanoTime() : System.nanoTime();
    }

    void sleep(Duration pause) throws InterruptedException {
        if (habits.virtual()) {
            setup.clock().sleep(pause);
        } else {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    }

    @Override
    public void close() {}

    /** Makes such clients. */
    static class Factory implements ClientAdapter.Factory {
        private final Habits habits;
        private final BiFunction<Setup, Habits, StandaloneClient> made;

        Factory(Habits habits) {
            this(habits, StandaloneClient::new);
        }

        Factory(Habits habits, BiFunction<Setup, Habits, StandaloneClient> made) {
            this.habits = habits;
            this.made = made;
        }

        @Override
        public ClientAdapter newClient(Setup setup) {
            return made.apply(setup, habits);
        }

        @Override
        public boolean usesVirtualClock() {
            return habits.virtual();
        }

        @Override
        public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
            return StandaloneVerifier.verify(keys, now, headers, body);
        }
    }
}
