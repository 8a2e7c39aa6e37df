package dev.lumamodify.contract.internal.client.checks;

import dev.lumamodify.contract.ClientChecks.ClientCheck;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a client makes of the answer to a create. */
public final class SubmissionChecks {
    private static final String CODES = "#/components/schemas/ResultCode";
    private static final String STATUS = "facts, section 1";

    private SubmissionChecks() {}

    public static List<ClientCheck> all() {
        return List.of(
                ClientCheck.of(
                        "submit.task-id",
                        "An accepted create ends in exactly the task id of the answer.",
                        "#/components/schemas/CreatedTask",
                        SubmissionChecks::accepted),
                ClientCheck.of(
                        "submit.any-transport",
                        "An answer is the same in pieces, without a length, compressed if that was asked for, and in any locale.",
                        "RFC 9110",
                        SubmissionChecks::transported),
                ClientCheck.of(
                        "submit.api-errors",
                        "A create that the envelope refuses ends as a refusal with its code and words, after one request.",
                        CODES,
                        bench -> ResponseFixtures.refusals(
                                        bench.generate().codes().keySet())
                                .forEach((what, refusal) -> {
                                    ClientRun ended = bench.submit(what, refusal.reply())
                                            .is(Kind.API_ERROR)
                                            .asked(1);
                                    ended.tells(refusal.code(), ResponseFixtures.WORDS);
                                })),
                ClientCheck.of(
                        "submit.unusual-api-errors",
                        "A code that is not 200 is no success, whatever else the answer claims, and hides no crash.",
                        CODES,
                        bench -> ResponseFixtures.oddRefusals(
                                        bench.generate().codes().keySet(), "{\"taskId\":\"x\"}")
                                .forEach((what, refusal) -> bench.submit(what, refusal.reply())
                                        .isNot(Kind.SUCCESS, Kind.NOT_SENT, Kind.INVALID)
                                        .asked(1))),
                ClientCheck.of(
                        "submit.no-success-without-id",
                        "An answer that is not the contract's never ends in a task id, and is not taken for nothing sent.",
                        "#/components/schemas/GenerateResponse",
                        bench -> ResponseFixtures.malformed("taskId")
                                .forEach((what, reply) -> bench.submit(what, reply)
                                        .isNot(Kind.SUCCESS, Kind.NOT_SENT, Kind.INVALID)
                                        .asked(1))),
                ClientCheck.of(
                        "submit.no-api-error-without-code",
                        "An answer that claims success, or cannot be read, is not told as a refusal, which costs nothing.",
                        STATUS,
                        bench -> ResponseFixtures.empty("taskId")
                                .forEach((what, reply) ->
                                        bench.submit(what, reply).isNot(Kind.API_ERROR))),
                ClientCheck.of(
                        "submit.http-error-wins",
                        "An HTTP error is no success, even if its body claims one.",
                        STATUS,
                        bench -> ResponseFixtures.ERRORS.forEach(status -> bench.submit(
                                        "HTTP " + status + " with a task id",
                                        ScriptedResponse.json(
                                                status, ClientTestContext.example(bench.generate(), "success")))
                                .isNot(Kind.SUCCESS, Kind.NOT_SENT, Kind.INVALID)
                                .asked(1))),
                ClientCheck.of(
                        "submit.independent-calls",
                        "Each create is sent, and ends as its own answer says, whatever came before.",
                        STATUS,
                        SubmissionChecks::inTurn),
                ClientCheck.of(
                                "submit.retry-after",
                                "The wait that a refusal asks for is told, exactly.",
                                "#/components/headers/RetryAfter",
                                SubmissionChecks::retryAfter)
                        .ofTheHouse());
    }

    private static void accepted(ClientTestContext bench) {
        for (String id :
                List.of(ClientTestContext.TASK, "x", "0", "id-ä/?&=% ", "日本-\uD83C\uDFA5", "ABCdef", "x".repeat(300))) {
            for (String more :
                    List.of("", ",\"unknown\":[1,{\"a\":null}],\"big\":[1e400,123456789012345678901234567890]")) {
                for (String gap : List.of("", " \n")) {
                    String body = gap + "{\"msg\":\"success\"" + more + ",\"data\":{\"taskId\":\"" + id + "\"" + more
                            + "},\"code\":200" + gap + "}";
                    returns(bench.submit(body, ScriptedResponse.json(200, body)), id);
                }
            }
        }
        returns(bench.submit("an id in escapes", ScriptedResponse.json(200, told("\\u0074\\/\\u00e4"))), "t/ä");
    }

    private static String told(String id) {
        return "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"" + id + "\"}}";
    }

    private static ClientRun returns(ClientRun ended, String id) {
        return ended.is(Kind.SUCCESS)
                .asked(1)
                .holds(ended.outcome().taskId().equals(id), "must return the id '" + id + "'");
    }

    private static void transported(ClientTestContext bench) {
        String body = told("ä-日本-" + ClientTestContext.TASK);
        String id = "ä-日本-" + ClientTestContext.TASK;
        returns(bench.submit("chunks", ScriptedResponse.chunked(body)), id);
        returns(bench.submit("no length", ScriptedResponse.untilClosed(body)), id);
        returns(bench.submit("a charset", ScriptedResponse.of(200, "application/json; charset=utf-8", body)), id);
        ClientRun asked = returns(
                bench.submit("a small header", ScriptedResponse.json(200, body, "x-trace: 1", "x-trace: 2")), id);
        if (asked.seen().get(0).header("accept-encoding").contains("gzip")) {
            returns(bench.submit("compressed", ScriptedResponse.gzipped(body)), id);
        }
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                returns(bench.submit("in the locale " + tag, ScriptedResponse.json(200, body)), id);
                bench.submit(
                                "refused in the locale " + tag,
                                ScriptedResponse.json(200, ClientTestContext.envelope(402, ResponseFixtures.WORDS, "")))
                        .is(Kind.API_ERROR)
                        .tells(402, ResponseFixtures.WORDS);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void inTurn(ClientTestContext bench) {
        List<ScriptedResponse> replies = List.of(
                ScriptedResponse.json(200, told("first")),
                ScriptedResponse.json(200, told("second")),
                ScriptedResponse.json(200, ClientTestContext.envelope(402, ResponseFixtures.WORDS, "")),
                ScriptedResponse.json(200, told("fourth")));
        for (int calls = 2; calls <= replies.size(); calls++) {
            int last = calls;
            ClientRun ended = bench.on("create " + calls, ScriptedServer.of(replies), (client, time) -> {
                for (int call = 1; call < last; call++) {
                    client.submit(ClientTestContext.CREATE);
                }
                return client.submit(ClientTestContext.CREATE);
            });
            ended.asked(calls);
            Outcome outcome = ended.outcome();
            switch (calls) {
                case 2 -> ended.holds(outcome.taskId().equals("second"), "must return the second id");
                case 3 -> ended.is(Kind.API_ERROR).tells(402, ResponseFixtures.WORDS);
                default -> ended.is(Kind.SUCCESS).holds(outcome.taskId().equals("fourth"), "must return the fourth id");
            }
        }
        SubmitRequest other = new SubmitRequest("Another prompt", ClientTestContext.CREATE.videoUrl(), null, null);
        bench.on("another create", ScriptedServer.of(replies), (client, time) -> {
                    client.submit(ClientTestContext.CREATE);
                    return client.submit(other);
                })
                .is(Kind.SUCCESS)
                .asked(2);
    }

    private static void retryAfter(ClientTestContext bench) {
        for (String name : List.of("Retry-After", "retry-after")) {
            for (int seconds : List.of(0, 1, 7, 86_400)) {
                ClientRun ended = bench.submit(
                        name + ": " + seconds,
                        ScriptedResponse.json(
                                200,
                                ClientTestContext.envelope(429, ResponseFixtures.WORDS, ""),
                                name + ": " + seconds));
                ended.is(Kind.API_ERROR)
                        .asked(1)
                        .holds(
                                Duration.ofSeconds(seconds)
                                        .equals(ended.outcome().retryAfter()),
                                "must tell " + seconds + " s");
            }
        }
    }
}
