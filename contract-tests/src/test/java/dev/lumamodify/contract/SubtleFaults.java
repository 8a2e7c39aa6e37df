package dev.lumamodify.contract;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Faults that show only at second sight: for some tasks, in some states, for long texts, at the same moment. */
final class SubtleFaults {
    private static final String KEY = "Key-of-the-suite";
    private static final String OTHER = "Key-of-somebody-else";
    private static final String VIDEO = "https://example.com/video.mp4";

    private SubtleFaults() {}

    static Map<String, Supplier<FaultLayer>> all() {
        Faults faults = new Faults();
        requests(faults.on("requests"));
        keys(faults.on("auth"));
        envelopes(faults.on("envelope"));
        tasks(faults.on("tasks"));
        parameters(faults.on("lifecycle"));
        money(faults.on("billing"));
        callbacks(faults.on("callbacks"));
        return faults.all();
    }

    private static void requests(Faults faults) {
        faults.mends(
                "takes an address without a scheme but with slashes",
                json -> json.path("videoUrl").asString("").startsWith("//"),
                json -> json.put("videoUrl", VIDEO));
        faults.mends(
                "takes videourl for videoUrl",
                json -> !json.has("videoUrl") && json.has("videourl"),
                json -> json.put("videoUrl", VIDEO));
        faults.refuses(
                "refuses long addresses",
                call -> FaultLayer.json(call).path("videoUrl").asString("").length() > 500);
        faults.calls("makes a task on PUT", call -> call.method().equals("PUT") ? by("POST", call) : call);
        faults.calls("looks by POST", call -> FaultLayer.looks(call) ? by("GET", call) : call);
    }

    private static void keys(Faults faults) {
        faults.passes("tells strangers which tasks there are", (call, onward) -> {
            Response answer = onward.apply(call);
            Response known = answer.code() == 401 && FaultLayer.looks(call) ? onward.apply(call.key(KEY)) : answer;
            return known.accepted() ? answer : known;
        });
        faults.calls(
                "takes the key from the query", call -> call.path().contains("token=" + KEY) ? call.key(KEY) : call);
        faults.calls(
                "takes the key from a cookie", call -> header(call, "cookie").contains(KEY) ? call.key(KEY) : call);
        faults.passes("ended tasks are everybody's", (call, onward) -> {
            Response answer = onward.apply(call);
            Response own = answer.code() == 422 && FaultLayer.looks(call) ? onward.apply(call.key(KEY)) : answer;
            return own.data().path("successFlag").asInt(0) > 0 ? own : answer;
        });
        faults.calls("tells anybody the credits", call -> call.path().endsWith("/credit") ? call.key(KEY) : call);
    }

    private static void envelopes(Faults faults) {
        faults.answers(
                "Latin-1 is claimed", answer -> with(answer, "content-type", "application/json; charset=latin1"));
        faults.refusals(
                "a trace of Node",
                answer -> FaultLayer.edited(
                        answer, json -> json.put("stack", "TypeError: x\n    at check (/app/server.js:10:5)")));
        faults.refusals(
                "a trace of Go",
                answer -> FaultLayer.edited(answer, json -> json.put("msg", "panic: x\n\ngoroutine 1 [running]:")));
        faults.refusals(
                "Retry-After in milliseconds",
                answer -> answer.code() == 429 ? with(answer, "retry-after", "10000") : answer);
    }

    private static void tasks(Faults faults) {
        faults.calls("ids in any case", call -> looked(call, id -> id.toLowerCase(Locale.ROOT)));
        faults.add("looks at the same time are mixed up", SubtleFaults::mixedUp);
        AtomicInteger count = new AtomicInteger();
        faults.passes("now and then a look finds nothing", (call, onward) -> {
            Response answer = onward.apply(call);
            boolean hidden = FaultLayer.looks(call) && answer.accepted() && count.incrementAndGet() % 40 == 0;
            return hidden ? onward.apply(looked(call, id -> "none")) : answer;
        });
        faults.records("createTime is of another zone", data -> data.put("createTime", time(data) + 28_800_000L));
        faults.records("completeTime is createTime", flag -> flag > 0, data -> data.put("completeTime", time(data)));
        faults.records("failures have seconds", flag -> flag == 3, data -> data.put("createTime", time(data) / 1000));
        faults.records("failures have code 0", flag -> flag == 3, data -> data.put("errorCode", 0));
        faults.records("no results with flag 4", flag -> flag == 4, data -> data.putNull("response"));
        faults.records("origins without a query", flag -> flag == 1, data -> {
            ArrayNode origins = (ArrayNode) data.path("response").path("originUrls");
            origins.set(0, origins.path(0).asString().replaceFirst("\\?.*", ""));
        });
    }

    private static void parameters(Faults faults) {
        prompt(faults, "paramJson is cut", text -> text.length() > 4096 ? text.substring(0, 4096) : text);
        prompt(faults, "paramJson is composed", text -> Normalizer.normalize(text, Normalizer.Form.NFC));
        prompt(faults, "paramJson without padding in front", String::stripLeading);
        prompt(faults, "paramJson is decoded twice", text -> text.replace("%41", "A"));
        faults.records("paramJson has no watermark beside a callback", data -> {
            String told = data.path("paramJson").asString();
            data.put("paramJson", told.contains("\"callBackUrl\":\"\"") ? told : told.replace("0042", ""));
        });
    }

    private static void money(Faults faults) {
        faults.add(
                "callbacks cost more",
                () -> slipping(call -> FaultLayer.json(call).has("callBackUrl")));
        AtomicInteger inside = new AtomicInteger();
        faults.add("creates at the same moment are charged twice", () -> slipping(call -> inside.get() > 1, inside));
        faults.calls(
                "all accounts have the same credits",
                call -> call.path().endsWith("/credit") && bearer(call, OTHER) ? call.key(KEY) : call);
        faults.answers(
                "credits are a text",
                answer -> answer.request().path().endsWith("/credit") && answer.accepted()
                        ? FaultLayer.edited(
                                answer,
                                json -> json.put("data", json.path("data").asString()))
                        : answer);
        faults.passes("a create without credits is called back", (call, onward) -> {
            Response answer = onward.apply(call);
            if (answer.code() == 402 && FaultLayer.json(call).has("callBackUrl")) {
                var unused = onward.apply(call.key(OTHER));
            }
            return answer;
        });
    }

    private static void callbacks(Faults faults) {
        faults.delivers("failures are called back twice", (callback, onward) -> {
            Response answer = onward.apply(callback);
            return answer.status() == 200 && failed(callback) ? onward.apply(callback) : answer;
        });
        faults.add("results are called back before they can be read", SubtleFaults::tooSoon);
        for (int status : new int[] {404, 206, 302, 429}) {
            faults.delivers(status + " takes", (callback, onward) -> {
                Response answer = onward.apply(callback);
                return answer.status() == status ? new Response(callback, 200, Map.of(), new byte[0]) : answer;
            });
        }
        retries(faults, "retries by PUT", (first, retry) -> by("PUT", retry));
        retries(
                faults,
                "the first signature is repeated",
                (first, retry) -> retry.header("X-Webhook-Timestamp", header(first, "X-Webhook-Timestamp"))
                        .header("X-Webhook-Signature", header(first, "X-Webhook-Signature")));
        retries(faults, "retries carry the key", (first, retry) -> retry.header("X-Api-Key", KEY));
        faults.posts("UTF-16", callback -> callback.body(callback.text().getBytes(StandardCharsets.UTF_16)));
        faults.bodies("long prompts are cut in callbacks", json -> {
            ObjectNode told = (ObjectNode) TaskAssertions.parameters(json.path("data"), "promptJson");
            String prompt = told.path("prompt").asString();
            told.put("prompt", prompt.substring(0, Math.min(2000, prompt.length())));
            ((ObjectNode) json.get("data")).put("promptJson", told.toString());
        });
    }

    private static void prompt(Faults faults, String name, UnaryOperator<String> edit) {
        faults.records(name, data -> {
            ObjectNode told = (ObjectNode) TaskAssertions.parameters(data, "paramJson");
            data.put(
                    "paramJson",
                    told.put("prompt", edit.apply(told.path("prompt").asString()))
                            .toString());
        });
    }

    /** Changes what follows the first attempt of a delivery. */
    private static void retries(Faults faults, String name, BinaryOperator<Request> change) {
        Map<String, Request> first = new ConcurrentHashMap<>();
        faults.posts(name, callback -> {
            Request before = first.putIfAbsent(taskId(callback), callback);
            return before == null ? callback : change.apply(before, callback);
        });
    }

    private static FaultLayer mixedUp() {
        return new FaultLayer() {
            private final AtomicInteger looking = new AtomicInteger();
            private final AtomicReference<Response> last = new AtomicReference<>();

            @Override
            public Response pass(Request call, Function<Request, Response> onward) {
                boolean crowded = looking.incrementAndGet() > 1;
                Response answer = onward.apply(call);
                looking.decrementAndGet();
                if (!FaultLayer.looks(call) || !answer.accepted()) {
                    return answer;
                }
                Response before = last.getAndSet(answer);
                return crowded && before != null ? before : answer;
            }
        };
    }

    private static FaultLayer tooSoon() {
        return new FaultLayer() {
            private final Set<String> pending = ConcurrentHashMap.newKeySet();

            @Override
            public Response pass(Request call, Function<Request, Response> onward) {
                Response answer = onward.apply(call);
                boolean early = pending.contains(answer.data().path("taskId").asString(""))
                        && answer.data().path("response").isObject();
                return early
                        ? FaultLayer.edited(
                                answer,
                                json -> ((ObjectNode) json.path("data").path("response")).putArray("resultUrls"))
                        : answer;
            }

            @Override
            public Response deliver(Request callback, Function<Request, Response> onward) {
                pending.add(taskId(callback));
                try {
                    return onward.apply(callback);
                } finally {
                    pending.remove(taskId(callback));
                }
            }
        };
    }

    private static FaultLayer slipping(Predicate<Request> slip) {
        return slipping(slip, new AtomicInteger());
    }

    /** Takes a credit more for each accepted create of the first account at which it slips. */
    private static FaultLayer slipping(Predicate<Request> slip, AtomicInteger inside) {
        return new FaultLayer() {
            private final AtomicInteger gone = new AtomicInteger();

            @Override
            public Response pass(Request call, Function<Request, Response> onward) {
                inside.addAndGet(FaultLayer.creates(call) ? 1 : 0);
                Response answer = onward.apply(call);
                if (FaultLayer.creates(call) && answer.taskId() != null && bearer(call, KEY) && slip.test(call)) {
                    gone.incrementAndGet();
                }
                inside.addAndGet(FaultLayer.creates(call) ? -1 : 0);
                return call.path().endsWith("/credit") && answer.accepted() && bearer(call, KEY)
                        ? FaultLayer.edited(
                                answer,
                                json -> json.put("data", json.path("data").asLong() - gone.get()))
                        : answer;
            }
        };
    }

    private static Request by(String method, Request call) {
        return new Request(method, call.path(), call.headers(), method.equals("GET") ? null : call.body(), false);
    }

    private static Request looked(Request call, UnaryOperator<String> change) {
        String path = call.path();
        int at = path.indexOf("taskId=") + "taskId=".length();
        return FaultLayer.looks(call) && path.contains("taskId=")
                ? new Request(
                        call.method(),
                        path.substring(0, at) + change.apply(path.substring(at)),
                        call.headers(),
                        null,
                        false)
                : call;
    }

    private static String header(Request call, String name) {
        return call.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Request.Header::value)
                .findFirst()
                .orElse("");
    }

    private static boolean bearer(Request call, String key) {
        return header(call, "authorization").equalsIgnoreCase("Bearer " + key);
    }

    private static Response with(Response answer, String header, String value) {
        Map<String, List<String>> headers = new HashMap<>(answer.headers());
        headers.put(header, List.of(value));
        return new Response(answer.request(), answer.status(), headers, answer.body());
    }

    private static long time(ObjectNode data) {
        return data.path("createTime").asLong(0);
    }

    private static String taskId(Request callback) {
        return FaultLayer.json(callback).path("data").path("taskId").asString("");
    }

    private static boolean failed(Request callback) {
        return FaultLayer.json(callback).path("code").asInt(0) != 200;
    }
}
