package dev.lumamodify.contract;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What people get wrong when they integrate this API: a sound client with one fault each. */
final class ClientFaults {
    private final ClientAdapter.Factory sound;
    private final Map<String, ClientAdapter.Factory> faults = new LinkedHashMap<>();

    private String topic = "";

    private ClientFaults(ClientAdapter.Factory sound) {
        this.sound = sound;
    }

    static Map<String, ClientAdapter.Factory> all(ClientAdapter.Factory sound) {
        ClientFaults faults = new ClientFaults(sound);
        faults.money();
        faults.answers();
        faults.requests();
        faults.times();
        faults.waits();
        faults.callbacks();
        faults.secrets();
        return faults.faults;
    }

    private void money() {
        topic = "submit";
        submits("submits again after an unknown end", (client, create) -> again(client, create, Kind.OUTCOME_UNKNOWN));
        submits("submits again after any refusal", (client, create) -> again(client, create, Kind.API_ERROR));
        submits(
                "submits again when the answer is malformed",
                (client, create) -> again(client, create, Kind.INVALID_RESPONSE));
        submits("submits again after a rate limit", (client, create) -> {
            Outcome first = client.submit(create);
            return first.code() == 429 ? client.submit(create) : first;
        });
        submits("submits again under maintenance", (client, create) -> {
            Outcome first = client.submit(create);
            return first.code() == 455 ? client.submit(create) : first;
        });
        submits("submits twice to be sure", (client, create) -> {
            client.submit(create);
            return client.submit(create);
        });
        ends(
                "says that nothing was sent when the outcome is unknown",
                o -> o.kind() == Kind.OUTCOME_UNKNOWN,
                Kind.NOT_SENT);
        ends(
                "says that a refused create may have been paid for",
                o -> o.kind() == Kind.API_ERROR,
                Kind.OUTCOME_UNKNOWN);
        ends("says unknown when nothing was sent", o -> o.kind() == Kind.NOT_SENT, Kind.OUTCOME_UNKNOWN);
    }

    private void answers() {
        topic = "submit";
        ends(
                "takes an error in HTTP 200 for a success",
                o -> o.kind() == Kind.API_ERROR && o.code() == 402,
                Kind.SUCCESS);
        ends("takes what makes no sense for a success", o -> o.kind() == Kind.INVALID_RESPONSE, Kind.SUCCESS);
        ends("throws what nobody expects", o -> o.kind() == Kind.INVALID_RESPONSE, Kind.OTHER);
        ends("knows no codes but the documented ones", o -> o.code() == 433, Kind.OTHER);
        changes(
                "maps every server error to 500",
                o -> o.code() > 500
                        ? new Outcome(
                                o.kind(),
                                o.taskId(),
                                500,
                                o.msg(),
                                o.successFlag(),
                                o.resultUrls(),
                                o.retryAfter(),
                                o.thrown())
                        : o);
        changes(
                "forgets the service's words",
                o -> new Outcome(
                        o.kind(),
                        o.taskId(),
                        o.code(),
                        "",
                        o.successFlag(),
                        o.resultUrls(),
                        o.retryAfter(),
                        o.thrown()));
        changes(
                "forgets Retry-After",
                o -> new Outcome(
                        o.kind(), o.taskId(), o.code(), o.msg(), o.successFlag(), o.resultUrls(), null, o.thrown()));
        changes(
                "trims task ids",
                o -> new Outcome(
                        o.kind(),
                        o.taskId().strip(),
                        o.code(),
                        o.msg(),
                        o.successFlag(),
                        o.resultUrls(),
                        o.retryAfter(),
                        o.thrown()));
        topic = "read";
        changes(
                "loses the results",
                o -> new Outcome(
                        o.kind(),
                        o.taskId(),
                        o.code(),
                        o.msg(),
                        o.successFlag(),
                        List.of(),
                        o.retryAfter(),
                        o.thrown()));
        changes(
                "takes an unknown flag for generating",
                o -> o.successFlag() > 4
                        ? new Outcome(
                                o.kind(), o.taskId(), o.code(), o.msg(), 0, o.resultUrls(), o.retryAfter(), o.thrown())
                        : o);
        ends("fails on an unknown flag", o -> o.successFlag() > 4, Kind.INVALID_RESPONSE);
    }

    private void requests() {
        topic = "submit";
        creates(
                "trims prompts",
                c -> new SubmitRequest(c.prompt().strip(), c.videoUrl(), c.callBackUrl(), c.watermark()));
        creates(
                "sends ASCII only",
                c -> new SubmitRequest(
                        c.prompt().replaceAll("[^\\x00-\\x7F]", "?"), c.videoUrl(), c.callBackUrl(), c.watermark()));
        creates(
                "drops NULs",
                c -> new SubmitRequest(c.prompt().replace("\u0000", ""), c.videoUrl(), c.callBackUrl(), c.watermark()));
        creates("drops the watermark", c -> new SubmitRequest(c.prompt(), c.videoUrl(), c.callBackUrl(), null));
        creates("drops the callback", c -> new SubmitRequest(c.prompt(), c.videoUrl(), null, c.watermark()));
        creates(
                "sends what was left out as empty",
                c -> new SubmitRequest(
                        c.prompt(), c.videoUrl(), c.callBackUrl(), c.watermark() == null ? "" : c.watermark()));
        creates(
                "escapes quotes twice",
                c -> new SubmitRequest(c.prompt().replace("\"", "\\\""), c.videoUrl(), c.callBackUrl(), c.watermark()));
        creates(
                "sends a blank prompt",
                c -> c.prompt().isBlank() ? new SubmitRequest("x", c.videoUrl(), c.callBackUrl(), c.watermark()) : c);
        creates(
                "takes any URL",
                c -> c.videoUrl().startsWith("http")
                        ? c
                        : new SubmitRequest(c.prompt(), "https://example.com/x", c.callBackUrl(), c.watermark()));
        topic = "read";
        reads("looks twice", (client, id) -> {
            client.read(id);
            return client.read(id);
        });
        reads("encodes ids twice", (client, id) -> client.read(id.replace("%", "%25")));
    }

    private void times() {
        topic = "read";
        pauses("does not pause before it repeats", pause -> Duration.ZERO);
        pauses("pauses twice as long", pause -> pause.multipliedBy(2));
        pauses(
                "does not wait for Retry-After",
                pause -> pause.compareTo(Duration.ofSeconds(4)) > 0 ? Duration.ofSeconds(4) : pause);
        pauses("pauses without jitter", pause -> Duration.ofMillis(500));
        topic = "wait";
        looks(
                "looks every second",
                after -> after.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : after);
        looks("looks every minute", after -> Duration.ofMinutes(1));
        looks("looks at regular times", after -> Duration.ofSeconds(10));
        topic = "read";
        pauses("does not repeat a look", pause -> {
            throw new InterruptedException("No patience");
        });
    }

    private void waits() {
        topic = "wait";
        awaits("takes an undelivered callback for a failure", o -> o.successFlag() == 4, Kind.TASK_FAILED);
        awaits("takes a failure for a result", o -> o.kind() == Kind.TASK_FAILED, Kind.SUCCESS);
        awaits("times out as a failure", o -> o.kind() == Kind.TIMED_OUT, Kind.TASK_FAILED);
        awaits("waits for ever when the key is refused", o -> o.code() == 401, Kind.OTHER);
        changes(
                "forgets which task failed",
                o -> o.kind() == Kind.TASK_FAILED ? Outcome.of(o.kind(), "", o.thrown()) : o);
        wrap("does not stop when it is cancelled", client -> new Wrapped(client) {
            @Override
            public CompletableFuture<Outcome> awaitCompletion(String taskId) {
                return super.awaitCompletion(taskId).thenApply(o -> o);
            }
        });
        wrap("swallows interrupts", client -> new Wrapped(client) {
            @Override
            public Outcome awaitCompletionBlocking(String taskId) {
                Outcome outcome = super.awaitCompletionBlocking(taskId);
                Thread.interrupted();
                return outcome;
            }
        });
    }

    private void callbacks() {
        topic = "verify";
        verifies("takes any signature", (v, c) -> Outcome.of(Kind.SUCCESS, ClientTestContext.TASK_ID, null));
        verifies("does not look at the time", (v, c) -> v.verify(c.keys(), signedAt(c), c.headers(), c.body()));
        verifies("takes old signatures", (v, c) -> {
            Instant at = signedAt(c);
            return v.verify(c.keys(), at.isBefore(c.now()) ? at : c.now(), c.headers(), c.body());
        });
        verifies("takes signatures from the future", (v, c) -> {
            Instant at = signedAt(c);
            return v.verify(c.keys(), at.isAfter(c.now()) ? at : c.now(), c.headers(), c.body());
        });
        verifies("knows one key only", (v, c) -> v.verify(c.keys().subList(0, 1), c.now(), c.headers(), c.body()));
        verifies("wants headers as the document writes them", (v, c) -> {
            Map<String, List<String>> headers = new LinkedHashMap<>(c.headers());
            headers.keySet().removeIf(name -> !name.startsWith("X-Webhook-S") && !name.startsWith("X-Webhook-T"));
            return v.verify(c.keys(), c.now(), headers, c.body());
        });
        verifies(
                "knows task_id only",
                (v, c) -> v.verify(
                        c.keys(),
                        c.now(),
                        c.headers(),
                        new String(c.body(), java.nio.charset.StandardCharsets.UTF_8)
                                .replace("taskId", "x")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        verifies("throws on a body that is no JSON", (v, c) -> {
            Outcome outcome = v.verify(c.keys(), c.now(), c.headers(), c.body());
            return new String(c.body(), java.nio.charset.StandardCharsets.UTF_8).startsWith("<")
                    ? Outcome.of(Kind.OTHER, "", null)
                    : outcome;
        });
        verifies("is confused by a second signature", (v, c) -> {
            Map<String, List<String>> headers = new LinkedHashMap<>(c.headers());
            headers.replaceAll((name, values) -> values.size() < 2 ? values : List.of(values.get(values.size() - 1)));
            return v.verify(c.keys(), c.now(), headers, c.body());
        });
        verifies("tells the key when it rejects", (v, c) -> {
            Outcome outcome = v.verify(c.keys(), c.now(), c.headers(), c.body());
            return outcome.kind() == Kind.REJECTED
                    ? Outcome.of(Kind.REJECTED, "", new IllegalStateException("not signed with " + c.keys()))
                    : outcome;
        });
        verifies("remembers what it saw and rejects it the second time", new BiFunction<>() {
            private final java.util.Set<String> seen = new java.util.HashSet<>();

            @Override
            public Outcome apply(ClientAdapter.Factory v, Call c) {
                Outcome outcome = v.verify(c.keys(), c.now(), c.headers(), c.body());
                boolean first = seen.add(
                        c.headers() + new String(c.body(), java.nio.charset.StandardCharsets.UTF_8) + c.keys());
                return first ? outcome : Outcome.of(Kind.REJECTED, "", null);
            }
        });
    }

    private void secrets() {
        topic = "submit";
        submits("prints the key", (client, create) -> {
            System.out.println("This is a fault of a test: " + ClientTestContext.API_KEY);
            return client.submit(create);
        });
        reads("logs the key where nobody looks", (client, id) -> {
            java.util.logging.Logger.getLogger("any")
                    .log(java.util.logging.Level.FINEST, "Key {0}", ClientTestContext.API_KEY);
            return client.read(id);
        });
        changes(
                "tells the key in what it throws",
                o -> o.thrown() == null
                        ? o
                        : new Outcome(
                                o.kind(),
                                o.taskId(),
                                o.code(),
                                o.msg(),
                                o.successFlag(),
                                o.resultUrls(),
                                o.retryAfter(),
                                new IllegalStateException("Bearer " + ClientTestContext.API_KEY)));
        setups("sends another key", s -> new Setup(s.baseUrl(), "x" + s.apiKey(), s.timeout(), s.clock()));
        setups(
                "calls another path",
                s -> new Setup(URI.create(s.baseUrl() + "/v2"), s.apiKey(), s.timeout(), s.clock()));
    }

    /** The arguments of a verification. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Call(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {}

    private static Instant signedAt(Call call) {
        String text = String.join("", call.headers().getOrDefault("X-Webhook-Timestamp", List.of()));
        return text.matches("\\d{1,10}") ? Instant.ofEpochSecond(Long.parseLong(text)) : call.now();
    }

    private static Outcome again(ClientAdapter client, SubmitRequest create, Kind kind) {
        Outcome first = client.submit(create);
        return first.kind() == kind ? client.submit(create) : first;
    }

    private static Outcome as(Kind kind, Outcome outcome) {
        return new Outcome(
                kind,
                outcome.taskId(),
                outcome.code(),
                outcome.msg(),
                outcome.successFlag(),
                outcome.resultUrls(),
                outcome.retryAfter(),
                outcome.thrown());
    }

    private void ends(String name, Predicate<Outcome> when, Kind kind) {
        changes(name, outcome -> when.test(outcome) ? as(kind, outcome) : outcome);
    }

    private void changes(String name, UnaryOperator<Outcome> change) {
        wrap(name, client -> new Wrapped(client) {
            @Override
            public Outcome submit(SubmitRequest create) {
                return change.apply(super.submit(create));
            }

            @Override
            public Outcome read(String taskId) {
                return change.apply(super.read(taskId));
            }

            @Override
            public CompletableFuture<Outcome> awaitCompletion(String taskId) {
                return changed(super.awaitCompletion(taskId), change);
            }
        });
    }

    private void awaits(String name, Predicate<Outcome> when, Kind kind) {
        wrap(name, client -> new Wrapped(client) {
            @Override
            public CompletableFuture<Outcome> awaitCompletion(String taskId) {
                return changed(super.awaitCompletion(taskId), o -> when.test(o) ? as(kind, o) : o);
            }
        });
    }

    private static CompletableFuture<Outcome> changed(CompletableFuture<Outcome> wait, UnaryOperator<Outcome> change) {
        CompletableFuture<Outcome> changed = wait.thenApply(change);
        CompletableFuture<Outcome> unused = changed.whenComplete((outcome, failure) -> {
            if (changed.isCancelled()) {
                wait.cancel(true);
            }
        });
        return changed;
    }

    private void submits(String name, BiFunction<ClientAdapter, SubmitRequest, Outcome> submit) {
        wrap(name, client -> new Wrapped(client) {
            @Override
            public Outcome submit(SubmitRequest create) {
                return submit.apply(client, create);
            }
        });
    }

    private void creates(String name, UnaryOperator<SubmitRequest> change) {
        submits(name, (client, create) -> client.submit(change.apply(create)));
    }

    private void reads(String name, BiFunction<ClientAdapter, String, Outcome> read) {
        wrap(name, client -> new Wrapped(client) {
            @Override
            public Outcome read(String taskId) {
                return read.apply(client, taskId);
            }
        });
    }

    private interface Pause {
        Duration instead(Duration pause) throws InterruptedException;
    }

    private void pauses(String name, Pause change) {
        times(name, change, after -> after);
    }

    private void looks(String name, UnaryOperator<Duration> change) {
        times(name, pause -> pause, change);
    }

    /** The client's time is not what it takes it for. */
    private void times(String name, Pause pause, UnaryOperator<Duration> after) {
        setups(name, setup -> {
            VirtualClock time = setup.clock();
            VirtualClock odd = new VirtualClock() {
                @Override
                public synchronized long nanoTime() {
                    return time.nanoTime();
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    time.sleep(pause.instead(duration));
                }

                @Override
                public synchronized Runnable schedule(Duration duration, Runnable task) {
                    return time.schedule(after.apply(duration), task);
                }
            };
            return new Setup(setup.baseUrl(), setup.apiKey(), setup.timeout(), odd);
        });
    }

    private void setups(String name, UnaryOperator<Setup> change) {
        add(name, new ClientAdapter.Factory() {
            @Override
            public ClientAdapter newClient(Setup setup) {
                return sound.newClient(change.apply(setup));
            }

            @Override
            public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
                return sound.verify(keys, now, headers, body);
            }
        });
    }

    private void verifies(String name, BiFunction<ClientAdapter.Factory, Call, Outcome> verify) {
        add(name, new ClientAdapter.Factory() {
            @Override
            public ClientAdapter newClient(Setup setup) {
                return sound.newClient(setup);
            }

            @Override
            public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
                return verify.apply(sound, new Call(keys, now, headers, body));
            }
        });
    }

    private void wrap(String name, UnaryOperator<ClientAdapter> wrap) {
        add(name, new ClientAdapter.Factory() {
            @Override
            public ClientAdapter newClient(Setup setup) {
                return wrap.apply(sound.newClient(setup));
            }

            @Override
            public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
                return sound.verify(keys, now, headers, body);
            }
        });
    }

    private void add(String name, ClientAdapter.Factory factory) {
        if (faults.put(topic + ": " + name, factory) != null) {
            throw new IllegalArgumentException("Two faults are called " + name);
        }
    }

    /** A client that does all that another does. */
    private static class Wrapped implements ClientAdapter {
        private final ClientAdapter client;

        Wrapped(ClientAdapter client) {
            this.client = client;
        }

        @Override
        public Outcome submit(SubmitRequest create) {
            return client.submit(create);
        }

        @Override
        public Outcome read(String taskId) {
            return client.read(taskId);
        }

        @Override
        public CompletableFuture<Outcome> awaitCompletion(String taskId) {
            return client.awaitCompletion(taskId);
        }

        @Override
        public Outcome awaitCompletionBlocking(String taskId) {
            return client.awaitCompletionBlocking(taskId);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
