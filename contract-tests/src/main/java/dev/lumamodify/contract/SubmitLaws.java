package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Create;
import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientLaws.ClientLaw;
import dev.lumamodify.contract.ScriptedServer.Reply;
import dev.lumamodify.contract.ScriptedServer.Seen;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Combinators;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client owes to whoever pays for its creates. */
final class SubmitLaws {
    private static final String MONEY = "facts, section 1";
    private static final String SCHEMA = "#/components/schemas/ModifyRequest";

    /** Codes that the document has not, but the platform was seen to answer, and some that nobody has seen. */
    static final List<Integer> UNDOCUMENTED = List.of(400, 408, 433, 451, 531, 550, 299, 201, 999, 0, -1, 100_000);

    /** HTTP statuses that are errors whatever the body says, and not worth another try. */
    static final List<Integer> ERRORS = List.of(400, 401, 403, 404, 422, 500, 501);

    private SubmitLaws() {}

    static List<ClientLaw> all() {
        return List.of(
                ClientLaw.of(
                        "submit.task-id",
                        "An accepted create ends in exactly the task id of the answer.",
                        "#/components/schemas/NewTask",
                        SubmitLaws::accepted),
                ClientLaw.of(
                        "submit.refusals",
                        "A create that the envelope refuses ends as a refusal with its code and words, after one request.",
                        "#/components/schemas/Code",
                        bench -> refusals(bench.generate().codes().keySet()).forEach((what, reply) -> {
                            Bench.Case ended = bench.submit(what, reply.reply())
                                    .is(Kind.REFUSED)
                                    .asked(1);
                            ended.holds(ended.outcome().code() == reply.code(), "must tell code " + reply.code());
                            ended.holds(ended.outcome().msg().equals("words"), "must tell the words of the service");
                        })),
                ClientLaw.of(
                        "submit.no-value-without-id",
                        "An answer that is not the contract's never ends in a task id, and is not taken for nothing sent.",
                        "#/components/schemas/GenerateAnswer",
                        bench -> malformed("taskId")
                                .forEach((what, reply) -> bench.submit(what, reply)
                                        .isNot(Kind.VALUE, Kind.UNREACHABLE, Kind.INVALID)
                                        .asked(1))),
                ClientLaw.of(
                        "submit.both-statuses",
                        "An HTTP error is no success, even if its body claims one.",
                        MONEY,
                        bench -> ERRORS.forEach(status -> bench.submit(
                                        "HTTP " + status + " with a task id",
                                        Reply.json(status, Bench.example(bench.generate(), "success")))
                                .isNot(Kind.VALUE, Kind.UNREACHABLE, Kind.INVALID)
                                .asked(1))),
                ClientLaw.of(
                        "submit.paid-once",
                        "Whatever happens, one call sends at most one complete create, and follows no redirect.",
                        MONEY,
                        bench -> trouble().forEach((what, reply) -> {
                            Reply accepted = Reply.json(200, Bench.example(bench.generate(), "success"));
                            bench.submit(what, reply, accepted).asked(1).isNot(Kind.UNREACHABLE, Kind.INVALID);
                            warm(bench, what, reply);
                        })),
                ClientLaw.of(
                        "submit.unanswered-is-unknown",
                        "A create that was sent and got no answer is told as one that may have been paid for.",
                        MONEY,
                        bench -> unanswered()
                                .forEach((what, reply) -> bench.submit(what, reply)
                                        .is(Kind.UNKNOWN)
                                        .asked(1))),
                ClientLaw.of(
                        "submit.not-sent-is-told",
                        "A create for which there was no connection is told as one that was not sent.",
                        MONEY,
                        bench -> bench.nobody((client, time) -> client.submit(Bench.CREATE))
                                .is(Kind.UNREACHABLE)),
                ClientLaw.of(
                        "submit.interrupted",
                        "A create on a thread that is interrupted is told as not sent, or as unknown.",
                        MONEY,
                        bench -> {
                            Bench.Case ended = bench.on(
                                    "interrupted before a create",
                                    ScriptedServer.of(List.of(Reply.CLOSE)),
                                    (client, time) -> {
                                        Thread.currentThread().interrupt();
                                        return client.submit(Bench.CREATE);
                                    });
                            ended.is(
                                    ended.seen().isEmpty()
                                            ? new Kind[] {Kind.UNREACHABLE, Kind.UNKNOWN}
                                            : new Kind[] {Kind.UNKNOWN});
                        }),
                ClientLaw.of(
                        "submit.retry-after",
                        "The wait that a refusal asks for is told, exactly.",
                        "#/components/headers/RetryAfter",
                        bench -> {
                            for (int seconds : List.of(0, 1, 7, 86_400)) {
                                Bench.Case ended = bench.submit(
                                        "Retry-After: " + seconds,
                                        Reply.json(200, Bench.envelope(429, "words", ""), "Retry-After: " + seconds));
                                ended.is(Kind.REFUSED)
                                        .asked(1)
                                        .holds(
                                                Duration.ofSeconds(seconds)
                                                        .equals(ended.outcome().retryAfter()),
                                                "must tell " + seconds + " s");
                            }
                        }),
                ClientLaw.of(
                        "submit.request",
                        "A create is one POST of exactly the given fields as JSON in UTF-8; what was left out is not sent.",
                        SCHEMA,
                        SubmitLaws::request),
                ClientLaw.of(
                        "submit.unlawful-not-sent",
                        "A create that breaks the document is refused by the client itself, and not sent.",
                        SCHEMA,
                        SubmitLaws::unlawful),
                ClientLaw.of(
                        "submit.stalled",
                        "A create that is never answered ends in time, as one that may have been paid for.",
                        MONEY,
                        bench -> bench.submitInAHurry("no answer at all", Reply.STALL)
                                .is(Kind.UNKNOWN)
                                .asked(1)));
    }

    /** An answer with a code. */
    record Refusal(int code, Reply reply) {}

    /** Every code, in both styles, with data null, missing or odd. */
    static Map<String, Refusal> refusals(Iterable<Integer> documented) {
        Map<String, Refusal> refusals = new LinkedHashMap<>();
        TreeSet<Integer> codes = new TreeSet<>(UNDOCUMENTED);
        documented.forEach(codes::add);
        codes.remove(Answer.OK);
        for (int code : codes) {
            for (String data :
                    List.of(",\"data\":null", "", ",\"data\":{}", ",\"data\":null,\"new\":{\"to\":[\"you\"]}")) {
                String body = Bench.envelope(code, "words", data);
                refusals.put("code " + code + " in HTTP 200 " + data, new Refusal(code, once(200, body)));
                if (code >= 300 && code < 600) {
                    refusals.put("code " + code + " mirrored " + data, new Refusal(code, once(code, body)));
                }
            }
        }
        return refusals;
    }

    /** With a wait that no deadline allows, so that a client which repeats has to give up at once. */
    private static Reply once(int status, String body) {
        return Reply.json(status, body, "Retry-After: 86400");
    }

    /** Answers that claim success, or nothing, without keeping the contract. */
    static Map<String, Reply> malformed(String id) {
        Map<String, Reply> replies = new LinkedHashMap<>();
        for (String body : List.of(
                "",
                " ",
                "null",
                "[]",
                "{}",
                "success",
                "\"success\"",
                "{\"code\":200",
                "{\"code\":200}",
                "{\"code\":200,\"msg\":\"success\"}",
                "{\"code\":200,\"msg\":\"success\",\"data\":null}",
                "{\"code\":200,\"msg\":\"success\",\"data\":{}}",
                "{\"code\":200,\"msg\":\"success\",\"data\":[]}",
                "{\"code\":200,\"msg\":\"success\",\"data\":\"x\"}",
                "{\"code\":200,\"msg\":\"success\",\"data\":{\"" + id + "\":null}}",
                "{\"code\":200,\"msg\":\"success\",\"data\":{\"" + id + "\":\"\"}}",
                "{\"code\":null,\"msg\":\"success\",\"data\":{\"" + id + "\":\"x\"}}",
                "{\"code\":{},\"msg\":\"success\",\"data\":{\"" + id + "\":\"x\"}}",
                "{\"code\":99999999999,\"msg\":\"success\",\"data\":{\"" + id + "\":\"x\"}}",
                "{\"msg\":\"success\",\"data\":{\"" + id + "\":\"x\"}}")) {
            replies.put("HTTP 200 " + body, Reply.json(200, body));
            replies.put("HTTP 500 " + body, Reply.json(500, body));
        }
        replies.put("HTTP 200 HTML", Reply.of(200, "text/html", "<html>It works</html>"));
        replies.put("HTTP 502 HTML", Reply.of(502, "text/html", "<html>Bad gateway</html>"));
        for (int status : List.of(400, 401, 403, 404, 500, 501)) {
            replies.put("HTTP " + status + " empty", Reply.of(status, "text/plain", ""));
        }
        return replies;
    }

    /** What tempts a client to send again. */
    private static Map<String, Reply> trouble() {
        Map<String, Reply> replies = new LinkedHashMap<>(unanswered());
        for (int status : List.of(401, 407, 408, 421, 425, 429, 455, 500, 501, 502, 503, 504)) {
            for (String retryAfter : List.of("X-None: 1", "Retry-After: 0", "Retry-After: 1")) {
                replies.put(
                        "HTTP " + status + " " + retryAfter,
                        Reply.json(
                                status,
                                Bench.envelope(status, "words", ",\"data\":null"),
                                retryAfter,
                                "WWW-Authenticate: Basic realm=x",
                                "Proxy-Authenticate: Basic realm=x"));
            }
        }
        for (int status : List.of(300, 301, 302, 303, 307, 308)) {
            replies.put("HTTP " + status, Reply.of(status, "text/plain", "", "Location: /elsewhere"));
        }
        for (int code : List.of(408, 429, 455, 500)) {
            String body = Bench.envelope(code, "words", ",\"data\":null");
            replies.put("code " + code, Reply.json(200, body));
            replies.put("code " + code + ", Retry-After: 0", Reply.json(200, body, "Retry-After: 0"));
        }
        return replies;
    }

    private static Map<String, Reply> unanswered() {
        Map<String, Reply> replies = new LinkedHashMap<>();
        replies.put("closed without an answer", Reply.CLOSE);
        replies.put("reset without an answer", Reply.RESET);
        replies.put(
                "an answer cut short",
                Reply.json(200, "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"x\"}}")
                        .cut());
        replies.put(
                "half a head",
                new Reply("HTTP/1.1 200 OK\r\nConte".getBytes(StandardCharsets.UTF_8), Reply.End.CLOSED));
        replies.put(
                "what is no HTTP",
                new Reply("\0\1\2 nonsense\r\n\r\n".getBytes(StandardCharsets.UTF_8), Reply.End.CLOSED));
        return replies;
    }

    /** The same on a connection that has served a create before: HTTP libraries like to repeat on those. */
    private static void warm(Bench bench, String what, Reply trouble) {
        Reply accepted = Reply.json(200, Bench.example(bench.generate(), "success"));
        bench.on(
                        what + ", on a used connection",
                        ScriptedServer.of(List.of(accepted, trouble, accepted)),
                        (client, time) -> {
                            client.submit(Bench.CREATE);
                            return client.submit(Bench.CREATE);
                        })
                .asked(2);
    }

    private static void accepted(Bench bench) {
        for (String id : List.of(Bench.TASK, "x", "0", "id-ä/?&=% ", "x".repeat(300))) {
            for (String more : List.of("", ",\"unknown\":[1,{\"a\":null}]")) {
                for (String gap : List.of("", " \n")) {
                    String body = gap + "{\"msg\":\"success\"" + more + ",\"data\":{\"taskId\":\"" + id + "\"" + more
                            + "},\"code\":200" + gap + "}";
                    Bench.Case ended = bench.submit(body, Reply.json(200, body))
                            .is(Kind.VALUE)
                            .asked(1);
                    ended.holds(ended.outcome().taskId().equals(id), "must return the id '" + id + "'");
                }
            }
        }
    }

    private static void request(Bench bench) {
        Reply accepted = Reply.json(200, Bench.example(bench.generate(), "success"));
        var creates = Combinators.combine(
                        Texts.any(),
                        Texts.urls(),
                        Texts.urls().injectNull(0.5),
                        Texts.any().injectNull(0.5))
                .as(Create::new);
        bench.forAll(
                creates, 60, create -> sent(bench.submit("the create " + create, create, accepted), bench, create));
        for (String text : Texts.AWKWARD) {
            Create create = new Create(text, Bench.CREATE.videoUrl(), null, text);
            sent(bench.submit("the create " + create, create, accepted), bench, create);
        }
    }

    private static void sent(Bench.Case ended, Bench bench, Create create) {
        ended.is(Kind.VALUE).asked(1);
        Seen seen = ended.seen().get(0);
        ended.holds(seen.method().equals(bench.generate().method()), "must use the documented method");
        ended.holds(seen.target().equals(bench.generate().path()), "must call the documented path");
        ended.holds(
                seen.header("content-type")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace(" ", "")
                        .matches("application/json(;charset=utf-8)?"),
                "must send application/json");
        ObjectNode expected =
                Schemas.NODES.objectNode().put("prompt", create.prompt()).put("videoUrl", create.videoUrl());
        if (create.callBackUrl() != null) {
            expected.put("callBackUrl", create.callBackUrl());
        }
        if (create.watermark() != null) {
            expected.put("watermark", create.watermark());
        }
        ended.holds(json(seen.body()).equals(expected), "must send " + expected + ", not " + Wire.text(seen.body()));
    }

    static JsonNode json(byte[] body) {
        try {
            return Document.JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static void unlawful(Bench bench) {
        Reply accepted = Reply.json(200, Bench.example(bench.generate(), "success"));
        String url = Bench.CREATE.videoUrl();
        List<String> bad = java.util.stream.Stream.of(Texts.BLANK, Texts.NOT_WEB)
                .flatMap(List::stream)
                .toList();
        for (String text : Texts.BLANK) {
            not(bench.submit("the prompt '" + text + "'", new Create(text, url, null, null), accepted));
        }
        bench.forAll(Arbitraries.of(bad), 2 * bad.size(), text -> {
            not(bench.submit("the videoUrl '" + text + "'", new Create("x", text, null, null), accepted));
            not(bench.submit("the callBackUrl '" + text + "'", new Create("x", url, text, null), accepted));
        });
    }

    private static void not(Bench.Case ended) {
        ended.is(Kind.INVALID).asked(0);
    }
}
