package dev.lumamodify.contract;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.harness.Signature;
import dev.lumamodify.contract.internal.server.RecordingHttpClient;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people get wrong when they call back. */
final class CallbackFaults {
    private static final String SIGNATURE = "X-Webhook-Signature";
    private static final String TIMESTAMP = "X-Webhook-Timestamp";

    private CallbackFaults() {}

    static Map<String, Supplier<FaultLayer>> all() {
        Faults faults = new Faults().on("callbacks");
        contents(faults);
        signatures(faults);
        attempts(faults);
        flags(faults);
        return faults.all();
    }

    private static void contents(Faults faults) {
        faults.delivers("never calls back", (call, onward) -> taken(call));
        faults.posts("PUT", call -> new Request("PUT", call.path(), call.headers(), call.body(), false));
        faults.posts("a form", call -> call.header("Content-Type", "application/x-www-form-urlencoded"));
        faults.posts("no query", call -> to(call, call.path().replaceFirst("\\?.*", "")));
        faults.posts("another path", call -> to(call, "/"));
        faults.posts("the query decoded", call -> to(call, call.path().replace("%26", "&")));
        faults.bodies("another task", json -> data(json).put("taskId", "d".repeat(32)));
        faults.bodies(
                "task_id in the callback",
                json -> data(json).set("task_id", data(json).remove("taskId")));
        faults.bodies("no promptJson", json -> data(json).remove("promptJson"));
        faults.bodies(
                "paramJson in the callback",
                json -> data(json).set("paramJson", data(json).remove("promptJson")));
        faults.bodies(
                "promptJson with watermark",
                json -> data(json)
                        .put(
                                "promptJson",
                                data(json).path("promptJson").asString().replace("waterMark", "watermark")));
        faults.bodies(
                "promptJson is an object",
                json -> data(json).set("promptJson", TaskAssertions.parameters(data(json), "promptJson")));
        faults.bodies(
                "promptJson without Unicode",
                json -> data(json)
                        .put(
                                "promptJson",
                                data(json).path("promptJson").asString().replaceAll("[^\\x00-\\x7F]", "?")));
        faults.bodies("no resultUrls", json -> data(json).remove("resultUrls"));
        faults.bodies("other resultUrls", json -> {
            if (data(json).has("resultUrls")) {
                data(json).putArray("resultUrls").add("https://example.com/other.mp4");
            }
        });
        faults.bodies(
                "resultUrls in a string",
                json -> data(json)
                        .put("resultUrls", data(json).path("resultUrls").toString()));
        faults.bodies(
                "code is a string in the callback",
                json -> json.put("code", json.path("code").toString()));
        faults.bodies("another msg", json -> json.put("msg", "success"));
        faults.bodies(
                "another msg for failures",
                json -> json.put(
                        "msg",
                        json.path("code").asInt() == 500
                                ? "failed"
                                : json.path("msg").asString()));
        faults.bodies(
                "501 for failures", json -> json.put("code", json.path("code").asInt() == 500 ? 501 : 200));
        faults.bodies("200 for failures", json -> json.put("code", 200));
        faults.bodies("resultUrls for failures", json -> {
            if (json.path("code").asInt() == 500) {
                data(json).putArray("resultUrls");
            }
        });
        faults.delivers(
                "failures are not told",
                (call, onward) -> FaultLayer.json(call).path("code").asInt() == 200 ? onward.apply(call) : taken(call));
        faults.bodies("no data", json -> json.remove("data"));
        faults.posts(
                "the record itself",
                call -> call.body(FaultLayer.json(call)
                        .path("data")
                        .toString()
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        faults.posts("the key goes with it", call -> call.header("Authorization", "Bearer Key-of-the-suite"));
        faults.posts("the webhook key goes with it", call -> call.header("X-Webhook-Key", "webhook-key"));
        AtomicInteger count = new AtomicInteger();
        faults.bodies("another body each time", json -> json.put("attempt", count.incrementAndGet()));
    }

    private static void signatures(Faults faults) {
        faults.posts("unsigned", call -> without(without(call, SIGNATURE), TIMESTAMP));
        faults.posts("no timestamp", call -> without(call, TIMESTAMP));
        faults.posts("signed with another key", call -> signed(call, "other-key", id(call) + "." + timestamp(call)));
        faults.posts("signed without the timestamp", call -> signed(call, "webhook-key", id(call)));
        faults.posts("signed with a colon", call -> signed(call, "webhook-key", id(call) + ":" + timestamp(call)));
        faults.posts("signed over the body", call -> signed(call, "webhook-key", timestamp(call) + "." + call.text()));
        faults.posts("signed in hex", call -> call.header(SIGNATURE, "0".repeat(64)));
        faults.posts(
                "sha256= before it", call -> call.header(SIGNATURE, "sha256=" + ServerFaults.header(call, SIGNATURE)));
        faults.posts(
                "no padding",
                call -> call.header(
                        SIGNATURE, ServerFaults.header(call, SIGNATURE).replace("=", "")));
        faults.posts("in milliseconds", call -> stamped(call, timestamp(call) + "000"));
        faults.posts("an hour old", call -> stamped(call, String.valueOf(Long.parseLong(timestamp(call)) - 3600)));
        faults.posts("a date", call -> stamped(call, "2026-01-01T00:00:00Z"));
    }

    private static void attempts(Faults faults) {
        faults.delivers("never tries again", (call, onward) -> {
            Response answer = onward.apply(call);
            return ServerFaults.status(answer, 200);
        });
        faults.delivers("goes on when taken", (call, onward) -> ServerFaults.status(onward.apply(call), 500));
        faults.delivers("delivers twice", (call, onward) -> {
            Response first = onward.apply(call);
            return first.status() == 200 ? onward.apply(call) : first;
        });
        faults.delivers("takes 2xx for 200", (call, onward) -> {
            Response answer = onward.apply(call);
            return answer.status() / 100 == 2 ? taken(call) : answer;
        });
        faults.delivers("takes 204 for 200", (call, onward) -> {
            Response answer = onward.apply(call);
            return answer.status() == 204 ? taken(call) : answer;
        });
        faults.delivers("takes 3xx for 200", (call, onward) -> {
            Response answer = onward.apply(call);
            return answer.status() / 100 == 3 ? taken(call) : answer;
        });
        faults.delivers("follows redirects", (call, onward) -> {
            Response answer = onward.apply(call);
            String location = answer.header("location");
            return location == null
                    ? answer
                    : onward.apply(to(call, java.net.URI.create(location).getPath()));
        });
        faults.delivers("takes a dropped connection for 200", (call, onward) -> {
            try {
                return onward.apply(call);
            } catch (CheckFailure dropped) {
                return taken(call);
            }
        });
        faults.delivers("tries again at 5xx only", (call, onward) -> {
            Response answer = onward.apply(call);
            return answer.status() < 500 ? taken(call) : answer;
        });
        faults.add("tries twice, then stops", () -> stopping(2));
        faults.add("tries three times, then stops", () -> stopping(3));
        faults.add("tries five times", () -> new FaultLayer() {
            private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

            @Override
            public Response deliver(Request call, Function<Request, Response> onward) {
                int attempt = attempts.computeIfAbsent(id(call), id -> new AtomicInteger())
                        .incrementAndGet();
                Response answer = onward.apply(call);
                return attempt == 4 && answer.status() != 200 ? onward.apply(call) : answer;
            }
        });
    }

    private static void flags(Faults faults) {
        faults.records("never flag 4", flag -> flag == 4, data -> data.put("successFlag", 1));
        faults.records(
                "flag 4 is failure",
                flag -> flag == 4,
                data -> data.put("successFlag", 3).putNull("response"));
        faults.records(
                "no results at flag 4",
                flag -> flag == 4,
                data -> ((ObjectNode) data.path("response")).putArray("resultUrls"));
        faults.records(
                "another completeTime at flag 4",
                flag -> flag == 4,
                data -> data.put("completeTime", data.path("completeTime").asLong() + 7000));
        faults.add("flag 4 at the first failure", () -> flagging((code, status) -> status != 200 ? 4 : -1, 1));
        faults.add(
                "failures go on to flag 4", () -> flagging((code, status) -> code == 500 && status != 200 ? 4 : -1, 3));
        faults.add("flag 4 although taken in the end", () -> flagging((code, status) -> status == 201 ? 4 : -1, 1));
        faults.add("calls back before the end", () -> new FaultLayer() {
            private final Set<String> told = ConcurrentHashMap.newKeySet();

            @Override
            public Response deliver(Request call, Function<Request, Response> onward) {
                Response answer = onward.apply(call);
                told.add(id(call));
                return answer;
            }

            @Override
            public Response pass(Request call, Function<Request, Response> onward) {
                Response answer = onward.apply(call);
                JsonNode data = answer.data();
                boolean early = FaultLayer.looks(call)
                        && data.path("successFlag").asInt(0) > 0
                        && !told.contains(data.path("taskId").asString());
                return early
                        ? FaultLayer.edited(
                                answer,
                                json -> ((ObjectNode) json.path("data"))
                                        .put("successFlag", 0)
                                        .putNull("completeTime")
                                        .putNull("response"))
                        : answer;
            }
        });
        faults.add("calls back what it refuses", () -> new FaultLayer() {
            @Override
            public Response pass(Request call, Function<Request, Response> onward) {
                Response answer = onward.apply(call);
                JsonNode url = FaultLayer.json(call).path("callBackUrl");
                if (FaultLayer.creates(call)
                        && !answer.accepted()
                        && url.asString("").contains("/callbacks/")) {
                    java.net.URI uri = java.net.URI.create(url.asString());
                    new RecordingHttpClient(java.net.URI.create("http://" + uri.getAuthority()))
                            .send(new Request("POST", uri.getPath()).json("{}"));
                }
                return answer;
            }
        });
    }

    private interface Flag {
        int of(int code, int status);
    }

    /** Shows another flag for tasks whose delivery was answered in a certain way. */
    private static FaultLayer flagging(Flag flag, int instead) {
        Map<String, Integer> flags = new ConcurrentHashMap<>();
        return new FaultLayer() {
            @Override
            public Response deliver(Request call, Function<Request, Response> onward) {
                Response answer = onward.apply(call);
                int wrong = flag.of(FaultLayer.json(call).path("code").asInt(), answer.status());
                if (wrong > 0) {
                    flags.put(id(call), wrong);
                }
                return answer;
            }

            @Override
            public Response pass(Request call, Function<Request, Response> onward) {
                Response answer = onward.apply(call);
                Integer wrong = flags.get(answer.data().path("taskId").asString(""));
                return wrong != null && answer.data().path("successFlag").asInt() == instead
                        ? FaultLayer.edited(answer, json -> ((ObjectNode) json.path("data")).put("successFlag", wrong))
                        : answer;
            }
        };
    }

    private static FaultLayer stopping(int attempts) {
        Map<String, AtomicInteger> made = new ConcurrentHashMap<>();
        return new FaultLayer() {
            @Override
            public Response deliver(Request call, Function<Request, Response> onward) {
                int attempt = made.computeIfAbsent(id(call), id -> new AtomicInteger())
                        .incrementAndGet();
                return attempt > attempts ? ServerFaults.status(taken(call), 500) : onward.apply(call);
            }
        };
    }

    private static Response taken(Request call) {
        return new Response(call, 200, Map.of("content-type", List.of("text/plain")), new byte[0]);
    }

    private static Request to(Request call, String path) {
        return new Request(call.method(), path, call.headers(), call.body(), call.chunked());
    }

    private static Request without(Request call, String name) {
        List<Request.Header> rest = call.headers().stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList();
        return new Request(call.method(), call.path(), rest, call.body(), call.chunked());
    }

    private static Request signed(Request call, String key, String text) {
        return call.header(SIGNATURE, Signature.of(key, text));
    }

    private static Request stamped(Request call, String timestamp) {
        return signed(call.header(TIMESTAMP, timestamp), "webhook-key", id(call) + "." + timestamp);
    }

    private static String id(Request call) {
        return FaultLayer.json(call).path("data").path("taskId").asString("");
    }

    private static String timestamp(Request call) {
        return ServerFaults.header(call, TIMESTAMP);
    }

    private static ObjectNode data(ObjectNode json) {
        return json.path("data") instanceof ObjectNode data ? data : json.objectNode();
    }
}
