package dev.lumamodify.contract;

import dev.lumamodify.contract.StandaloneClient.Habits;
import dev.lumamodify.contract.StandaloneClient.Heard;
import dev.lumamodify.contract.StandaloneClient.Opened;
import dev.lumamodify.contract.client.ClientAdapter;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes wrong inside of a client, where no wrapper reaches: {@link StandaloneClient} with one fault each. */
final class StandaloneClientFaults {
    private final Map<String, ClientAdapter.Factory> faults = new LinkedHashMap<>();

    static Map<String, ClientAdapter.Factory> all() {
        StandaloneClientFaults faults = new StandaloneClientFaults();
        faults.envelopes();
        faults.creates();
        faults.tasks();
        faults.waits();
        faults.ends();
        faults.callbacks();
        return faults.faults;
    }

    private void envelopes() {
        opens("submit: takes any answer with an id for a success", envelope -> {
            boolean named = envelope.at("/data/taskId").isString();
            return named ? envelope.put("code", 200) : envelope;
        });
        opens("submit: takes every code from 200 to 299 for a success", envelope -> {
            int code = envelope.path("code").asInt(0);
            return code > 200 && code < 300 ? envelope.put("code", 200) : envelope;
        });
        opens("submit: takes a code in quotes for a success", envelope -> {
            return envelope.path("code").isString() ? envelope.put("code", 200) : envelope;
        });
        opens("submit: takes a success without an id for a refusal", envelope -> {
            boolean named = envelope.at("/data/taskId").isString();
            return envelope.path("code").asInt(0) == 200 && !named ? envelope.put("code", 500) : envelope;
        });
        hears("submit: takes a redirect for an answer", heard -> {
            return new Heard(heard.status() < 400 ? 200 : heard.status(), heard.retryAfter(), heard.body());
        });
        hears("submit: reads errors as Latin-1", heard -> {
            String text = new String(heard.body(), StandardCharsets.ISO_8859_1);
            byte[] body = heard.status() < 400 ? heard.body() : text.getBytes(StandardCharsets.UTF_8);
            return new Heard(heard.status(), heard.retryAfter(), body);
        });
    }

    private void creates() {
        is("submit: cuts long prompts", (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            String body(SubmitRequest c) {
                String prompt =
                        c.prompt().substring(0, Math.min(2000, c.prompt().length()));
                return super.body(new SubmitRequest(prompt, c.videoUrl(), c.callBackUrl(), c.watermark()));
            }
        });
        is("submit: writes what looks like JSON as JSON", (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            String body(SubmitRequest create) {
                return super.body(create).replaceAll("\"(true|null|[1-9]\\d*)\"", "$1");
            }
        });
        is("submit: sends again what was answered by half", (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            Heard exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
                try {
                    return super.exchange(request);
                } catch (IOException e) {
                    if (String.valueOf(e.getMessage()).contains("broke off")) {
                        return super.exchange(request);
                    }
                    throw e;
                }
            }
        });
        is("submit: answers the same create from memory", (setup, habits) -> new StandaloneClient(setup, habits) {
            private final Map<SubmitRequest, Outcome> known = new HashMap<>();

            @Override
            public Outcome submit(SubmitRequest create) {
                return known.computeIfAbsent(create, super::submit);
            }
        });
        is("submit: swallows interrupts", (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            public Outcome submit(SubmitRequest create) {
                Outcome outcome = super.submit(create);
                boolean unused = Thread.interrupted();
                return outcome;
            }
        });
    }

    private void tasks() {
        shows(
                "read: sorts the results",
                (data, shown) -> with(
                        shown,
                        shown.successFlag(),
                        shown.resultUrls().stream().sorted().toList()));
        shows(
                "read: tells equal results once",
                (data, shown) -> with(
                        shown,
                        shown.successFlag(),
                        shown.resultUrls().stream().distinct().toList()));
        shows("read: takes a task without a flag for a new one", (data, shown) -> {
            return data.has("successFlag") ? shown : with(shown, 0, List.of());
        });
        is("read: knows a task by the beginning of its id", (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            Outcome shown(String taskId, JsonNode data) {
                String told = text(data.path("taskId"));
                return super.shown(told.startsWith(taskId) && !taskId.isEmpty() ? told : taskId, data);
            }
        });
        is("read: shows a task as it was", (setup, habits) -> new StandaloneClient(setup, habits) {
            private final Map<String, Outcome> known = new HashMap<>();

            @Override
            public Outcome read(String taskId) {
                return known.computeIfAbsent(taskId, super::read);
            }
        });
        is("read: repeats a look with a key that was refused", (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            boolean passing(Outcome outcome) {
                return outcome.code() == 401 || super.passing(outcome);
            }
        });
        sleeps("read: repeats without a pause", pause -> Duration.ZERO);
        sleeps("read: takes Retry-After for milliseconds", pause -> Duration.ofMillis(pause.toSeconds()));
    }

    private void waits() {
        habit("wait: gives up after 10 minutes", h -> new Habits(true, h.pause(), h.between(), Duration.ofMinutes(10)));
        habit("wait: never gives up", h -> new Habits(true, h.pause(), h.between(), Duration.ofDays(9)));
        habit("wait: looks every second", h -> new Habits(true, h.pause(), h.pause(), h.deadline()));
        habit("wait: looks every five minutes", h -> new Habits(true, h.pause(), Duration.ofMinutes(5), h.deadline()));
        sleeps("wait: does not wait for Retry-After", pause -> {
            return pause.compareTo(Duration.ofSeconds(15)) > 0 ? Duration.ofSeconds(15) : pause;
        });
        is(
                "wait: adds up its pauses instead of looking at a clock",
                (setup, habits) -> new StandaloneClient(setup, habits) {
                    private long slept;

                    @Override
                    long nanos() {
                        return slept;
                    }

                    @Override
                    void sleep(Duration pause) throws InterruptedException {
                        slept += pause.toNanos();
                        super.sleep(pause);
                    }
                });
        is("wait: goes on when it is interrupted", (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            void sleep(Duration pause) {
                try {
                    super.sleep(pause);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        is(
                "wait: looks again and again when the service is down",
                (setup, habits) -> new StandaloneClient(setup, habits) {
                    @Override
                    Outcome look(String taskId) {
                        Outcome look = super.look(taskId);
                        for (int again = 0; again < 30 && look.kind() != Kind.SUCCESS; again++) {
                            look = super.look(taskId);
                        }
                        return look;
                    }
                });
    }

    private void ends() {
        end("wait: ends at a server error", (look, end) -> look.code() == 500 ? look : end);
        end("wait: waits for what is not found", (look, end) -> look.code() == 404 || look.code() == 422 ? null : end);
        end("wait: waits with a key that was refused", (look, end) -> look.code() == 401 ? null : end);
        end("wait: takes an unknown flag for a failure", (look, end) -> {
            return look.successFlag() > 4 ? Outcome.of(Kind.TASK_FAILED, look.taskId(), null) : end;
        });
        end(
                "wait: goes on when the callback could not be delivered",
                (look, end) -> look.successFlag() == 4 ? null : end);
    }

    private void callbacks() {
        verifies("verify: keeps one of several headers", (keys, headers, body) -> {
            Map<String, List<String>> last = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            last.putAll(headers);
            return StandaloneVerifier.verify(keys, SignedCallback.NOW, last, body);
        });
        verifies("verify: takes an empty key for no key at all", (keys, headers, body) -> {
            return keys.contains("")
                    ? Outcome.of(Kind.SUCCESS, ClientTestContext.TASK_ID, null)
                    : StandaloneVerifier.verify(keys, SignedCallback.NOW, headers, body);
        });
        verifies("verify: reads signatures in the alphabet of URLs", (keys, headers, body) -> {
            Map<String, List<String>> read = new LinkedHashMap<>(headers);
            read.replaceAll((name, values) -> values.stream()
                    .map(value ->
                            name.endsWith("Signature") ? value.replace('-', '+').replace('_', '/') : value)
                    .toList());
            return StandaloneVerifier.verify(keys, SignedCallback.NOW, read, body);
        });
        verifies("verify: finds an id wherever it is", (keys, headers, body) -> {
            Matcher id = Pattern.compile("\"task_?[Ii]d\":\"([^\"\\\\]*)\"")
                    .matcher(new String(body, java.nio.charset.StandardCharsets.UTF_8));
            String found = id.find() ? SignedCallback.body("taskId", id.group(1)) : "";
            return StandaloneVerifier.verify(keys, SignedCallback.NOW, headers, found.getBytes(StandardCharsets.UTF_8));
        });
        verifies("verify: prints the key", (keys, headers, body) -> {
            System.out.println("This is a fault of a test: " + keys);
            return StandaloneVerifier.verify(keys, SignedCallback.NOW, headers, body);
        });
        verifies("verify: needs results", (keys, headers, body) -> {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8).contains("resultUrls")
                    ? StandaloneVerifier.verify(keys, SignedCallback.NOW, headers, body)
                    : Outcome.of(Kind.REJECTED, "", null);
        });
    }

    private static Outcome with(Outcome shown, int flag, List<String> urls) {
        return Outcome.task(shown.taskId(), flag, urls);
    }

    /** The client reads another envelope than the one that came. */
    private void opens(String name, UnaryOperator<ObjectNode> change) {
        hears(name, heard -> {
            try {
                return Json.MAPPER.readTree(heard.body()) instanceof ObjectNode envelope
                        ? new Heard(
                                heard.status(),
                                heard.retryAfter(),
                                change.apply(envelope).toString().getBytes(StandardCharsets.UTF_8))
                        : heard;
            } catch (tools.jackson.core.JacksonException e) {
                return heard;
            }
        });
    }

    private void hears(String name, UnaryOperator<Heard> change) {
        is(name, (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            Opened open(Heard heard) {
                return super.open(change.apply(heard));
            }
        });
    }

    private void shows(String name, BiFunction<JsonNode, Outcome, Outcome> change) {
        is(name, (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            Outcome shown(String taskId, JsonNode data) {
                return change.apply(data, super.shown(taskId, data));
            }
        });
    }

    private void sleeps(String name, UnaryOperator<Duration> change) {
        is(name, (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            void sleep(Duration pause) throws InterruptedException {
                super.sleep(change.apply(pause));
            }
        });
    }

    private void habit(String name, UnaryOperator<Habits> change) {
        is(name, (setup, habits) -> new StandaloneClient(setup, change.apply(habits)));
    }

    /** A wait ends otherwise. */
    private interface End {
        @Nullable
        Outcome instead(Outcome look, @Nullable Outcome end);
    }

    private void end(String name, End change) {
        is(name, (setup, habits) -> new StandaloneClient(setup, habits) {
            @Override
            @Nullable
            Outcome end(String taskId, Outcome look, boolean lags) {
                return change.instead(look, super.end(taskId, look, lags));
            }
        });
    }

    private interface Verification {
        Outcome of(List<String> keys, Map<String, List<String>> headers, byte[] body);
    }

    private void verifies(String name, Verification verification) {
        add(name, new StandaloneClient.Factory(Habits.PATIENT) {
            @Override
            public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
                return verification.of(keys, headers, body);
            }
        });
    }

    private void is(String name, BiFunction<Setup, Habits, StandaloneClient> made) {
        add(name, new StandaloneClient.Factory(Habits.PATIENT, made));
    }

    private void add(String name, ClientAdapter.Factory factory) {
        if (faults.put(name, factory) != null) {
            throw new IllegalArgumentException("Two faults are called " + name);
        }
    }
}
