package dev.lumamodify.contract;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people get wrong when they build this API: requests, keys, envelopes, tasks, lives, money and limits. */
final class ServerFaults {
    private static final SchemaValidator JUDGE = new SchemaValidator();
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
    private static final String GENERATING =
            String.valueOf(DOCUMENT.operation("recordInfo").responseExamples().get("generating"));
    private static final String KEY = "Key-of-the-suite";

    private ServerFaults() {}

    static Map<String, Supplier<FaultLayer>> all() {
        Faults faults = new Faults();
        lenient(faults.on("requests"));
        picky(faults.on("requests"));
        keys(faults.on("auth"));
        envelopes(faults.on("envelope"));
        tasks(faults.on("tasks"));
        lives(faults.on("lifecycle"));
        money(faults.on("billing"));
        return faults.all();
    }

    private static void lenient(Faults faults) {
        faults.mends("takes a create without a prompt", json -> !json.has("prompt"), json -> json.put("prompt", "x"));
        faults.mends("takes an empty prompt", json -> text(json, "prompt").equals(""), json -> json.put("prompt", "x"));
        faults.mends(
                "takes a prompt of spaces",
                json -> json.path("prompt").isString()
                        && text(json, "prompt").isBlank()
                        && !text(json, "prompt").isEmpty(),
                json -> json.put("prompt", "x"));
        faults.mends(
                "takes a prompt of any length",
                json -> text(json, "prompt").length() > 1 << 20,
                json -> json.put("prompt", "x"));
        faults.mends("takes a null prompt", json -> json.path("prompt").isNull(), json -> json.put("prompt", "x"));
        faults.mends(
                "turns a number into a prompt",
                json -> json.path("prompt").isNumber(),
                json -> json.put("prompt", json.path("prompt").toString()));
        faults.mends("takes a create without a video", json -> !json.has("videoUrl"), ServerFaults::withVideo);
        faults.mends("takes an empty videoUrl", json -> text(json, "videoUrl").isEmpty(), ServerFaults::withVideo);
        faults.mends("takes any videoUrl", json -> json.path("videoUrl").isString(), ServerFaults::withVideo);
        faults.mends(
                "takes an ftp videoUrl", json -> text(json, "videoUrl").startsWith("ftp:"), ServerFaults::withVideo);
        faults.mends(
                "takes a videoUrl without a scheme",
                json -> text(json, "videoUrl").startsWith("example.com"),
                ServerFaults::withVideo);
        faults.mends(
                "takes any callBackUrl",
                json -> json.path("callBackUrl").isString()
                        && !text(json, "callBackUrl").startsWith("http"),
                json -> json.remove("callBackUrl"));
        faults.mends(
                "takes a null callBackUrl",
                json -> json.path("callBackUrl").isNull(),
                json -> json.remove("callBackUrl"));
        faults.mends(
                "takes a null watermark", json -> json.path("watermark").isNull(), json -> json.remove("watermark"));
        faults.mends(
                "takes a watermark that is a number",
                json -> json.path("watermark").isNumber(),
                json -> json.remove("watermark"));
        faults.mends(
                "takes a watermark that is an object",
                json -> json.path("watermark").isObject(),
                json -> json.remove("watermark"));
        faults.calls("takes an array of requests", call -> {
            JsonNode json = FaultLayer.json(call);
            return FaultLayer.creates(call) && json.isArray() && json.path(0).isObject()
                    ? call.json(json.get(0).toString())
                    : call;
        });
        faults.calls("takes an empty body", call -> lawfulIf(call, call.text().isBlank()));
        faults.calls("takes what is cut short", call -> {
            String text = call.text();
            return lawfulIf(
                    call,
                    text.startsWith("{\"prompt")
                            && FaultLayer.json(call).isMissingNode()
                            && !text.contains("trailing"));
        });
        faults.calls("takes what trails", call -> lawfulIf(call, call.text().endsWith("trailing")));
        faults.calls("takes forms", call -> lawfulIf(call, call.text().startsWith("prompt=")));
        faults.passes("answers 400 to what is unlawful", (call, onward) -> recoded(onward.apply(call), 422, 400));
        faults.passes("answers 500 to what is unlawful", (call, onward) -> recoded(onward.apply(call), 422, 500));
        faults.passes("makes a task of what it refuses", (call, onward) -> {
            Response answer = onward.apply(call);
            return FaultLayer.creates(call) && answer.code() == 422
                    ? FaultLayer.edited(answer, json -> json.putObject("data").put("taskId", "0".repeat(32)))
                    : answer;
        });
    }

    private static void picky(Faults faults) {
        faults.refuses("refuses unknown fields", call -> FaultLayer.json(call).has("x-unknown"));
        faults.refuses(
                "refuses long prompts",
                call -> text(FaultLayer.json(call), "prompt").length() > 2000);
        faults.refuses(
                "refuses short prompts",
                call -> text(FaultLayer.json(call), "prompt").length() < 3);
        faults.refuses(
                "refuses what is not ASCII",
                call -> text(FaultLayer.json(call), "prompt").chars().anyMatch(c -> c > 127));
        faults.refuses(
                "refuses emoji",
                call -> text(FaultLayer.json(call), "prompt").chars().anyMatch(c -> c > 0xD7FF));
        faults.refuses(
                "refuses NUL", call -> text(FaultLayer.json(call), "prompt").indexOf(0) >= 0);
        faults.refuses(
                "refuses quotes", call -> text(FaultLayer.json(call), "prompt").contains("\""));
        faults.refuses("requires a watermark", call -> !FaultLayer.json(call).has("watermark"));
        faults.refuses("requires a callBackUrl", call -> !FaultLayer.json(call).has("callBackUrl"));
        faults.refuses("refuses a callBackUrl", call -> FaultLayer.json(call).has("callBackUrl"));
        faults.refuses("refuses a charset", call -> header(call, "content-type").contains("charset"));
        faults.refuses(
                "refuses MOV", call -> text(FaultLayer.json(call), "videoUrl").endsWith(".mov"));
        faults.refuses(
                "refuses a query in videoUrl",
                call -> text(FaultLayer.json(call), "videoUrl").contains("?"));
        faults.refuses(
                "refuses http", call -> text(FaultLayer.json(call), "videoUrl").startsWith("http:"));
    }

    private static void keys(Faults faults) {
        faults.calls("reads need no key", call -> FaultLayer.looks(call) ? call.key(KEY) : call);
        faults.calls(
                "creates need no key",
                call -> FaultLayer.creates(call)
                                && header(call, "authorization").isEmpty()
                        ? call.key(KEY)
                        : call);
        faults.calls("any scheme will do", call -> rewritten(call, "^\\S+ " + KEY + "$", "Bearer " + KEY));
        faults.calls("no scheme will do", call -> rewritten(call, "^" + KEY + "$", "Bearer " + KEY));
        faults.calls("any key will do", call -> rewritten(call, "^Bearer .*", "Bearer " + KEY));
        faults.calls(
                "the beginning of a key will do", call -> rewritten(call, "^Bearer Key-of-the-suit$", "Bearer " + KEY));
        faults.calls("more than a key will do", call -> rewritten(call, "^Bearer " + KEY + ".+", "Bearer " + KEY));
        faults.calls("a key in any case will do", call -> rewritten(call, "(?i)^Bearer " + KEY + "$", "Bearer " + KEY));
        faults.calls(
                "tasks are everybody's",
                call -> FaultLayer.looks(call)
                        ? rewritten(call, "^Bearer Key-of-somebody-else$", "Bearer " + KEY)
                        : call);
        faults.passes("answers 403 where 401 is due", (call, onward) -> recoded(onward.apply(call), 401, 403));
        faults.passes("answers 404 where 401 is due", (call, onward) -> recoded(onward.apply(call), 401, 404));
        faults.passes("echoes the key", (call, onward) -> {
            Response answer = onward.apply(call);
            return answer.accepted()
                    ? answer
                    : FaultLayer.edited(answer, json -> json.put("msg", header(call, "authorization")));
        });
        faults.calls(
                "takes the key from X-Api-Key",
                call -> header(call, "x-api-key").isEmpty() ? call : call.key(KEY));
    }

    private static void envelopes(Faults faults) {
        faults.answers(
                "code is a string",
                answer -> FaultLayer.edited(
                        answer, json -> json.put("code", json.path("code").toString())));
        faults.answers("msg is missing", answer -> FaultLayer.edited(answer, json -> json.remove("msg")));
        faults.refusals("msg is null", answer -> FaultLayer.edited(answer, json -> json.putNull("msg")));
        faults.refusals("data is {} on errors", answer -> FaultLayer.edited(answer, json -> json.putObject("data")));
        faults.refusals("data is \"\" on errors", answer -> FaultLayer.edited(answer, json -> json.put("data", "")));
        faults.answers("text/plain", answer -> typed(answer, "text/plain"));
        faults.refusals("text/html on errors", answer -> typed(answer, "text/html; charset=utf-8"));
        faults.answers("an array around it", answer -> FaultLayer.with(answer, "[" + answer.text() + "]"));
        faults.answers("a mark before it", answer -> FaultLayer.with(answer, "\uFEFF" + answer.text()));
        faults.answers("something behind it", answer -> FaultLayer.with(answer, answer.text() + ";"));
        faults.refusals("an empty body on errors", answer -> FaultLayer.with(answer, ""));
        faults.refusals("HTML on errors", answer -> FaultLayer.with(answer, "<html><h1>Error</h1></html>"));
        faults.refusals(
                "a stack trace",
                answer -> FaultLayer.edited(
                        answer, json -> json.put("msg", "java.lang.IllegalStateException: x\n\tat a.B.c(B.java:1)")));
        faults.creates("HTTP 201", answer -> status(answer, answer.accepted() ? 201 : answer.status()));
        faults.refusals(
                "another error style for 401",
                answer -> answer.code() == 401 ? status(answer, answer.status() == 200 ? 401 : 200) : answer);
        faults.refusals(
                "another error style for 422",
                answer -> answer.code() == 422 ? status(answer, answer.status() == 200 ? 422 : 200) : answer);
        faults.refusals("HTTP 400 for all errors", answer -> status(answer, 400));
        faults.passes("code 0 is success", (call, onward) -> recoded(onward.apply(call), 200, 0));
        faults.creates(
                "the id is data",
                answer -> FaultLayer.edited(
                        answer,
                        json -> json.put(
                                "data", json.path("data").path("taskId").asString("x"))));
        faults.creates("task_id", answer -> renamed(answer, "taskId", "task_id"));
        faults.creates(
                "the id is a number",
                answer -> answer.accepted()
                        ? FaultLayer.edited(
                                answer, json -> json.putObject("data").put("taskId", 12345))
                        : answer);
        faults.creates("msg says ok", answer -> FaultLayer.edited(answer, json -> json.put("msg", "ok")));
        faults.refusals(
                "msg says success on errors", answer -> FaultLayer.edited(answer, json -> json.put("msg", "success")));
        faults.refusals("msg is empty on errors", answer -> FaultLayer.edited(answer, json -> json.put("msg", "")));
        faults.answers(
                "keys are given twice",
                answer -> FaultLayer.with(answer, answer.text().replaceFirst("\\{", "{\"msg\":\"success\",")));
        faults.answers(
                "Latin-1",
                answer -> new Response(
                        answer.request(),
                        answer.status(),
                        answer.headers(),
                        answer.text().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }

    private static void tasks(Faults faults) {
        faults.add(
                "ids come round again",
                () -> counting((count, answer, last) -> count % 4 == 0 && last.get() != null ? last.get() : answer));
        faults.creates(
                "the id is a constant",
                answer -> answer.accepted()
                        ? FaultLayer.edited(
                                answer, json -> json.putObject("data").put("taskId", "a".repeat(32)))
                        : answer);
        faults.records("another id is told", data -> data.put("taskId", "b".repeat(32)));
        faults.records(
                "the id is told in capitals",
                data -> data.put("taskId", text(data, "taskId").toUpperCase(java.util.Locale.ROOT)));
        faults.passes("unknown tasks are null", (call, onward) -> {
            Response answer = onward.apply(call);
            return FaultLayer.looks(call) && answer.code() == 422
                    ? FaultLayer.edited(answer, json -> json.put("code", 200))
                    : answer;
        });
        faults.passes("unknown tasks are at work", (call, onward) -> {
            Response answer = onward.apply(call);
            return FaultLayer.looks(call) && answer.code() == 422
                    ? FaultLayer.with(status(answer, 200), GENERATING)
                    : answer;
        });
        faults.passes(
                "unknown tasks are an error of the server",
                (call, onward) -> FaultLayer.looks(call) ? recoded(onward.apply(call), 422, 500) : onward.apply(call));
        faults.calls("ids are trimmed", call -> looked(call, id -> id.strip()));
        faults.calls(
                "ids are cut to their length", call -> looked(call, id -> id.length() > 32 ? id.substring(0, 32) : id));
        faults.add("tasks vanish", () -> limited("/record-info", 3));
        faults.passes(
                "no id is any id",
                (call, onward) -> call.path().endsWith("taskId=") || call.path().endsWith("record-info")
                        ? FaultLayer.with(onward.apply(call), GENERATING)
                        : onward.apply(call));
    }

    private static void lives(Faults faults) {
        faults.records(
                "never ends",
                flag -> flag > 0,
                data -> data.put("successFlag", 0).putNull("completeTime").putNull("response"));
        faults.records(
                "ordinary tasks fail",
                flag -> flag == 1,
                data -> data.put("successFlag", 3)
                        .put("errorCode", 501)
                        .put("errorMessage", "x")
                        .putNull("response"));
        faults.records("flag 4 without a callback", flag -> flag == 1, data -> data.put("successFlag", 4));
        faults.records("flag 5", flag -> flag == 1, data -> data.put("successFlag", 5));
        faults.records(
                "the flag is a string",
                data -> data.put("successFlag", data.path("successFlag").toString()));
        faults.records(
                "results too soon",
                flag -> flag == 0,
                data -> data.putObject("response")
                        .put("taskId", text(data, "taskId"))
                        .putArray("originUrls"));
        faults.records("no results", flag -> flag == 1, data -> data.putNull("response"));
        faults.records(
                "empty results",
                flag -> flag == 1,
                data -> ((ObjectNode) data.path("response")).putArray("resultUrls"));
        faults.records(
                "results of another",
                flag -> flag == 1,
                data -> ((ObjectNode) data.path("response")).put("taskId", "c".repeat(32)));
        faults.records(
                "origins of another",
                flag -> flag == 1,
                data -> ((ObjectNode) data.path("response"))
                        .putArray("originUrls")
                        .add("https://example.com/x.mp4"));
        faults.records(
                "a result that is no URL",
                flag -> flag == 1,
                data -> ((ObjectNode) data.path("response"))
                        .putArray("resultUrls")
                        .add("/files/1.mp4"));
        AtomicInteger count = new AtomicInteger();
        faults.records(
                "results change",
                flag -> flag == 1,
                data -> ((ObjectNode) data.path("response"))
                        .putArray("resultUrls")
                        .add("https://example.com/" + count.incrementAndGet()));
        faults.records(
                "seconds for createTime",
                data -> data.put("createTime", data.path("createTime").asLong() / 1000));
        faults.records(
                "seconds for completeTime",
                flag -> flag > 0,
                data -> data.put("completeTime", data.path("completeTime").asLong() / 1000));
        faults.records(
                "createTime is a text",
                data -> data.put("createTime", data.path("createTime").toString()));
        faults.records(
                "createTime moves",
                data -> data.put("createTime", data.path("createTime").asLong() + count.incrementAndGet()));
        faults.records(
                "completeTime before createTime",
                flag -> flag > 0,
                data -> data.put("completeTime", data.path("createTime").asLong() - 1));
        faults.records(
                "completeTime moves",
                flag -> flag > 0,
                data -> data.put("completeTime", data.path("completeTime").asLong() + count.incrementAndGet()));
        faults.records(
                "completeTime too soon", flag -> flag == 0, data -> data.set("completeTime", data.path("createTime")));
        faults.records("no completeTime", flag -> flag == 1, data -> data.putNull("completeTime"));
        faults.records(
                "watermark in paramJson",
                data -> data.put("paramJson", text(data, "paramJson").replace("waterMark", "watermark")));
        faults.records(
                "paramJson is an object", data -> data.set("paramJson", TaskAssertions.parameters(data, "paramJson")));
        faults.records(
                "paramJson without what is absent",
                data -> data.put("paramJson", text(data, "paramJson").replace("\"callBackUrl\":\"\",", "")));
        faults.records(
                "paramJson with null for what is absent",
                data -> data.put("paramJson", text(data, "paramJson").replace("\"\"", "null")));
        faults.records(
                "paramJson in HTML",
                data -> data.put("paramJson", text(data, "paramJson").replace("&", "&amp;")));
        faults.records(
                "paramJson without emoji",
                data -> data.put("paramJson", text(data, "paramJson").replaceAll("[\\x{10000}-\\x{10FFFF}]", "?")));
        faults.records(
                "paramJson stripped",
                data -> data.put(
                        "paramJson", text(data, "paramJson").replace("  padded with spaces  ", "padded with spaces")));
        faults.records(
                "paramJson without escapes",
                data -> data.put("paramJson", text(data, "paramJson").replace("\\\"", "\"")));
        faults.records("paramJson is missing", data -> data.remove("paramJson"));
        faults.records("an error in success", flag -> flag == 1, data -> data.put("errorCode", 0));
        faults.records("a message in success", flag -> flag == 1, data -> data.put("errorMessage", ""));
        faults.records("failures without a code", flag -> flag == 3, data -> data.putNull("errorCode"));
        faults.records("failures without a message", flag -> flag == 3, data -> data.putNull("errorMessage"));
        faults.records("failures without an end", flag -> flag == 3, data -> data.putNull("completeTime"));
        faults.records("failures are told as successes", flag -> flag == 3, data -> data.put("successFlag", 1));
        faults.records(
                "failures never end",
                flag -> flag == 3,
                data -> data.put("successFlag", 0).putNull("completeTime"));
        Set<String> seen = ConcurrentHashMap.newKeySet();
        faults.records("goes back to work", flag -> flag == 1, data -> {
            if (!seen.add(text(data, "taskId"))) {
                data.put("successFlag", 0).putNull("completeTime").putNull("response");
            }
        });
    }

    private static void money(Faults faults) {
        faults.add("creates are free", () -> balanced((accepted, refused, looks) -> accepted * 3));
        faults.add("refusals are charged", () -> balanced((accepted, refused, looks) -> -refused * 3));
        faults.add("looks are charged", () -> balanced((accepted, refused, looks) -> -looks));
        faults.add("the second create is free", () -> balanced((accepted, refused, looks) -> accepted / 2 * 3));
        faults.add("charged twice now and then", () -> balanced((accepted, refused, looks) -> -(accepted / 7) * 3));
        faults.calls(
                "credits do not matter",
                call -> FaultLayer.creates(call)
                        ? rewritten(call, "^Bearer Key-without-credits$", "Bearer " + KEY)
                        : call);
        faults.passes("no credits is 429", (call, onward) -> recoded(onward.apply(call), 402, 429));
        faults.passes("no credits is 500", (call, onward) -> recoded(onward.apply(call), 402, 500));
        faults.passes(
                "no credits, no looks",
                (call, onward) -> FaultLayer.looks(call)
                                && header(call, "authorization").endsWith("Key-without-credits")
                        ? onward.apply(
                                call.path().isEmpty()
                                        ? call
                                        : new Request("POST", "/api/v1/modify/generate")
                                                .key("Key-without-credits")
                                                .json("{\"prompt\":\"x\",\"videoUrl\":\"https://example.com/v.mp4\"}"))
                        : onward.apply(call));
        faults.passes("too many is 503", (call, onward) -> recoded(onward.apply(call), 429, 503));
        faults.passes("too many is 422", (call, onward) -> recoded(onward.apply(call), 429, 422));
        faults.add("a smaller limit", () -> limited("/generate", 9));
    }

    /** What a balance is wrong by. */
    private interface Slip {
        long of(long accepted, long refused, long looks);
    }

    private static FaultLayer balanced(Slip slip) {
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        return new FaultLayer() {
            @Override
            public Response pass(Request call, Function<Request, Response> onward) {
                Response answer = onward.apply(call);
                if (call.path().endsWith("/credit")) {
                    return FaultLayer.edited(
                            answer,
                            json -> json.put(
                                    "data",
                                    json.path("data").asLong() + slip.of(accepted.get(), refused.get(), looks.get())));
                }
                (FaultLayer.looks(call) ? looks : answer.accepted() ? accepted : refused).incrementAndGet();
                return answer;
            }
        };
    }

    private interface Choice {
        Response of(int count, Response answer, AtomicReference<Response> last);
    }

    private static FaultLayer counting(Choice choice) {
        AtomicInteger count = new AtomicInteger();
        AtomicReference<Response> last = new AtomicReference<>();
        return new FaultLayer() {
            @Override
            public Response pass(Request call, Function<Request, Response> onward) {
                Response answer = onward.apply(call);
                if (!FaultLayer.creates(call) || !answer.accepted()) {
                    return answer;
                }
                Response chosen = choice.of(count.incrementAndGet(), answer, last);
                last.set(answer);
                return chosen;
            }
        };
    }

    /** Lets so many calls through in a row, then answers one as if there were no such thing. */
    private static FaultLayer limited(String path, int most) {
        Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
        return new FaultLayer() {
            @Override
            public Response pass(Request call, Function<Request, Response> onward) {
                if (!call.path().contains(path)) {
                    return onward.apply(call);
                }
                int count = seen.computeIfAbsent(call.path(), p -> new AtomicInteger())
                        .incrementAndGet();
                boolean creates = FaultLayer.creates(call);
                if (count % (most + 1) != 0) {
                    return onward.apply(call);
                }
                return onward.apply(call.header("Prefer", creates ? "code=429" : "code=422"));
            }
        };
    }

    static Response status(Response answer, int status) {
        return new Response(answer.request(), status, answer.headers(), answer.body());
    }

    private static Response typed(Response answer, String type) {
        return new Response(answer.request(), answer.status(), Map.of("content-type", List.of(type)), answer.body());
    }

    private static Response recoded(Response answer, int from, int to) {
        if (answer.code() != from) {
            return answer;
        }
        Response recoded = FaultLayer.edited(answer, json -> json.put("code", to));
        return answer.status() == from && to >= 200 ? status(recoded, to) : recoded;
    }

    private static Response renamed(Response answer, String from, String to) {
        return FaultLayer.with(answer, answer.text().replace("\"" + from + "\"", "\"" + to + "\""));
    }

    private static Request looked(Request call, Function<String, String> change) {
        int at = call.path().indexOf("taskId=");
        if (at < 0) {
            return call;
        }
        String id = java.net.URLDecoder.decode(call.path().substring(at + 7), java.nio.charset.StandardCharsets.UTF_8);
        String path = call.path().substring(0, at + 7)
                + java.net.URLEncoder.encode(change.apply(id), java.nio.charset.StandardCharsets.UTF_8);
        return new Request(call.method(), path, call.headers(), call.body(), call.chunked());
    }

    private static Request rewritten(Request call, String pattern, String authorization) {
        return header(call, "authorization").matches(pattern) ? call.header("Authorization", authorization) : call;
    }

    static String header(Request call, String name) {
        return call.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Request.Header::value)
                .findFirst()
                .orElse("");
    }

    private static Request lawfulIf(Request call, boolean when) {
        return FaultLayer.creates(call) && when
                ? call.json("{\"prompt\":\"x\",\"videoUrl\":\"https://example.com/v.mp4\"}")
                : call;
    }

    private static void withVideo(ObjectNode json) {
        Schema url = DOCUMENT.schemas().get("HttpUrl");
        if (url == null || !JUDGE.accepts(url, json.path("videoUrl"))) {
            json.put("videoUrl", "https://example.com/v.mp4");
        }
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }
}
