package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Create;
import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientAdapter.Outcome;
import dev.lumamodify.contract.ClientLaws.ClientLaw;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a client makes of the answer to a create. */
final class SubmitLaws {
    private static final String CODES = "#/components/schemas/Code";
    private static final String STATUS = "facts, section 1";

    private SubmitLaws() {}

    static List<ClientLaw> all() {
        return List.of(
                ClientLaw.of(
                        "submit.task-id",
                        "An accepted create ends in exactly the task id of the answer.",
                        "#/components/schemas/NewTask",
                        SubmitLaws::accepted),
                ClientLaw.of(
                        "submit.any-transport",
                        "An answer is the same in pieces, without a length, compressed if that was asked for, and in any locale.",
                        "RFC 9110",
                        SubmitLaws::transported),
                ClientLaw.of(
                        "submit.refusals",
                        "A create that the envelope refuses ends as a refusal with its code and words, after one request.",
                        CODES,
                        bench -> Replies.refusals(bench.generate().codes().keySet())
                                .forEach((what, refusal) -> {
                                    Case ended = bench.submit(what, refusal.reply())
                                            .is(Kind.REFUSED)
                                            .asked(1);
                                    ended.tells(refusal.code(), Replies.WORDS);
                                })),
                ClientLaw.of(
                        "submit.odd-refusals",
                        "A code that is not 200 is no success, whatever else the answer claims, and hides no crash.",
                        CODES,
                        bench -> Replies.oddRefusals(bench.generate().codes().keySet(), "{\"taskId\":\"x\"}")
                                .forEach((what, refusal) -> bench.submit(what, refusal.reply())
                                        .isNot(Kind.VALUE, Kind.UNREACHABLE, Kind.INVALID)
                                        .asked(1))),
                ClientLaw.of(
                        "submit.no-value-without-id",
                        "An answer that is not the contract's never ends in a task id, and is not taken for nothing sent.",
                        "#/components/schemas/GenerateAnswer",
                        bench -> Replies.malformed("taskId")
                                .forEach((what, reply) -> bench.submit(what, reply)
                                        .isNot(Kind.VALUE, Kind.UNREACHABLE, Kind.INVALID)
                                        .asked(1))),
                ClientLaw.of(
                        "submit.no-refusal-without-code",
                        "An answer that claims success, or cannot be read, is not told as a refusal, which costs nothing.",
                        STATUS,
                        bench -> Replies.empty("taskId")
                                .forEach((what, reply) ->
                                        bench.submit(what, reply).isNot(Kind.REFUSED))),
                ClientLaw.of(
                        "submit.both-statuses",
                        "An HTTP error is no success, even if its body claims one.",
                        STATUS,
                        bench -> Replies.ERRORS.forEach(status -> bench.submit(
                                        "HTTP " + status + " with a task id",
                                        Reply.json(status, Bench.example(bench.generate(), "success")))
                                .isNot(Kind.VALUE, Kind.UNREACHABLE, Kind.INVALID)
                                .asked(1))),
                ClientLaw.of(
                        "submit.each-its-own",
                        "Each create is sent, and ends as its own answer says, whatever came before.",
                        STATUS,
                        SubmitLaws::inTurn),
                ClientLaw.of(
                                "submit.retry-after",
                                "The wait that a refusal asks for is told, exactly.",
                                "#/components/headers/RetryAfter",
                                SubmitLaws::retryAfter)
                        .ofTheHouse());
    }

    private static void accepted(Bench bench) {
        for (String id : List.of(Bench.TASK, "x", "0", "id-ä/?&=% ", "日本-\uD83C\uDFA5", "ABCdef", "x".repeat(300))) {
            for (String more :
                    List.of("", ",\"unknown\":[1,{\"a\":null}],\"big\":[1e400,123456789012345678901234567890]")) {
                for (String gap : List.of("", " \n")) {
                    String body = gap + "{\"msg\":\"success\"" + more + ",\"data\":{\"taskId\":\"" + id + "\"" + more
                            + "},\"code\":200" + gap + "}";
                    returns(bench.submit(body, Reply.json(200, body)), id);
                }
            }
        }
        returns(bench.submit("an id in escapes", Reply.json(200, told("\\u0074\\/\\u00e4"))), "t/ä");
    }

    private static String told(String id) {
        return "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"" + id + "\"}}";
    }

    private static Case returns(Case ended, String id) {
        return ended.is(Kind.VALUE)
                .asked(1)
                .holds(ended.outcome().taskId().equals(id), "must return the id '" + id + "'");
    }

    private static void transported(Bench bench) {
        String body = told("ä-日本-" + Bench.TASK);
        String id = "ä-日本-" + Bench.TASK;
        returns(bench.submit("chunks", Reply.chunked(body)), id);
        returns(bench.submit("no length", Reply.untilClosed(body)), id);
        returns(bench.submit("a charset", Reply.of(200, "application/json; charset=utf-8", body)), id);
        Case asked = returns(bench.submit("a small header", Reply.json(200, body, "x-trace: 1", "x-trace: 2")), id);
        if (asked.seen().get(0).header("accept-encoding").contains("gzip")) {
            returns(bench.submit("compressed", Reply.gzipped(body)), id);
        }
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                returns(bench.submit("in the locale " + tag, Reply.json(200, body)), id);
                bench.submit("refused in the locale " + tag, Reply.json(200, Bench.envelope(402, Replies.WORDS, "")))
                        .is(Kind.REFUSED)
                        .tells(402, Replies.WORDS);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void inTurn(Bench bench) {
        List<Reply> replies = List.of(
                Reply.json(200, told("first")),
                Reply.json(200, told("second")),
                Reply.json(200, Bench.envelope(402, Replies.WORDS, "")),
                Reply.json(200, told("fourth")));
        for (int calls = 2; calls <= replies.size(); calls++) {
            int last = calls;
            Case ended = bench.on("create " + calls, ScriptedServer.of(replies), (client, time) -> {
                for (int call = 1; call < last; call++) {
                    client.submit(Bench.CREATE);
                }
                return client.submit(Bench.CREATE);
            });
            ended.asked(calls);
            Outcome outcome = ended.outcome();
            switch (calls) {
                case 2 -> ended.holds(outcome.taskId().equals("second"), "must return the second id");
                case 3 -> ended.is(Kind.REFUSED).tells(402, Replies.WORDS);
                default -> ended.is(Kind.VALUE).holds(outcome.taskId().equals("fourth"), "must return the fourth id");
            }
        }
        Create other = new Create("Another prompt", Bench.CREATE.videoUrl(), null, null);
        bench.on("another create", ScriptedServer.of(replies), (client, time) -> {
                    client.submit(Bench.CREATE);
                    return client.submit(other);
                })
                .is(Kind.VALUE)
                .asked(2);
    }

    private static void retryAfter(Bench bench) {
        for (String name : List.of("Retry-After", "retry-after")) {
            for (int seconds : List.of(0, 1, 7, 86_400)) {
                Case ended = bench.submit(
                        name + ": " + seconds,
                        Reply.json(200, Bench.envelope(429, Replies.WORDS, ""), name + ": " + seconds));
                ended.is(Kind.REFUSED)
                        .asked(1)
                        .holds(
                                Duration.ofSeconds(seconds)
                                        .equals(ended.outcome().retryAfter()),
                                "must tell " + seconds + " s");
            }
        }
    }
}
