package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.StandaloneClient;
import dev.lumamodify.contract.StandaloneClient.Timing;
import dev.lumamodify.contract.StandaloneHttp.Parsed;
import dev.lumamodify.contract.StandaloneHttp.RawResponse;
import dev.lumamodify.contract.StandaloneVerifier;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.SignedCallback;
import dev.lumamodify.contract.internal.spec.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every faulty {@link StandaloneClient}: faults inside a client, which a wrapper cannot add. */
public final class StandaloneClientFaults {
    private final ClientFaultTable table = new ClientFaultTable();

    private StandaloneClientFaults() {}

    public static List<ClientFault> all() {
        StandaloneClientFaults faults = new StandaloneClientFaults();
        faults.addEnvelopes();
        faults.addSubmissions();
        faults.addTasks();
        faults.addReads();
        faults.addIntervals();
        faults.addWaits();
        faults.addVerifications();
        UploadFaults.addTo(faults.table);
        StateFaults.addTo(faults.table);
        ResponseFaults.addTo(faults.table);
        ReceiverFaults.addTo(faults.table);
        return faults.table.faults();
    }

    private void addEnvelopes() {
        readsEnvelope("submit.unusual-api-errors", "treats every response with a task id as a success", envelope -> {
            boolean named = envelope.at("/data/taskId").isString();
            return named ? envelope.put("code", 200) : envelope;
        });
        readsEnvelope("submit.api-errors", "treats every code from 200 to 299 as a success", envelope -> {
            int code = envelope.path("code").asInt(0);
            return code > 200 && code < 300 ? envelope.put("code", 200) : envelope;
        });
        readsEnvelope("submit.no-success-without-id", "treats a code that is a string as a success", envelope -> {
            return envelope.path("code").isString() ? envelope.put("code", 200) : envelope;
        });
        readsEnvelope(
                "submit.no-api-error-without-code", "treats a success without a task id as an error", envelope -> {
                    boolean named = envelope.at("/data/taskId").isString();
                    return envelope.path("code").asInt(0) == 200 && !named ? envelope.put("code", 500) : envelope;
                });
        readsResponse("submit.http-error-wins", "treats a redirect as a success", response -> {
            return response.status() < 400 ? response.withStatus(200) : response;
        });
        readsResponse("submit.api-errors", "reads error responses as Latin-1", response -> {
            String text = new String(response.body(), StandardCharsets.ISO_8859_1);
            return response.status() < 400 ? response : response.withBody(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    private void addSubmissions() {
        add("submit.request", "cuts long prompts", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected String body(SubmitRequest request) {
                String prompt = request.prompt()
                        .substring(0, Math.min(2000, request.prompt().length()));
                return super.body(
                        new SubmitRequest(prompt, request.videoUrl(), request.callBackUrl(), request.watermark()));
            }
        });
        add(
                "submit.request",
                "sends strings that are JSON values without quotes",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected String body(SubmitRequest request) {
                        return super.body(request).replaceAll("\"(true|null|[1-9]\\d*)\"", "$1");
                    }
                });
        add(
                "submit.at-most-once",
                "submits again after an incomplete response",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected RawResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
                        try {
                            return super.send(request);
                        } catch (IncompleteResponseException e) {
                            return super.send(request);
                        }
                    }
                });
        add(
                "submit.independent-calls",
                "returns the earlier outcome for an equal request",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    private final Map<SubmitRequest, Outcome> outcomes = new HashMap<>();

                    @Override
                    public Outcome submit(SubmitRequest request) {
                        return outcomes.computeIfAbsent(request, super::submit);
                    }
                });
        add(
                "submit.interrupted",
                "clears the interrupt of a submitting thread",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    public Outcome submit(SubmitRequest request) {
                        Outcome outcome = super.submit(request);
                        boolean unused = Thread.interrupted();
                        return outcome;
                    }
                });
    }

    private void addTasks() {
        readsTask("read.results", "sorts the results", (data, task) -> {
            return Outcome.task(
                    task.taskId(),
                    task.successFlag(),
                    task.resultUrls().stream().sorted().toList());
        });
        readsTask("read.results", "removes equal results", (data, task) -> {
            return Outcome.task(
                    task.taskId(),
                    task.successFlag(),
                    task.resultUrls().stream().distinct().toList());
        });
        readsTask("read.unusual-task", "treats a task without a status as generating", (data, task) -> {
            return data.has("successFlag") ? task : Outcome.task(task.taskId(), 0, List.of());
        });
        add(
                "read.other-task",
                "accepts a task whose id only begins with the requested id",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected Outcome task(String taskId, JsonNode data) {
                        String id = text(data.path("taskId"));
                        return super.task(id.startsWith(taskId) && !taskId.isEmpty() ? id : taskId, data);
                    }
                });
    }

    private void addReads() {
        add(
                "read.not-cached",
                "returns the earlier state of a task",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    private final Map<String, Outcome> outcomes = new HashMap<>();

                    @Override
                    public Outcome read(String taskId) {
                        return outcomes.computeIfAbsent(taskId, super::read);
                    }
                });
        add(
                "read.permanent-errors-not-retried",
                "repeats a read with a key that was rejected",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected boolean isTransient(Outcome outcome) {
                        return outcome.code() == 401 || super.isTransient(outcome);
                    }
                });
        sleeps("read.retry-delays", "repeats every read without a delay", delay -> Duration.ZERO);
        sleeps("read.retry-after", "reads Retry-After as milliseconds", delay -> Duration.ofMillis(delay.toSeconds()));
    }

    private void addIntervals() {
        waits(
                "wait.timeout",
                "gives up a wait after 10 minutes",
                timing -> new Timing(true, timing.retryDelay(), timing.pollInterval(), Duration.ofMinutes(10)));
        waits(
                "wait.timeout",
                "never gives up a wait",
                timing -> new Timing(true, timing.retryDelay(), timing.pollInterval(), Duration.ofDays(9)));
        waits(
                "wait.poll-interval",
                "polls as often as it repeats reads",
                timing -> new Timing(true, timing.retryDelay(), timing.retryDelay(), timing.timeout()));
        waits(
                "wait.poll-interval",
                "polls every five minutes",
                timing -> new Timing(true, timing.retryDelay(), Duration.ofMinutes(5), timing.timeout()));
        sleeps(
                "wait.retry-after",
                "polls after 15 seconds at the latest, even if Retry-After is longer",
                delay -> delay.compareTo(Duration.ofSeconds(15)) > 0 ? Duration.ofSeconds(15) : delay);
        add(
                "wait.slow-responses",
                "measures its timeout by its own delays",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    private long slept;

                    @Override
                    protected long nanoTime() {
                        return slept;
                    }

                    @Override
                    protected void sleep(Duration duration) throws InterruptedException {
                        slept += duration.toNanos();
                        super.sleep(duration);
                    }
                });
        add(
                "wait.outage",
                "polls without a delay while the service is unavailable",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected Outcome readOnce(String taskId) {
                        Outcome outcome = super.readOnce(taskId);
                        for (int retry = 0; retry < 30 && outcome.kind() != Kind.SUCCESS; retry++) {
                            outcome = super.readOnce(taskId);
                        }
                        return outcome;
                    }
                });
    }

    private void addWaits() {
        add(
                "wait.interrupt",
                "goes on waiting after an interrupt",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected void sleep(Duration duration) {
                        try {
                            super.sleep(duration);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                });
        ends("wait.transient-failures", "ends a wait at code 500", (read, end) -> {
            return read.code() == 500 ? read : end;
        });
        ends("wait.not-found", "goes on waiting for a task that is not found", (read, end) -> {
            return read.code() == 404 || read.code() == 422 ? null : end;
        });
        ends("wait.unauthorized", "goes on waiting with a key that was rejected", (read, end) -> {
            return read.code() == 401 ? null : end;
        });
        ends("wait.unknown-status", "ends a wait at an unknown status", (read, end) -> {
            return read.successFlag() > 4 ? Outcome.of(Kind.TASK_FAILED, read.taskId(), null) : end;
        });
        ends("wait.success", "goes on waiting at status 4", (read, end) -> read.successFlag() == 4 ? null : end);
    }

    private void addVerifications() {
        verifies("verify.incomplete", "takes a missing timestamp for the current time", (keys, headers, body) -> {
            Map<String, List<String>> complete = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            complete.putAll(headers);
            complete.putIfAbsent("X-Webhook-Timestamp", List.of(Long.toString(SignedCallback.NOW.getEpochSecond())));
            return StandaloneVerifier.verify(keys, SignedCallback.NOW, complete, body);
        });
        verifies("verify.rotation", "accepts every signature for an empty key", (keys, headers, body) -> {
            return keys.contains("")
                    ? Outcome.of(Kind.SUCCESS, ClientTestContext.TASK_ID, null)
                    : StandaloneVerifier.verify(keys, SignedCallback.NOW, headers, body);
        });
        verifies("verify.forged", "accepts signatures in URL-safe Base64", (keys, headers, body) -> {
            Map<String, List<String>> standard = new LinkedHashMap<>(headers);
            standard.replaceAll((name, values) -> values.stream()
                    .map(value ->
                            name.endsWith("Signature") ? value.replace('-', '+').replace('_', '/') : value)
                    .toList());
            return StandaloneVerifier.verify(keys, SignedCallback.NOW, standard, body);
        });
        verifies("verify.body", "accepts a task id at any place of the body", (keys, headers, body) -> {
            Matcher id = Pattern.compile("\"task_?[Ii]d\":\"([^\"\\\\]*)\"")
                    .matcher(new String(body, StandardCharsets.UTF_8));
            String found = id.find() ? SignedCallback.body("taskId", id.group(1)) : "";
            return StandaloneVerifier.verify(keys, SignedCallback.NOW, headers, found.getBytes(StandardCharsets.UTF_8));
        });
        verifies("verify.genuine", "prints the webhook key", (keys, headers, body) -> {
            System.out.println("A fault of a test: " + keys);
            return StandaloneVerifier.verify(keys, SignedCallback.NOW, headers, body);
        });
        verifies("verify.genuine", "rejects a callback without resultUrls", (keys, headers, body) -> {
            return new String(body, StandardCharsets.UTF_8).contains("resultUrls")
                    ? StandaloneVerifier.verify(keys, SignedCallback.NOW, headers, body)
                    : Outcome.of(Kind.REJECTED, "", null);
        });
    }

    /** The client reads another envelope than the one that it received. */
    private void readsEnvelope(String foundBy, String name, UnaryOperator<ObjectNode> change) {
        readsResponse(foundBy, name, response -> {
            try {
                return Json.MAPPER.readTree(response.body()) instanceof ObjectNode envelope
                        ? response.withBody(change.apply(envelope).toString().getBytes(StandardCharsets.UTF_8))
                        : response;
            } catch (JacksonException e) {
                return response;
            }
        });
    }

    /** The client reads another response than the one that it received. */
    private void readsResponse(String foundBy, String name, UnaryOperator<RawResponse> change) {
        add(foundBy, name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected Parsed parse(RawResponse response) {
                return super.parse(change.apply(response));
            }
        });
    }

    /** The client makes another outcome of a task record. */
    private void readsTask(String foundBy, String name, BiFunction<JsonNode, Outcome, Outcome> change) {
        add(foundBy, name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected Outcome task(String taskId, JsonNode data) {
                return change.apply(data, super.task(taskId, data));
            }
        });
    }

    /** The client sleeps for another time. */
    private void sleeps(String foundBy, String name, UnaryOperator<Duration> change) {
        add(foundBy, name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected void sleep(Duration duration) throws InterruptedException {
                super.sleep(change.apply(duration));
            }
        });
    }

    /** The client waits with other intervals. */
    private void waits(String foundBy, String name, UnaryOperator<Timing> change) {
        add(foundBy, name, (setup, timing) -> new StandaloneClient(setup, change.apply(timing)));
    }

    /** Changes the outcome that ends a wait; null if the wait goes on. */
    private interface EndChange {
        @Nullable
        Outcome change(Outcome read, @Nullable Outcome end);
    }

    private void ends(String foundBy, String name, EndChange change) {
        add(foundBy, name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected @Nullable Outcome end(String taskId, Outcome read, boolean mayBeDelayed) {
                return change.change(read, super.end(taskId, read, mayBeDelayed));
            }
        });
    }

    private interface Verification {
        Outcome verify(List<String> keys, Map<String, List<String>> headers, byte[] body);
    }

    private void verifies(String foundBy, String name, Verification verification) {
        table.add(foundBy, name, new StandaloneClient.Factory(Timing.VIRTUAL) {
            @Override
            public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
                return verification.verify(keys, headers, body);
            }
        });
    }

    private void add(String foundBy, String name, BiFunction<Setup, Timing, StandaloneClient> constructor) {
        table.add(foundBy, name, new StandaloneClient.Factory(Timing.VIRTUAL, constructor));
    }
}
