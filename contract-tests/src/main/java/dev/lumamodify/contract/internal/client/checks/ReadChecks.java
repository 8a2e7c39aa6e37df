package dev.lumamodify.contract.internal.client.checks;

import dev.lumamodify.contract.ClientChecks.ClientCheck;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.spec.Document;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client makes of the answer to a look at a task. */
public final class ReadChecks {
    private static final String RECORD = "#/components/schemas/TaskRecord";

    /** In real time; whether a request got out by then does not matter. */
    private static final Duration IMPATIENT = Duration.ofMillis(300);

    private ReadChecks() {}

    public static List<ClientCheck> all() {
        return List.of(
                ClientCheck.of(
                        "read.task",
                        "A task is shown as the answer tells it, with any flag, and with fields that are new.",
                        RECORD,
                        ReadChecks::shown),
                ClientCheck.of(
                        "read.results",
                        "The results of a task are the result URLs of the answer, all of them, in its order, as they are.",
                        "#/components/schemas/TaskResults",
                        ReadChecks::results),
                ClientCheck.of(
                        "read.unusual-task",
                        "A task with less, or other things, than it should have is shown or told as malformed, and nothing is made up.",
                        RECORD,
                        ReadChecks::odd),
                ClientCheck.of(
                        "read.api-errors",
                        "A look that the envelope refuses ends as a refusal with its code and words.",
                        "#/components/schemas/ResultCode",
                        bench -> ResponseFixtures.refusals(
                                        bench.recordInfo().codes().keySet())
                                .forEach((what, refusal) -> bench.read(what, refusal.reply())
                                        .is(Kind.API_ERROR)
                                        .tells(refusal.code(), ResponseFixtures.WORDS))),
                ClientCheck.of(
                        "read.unusual-api-errors",
                        "A code that is not 200 is no task, whatever else the answer claims, and hides no crash.",
                        "#/components/schemas/ResultCode",
                        bench -> ResponseFixtures.oddRefusals(
                                        bench.recordInfo().codes().keySet(),
                                        ClientTestContext.answer(bench.flag(1))
                                                .path("data")
                                                .toString())
                                .forEach((what, refusal) ->
                                        bench.read(what, refusal.reply()).isNot(Kind.SUCCESS, Kind.INVALID))),
                ClientCheck.of(
                        "read.no-success-without-task",
                        "An answer that is not the contract's never ends in a task.",
                        "#/components/schemas/RecordInfoResponse",
                        bench -> ResponseFixtures.malformed("taskId")
                                .forEach(
                                        (what, reply) -> bench.read(what, reply).isNot(Kind.SUCCESS, Kind.INVALID))),
                ClientCheck.of(
                        "read.http-error-wins",
                        "An HTTP error is no task, even if its body shows one.",
                        "facts, section 1",
                        bench -> ResponseFixtures.ERRORS.forEach(status -> bench.read(
                                        "HTTP " + status + " with a task", ScriptedResponse.json(status, bench.flag(1)))
                                .isNot(Kind.SUCCESS, Kind.INVALID))),
                ClientCheck.of(
                        "read.other-task",
                        "An answer about another task is not taken for the one that was asked for.",
                        RECORD,
                        bench -> List.of(
                                        "f".repeat(32),
                                        ClientTestContext.TASK.substring(0, 31),
                                        ClientTestContext.TASK + "0",
                                        "774D" + ClientTestContext.TASK.substring(4))
                                .forEach(id -> bench.read("another task", id, ScriptedResponse.json(200, bench.flag(1)))
                                        .isNot(Kind.SUCCESS))),
                ClientCheck.of(
                        "read.not-cached",
                        "Each look asks the service, and shows what it says now.",
                        "facts, section 3",
                        ReadChecks::afresh),
                ClientCheck.of(
                        "read.interrupted",
                        "A look on a thread that is interrupted ends in one of the documented ways, at once.",
                        "the client's own promise",
                        bench -> bench.on(
                                        "interrupted before a look",
                                        ScriptedServer.of(List.of(ScriptedResponse.of(503, "text/plain", ""))),
                                        (client, time) -> {
                                            Thread.currentThread().interrupt();
                                            Outcome outcome = client.read(ClientTestContext.TASK);
                                            return Thread.interrupted()
                                                    ? outcome
                                                    : Outcome.of(Kind.OTHER, "not interrupted any more", null);
                                        })
                                .isNot(Kind.SUCCESS)),
                ClientCheck.of(
                        "read.unreachable",
                        "A look that cannot get through is told as such.",
                        "facts, section 1",
                        bench -> bench.nobody((client, time) -> client.read(ClientTestContext.TASK))
                                .is(Kind.NOT_SENT)),
                ClientCheck.of(
                        "read.no-response-times-out",
                        "A look that is never answered ends in time.",
                        "facts, section 1",
                        bench -> bench.inAHurry(
                                        "no answer at all",
                                        IMPATIENT,
                                        ScriptedResponse.STALL,
                                        client -> client.read(ClientTestContext.TASK))
                                .isNot(Kind.SUCCESS, Kind.INVALID)));
    }

    private static void shown(ClientTestContext bench) {
        for (int flag : List.of(0, 1, 2, 3, 4, 5, 77, -3)) {
            ObjectNode plain = ClientTestContext.answer(bench.flag(flag));
            ObjectNode sparse = plain.deepCopy();
            List.of("completeTime", "response", "errorCode", "errorMessage")
                    .forEach(name -> ClientTestContext.data(sparse).putNull(name));
            ObjectNode bare = plain.deepCopy();
            ClientTestContext.data(bare).remove(List.of("completeTime", "response", "errorCode", "errorMessage"));
            ObjectNode more = plain.deepCopy();
            more.putArray("unknown").addObject().put("a", 1);
            ClientTestContext.data(more).putArray("unknown").addObject().put("a", 1);
            ClientTestContext.data(more).put("errorCode", 400).put("errorMessage", ResponseFixtures.WORDS);
            for (ObjectNode answer :
                    flag == 1 || flag == 4 ? List.of(plain, more) : List.of(plain, sparse, bare, more)) {
                ClientRun ended = bench.read("the task " + answer, ScriptedResponse.json(200, answer.toString()))
                        .is(Kind.SUCCESS)
                        .asked(1);
                ended.holds(ended.outcome().flag() == flag, "must tell flag " + flag);
                ended.holds(ended.outcome().taskId().equals(ClientTestContext.TASK), "must tell the task's id");
                told(ended, answer);
            }
        }
    }

    private static void told(ClientRun ended, JsonNode answer) {
        List<String> urls = answer.at("/data/response/resultUrls")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        ended.holds(ended.outcome().resultUrls().equals(urls), "must tell the results " + urls);
    }

    private static void results(ClientTestContext bench) {
        for (List<String> urls : List.of(
                List.of("https://z.example.com/1.mp4"),
                List.of("https://z.example.com/2.mp4?sig=a%2Fb%3D&x=1#t", "https://a.example.com/1.mp4"),
                List.of("http://a.example.com/1.mp4", "http://a.example.com/1.mp4"))) {
            ObjectNode answer = ClientTestContext.answer(bench.flag(1));
            ArrayNode told = ((ObjectNode) answer.at("/data/response")).putArray("resultUrls");
            urls.forEach(told::add);
            told(
                    bench.read("results " + urls, ScriptedResponse.json(200, answer.toString()))
                            .is(Kind.SUCCESS),
                    answer);
        }
    }

    private static void odd(ClientTestContext bench) {
        for (int flag : List.of(0, 1, 3)) {
            for (String name : List.of("paramJson", "createTime", "response")) {
                for (String value : List.of("null", "\"\"", "\"{\"", "{}", "[]", "5", "99999999999999999999")) {
                    ObjectNode answer = ClientTestContext.answer(bench.flag(flag));
                    ClientTestContext.data(answer).set(name, Document.JSON.readTree(value));
                    bench.read(name + " " + value + ", flag " + flag, ScriptedResponse.json(200, answer.toString()))
                            .isNot(Kind.API_ERROR, Kind.INVALID);
                }
            }
        }
        for (String value : List.of("null", "{}", "\"done\"", "1.5", "99999999999")) {
            ObjectNode answer = ClientTestContext.answer(bench.flag(1));
            ClientTestContext.data(answer).set("successFlag", Document.JSON.readTree(value));
            unflagged(bench, "the flag " + value, answer);
        }
        ObjectNode answer = ClientTestContext.answer(bench.flag(1));
        ClientTestContext.data(answer).remove("successFlag");
        unflagged(bench, "no flag", answer);
    }

    private static void unflagged(ClientTestContext bench, String what, JsonNode answer) {
        ClientRun ended =
                bench.read(what, ScriptedResponse.json(200, answer.toString())).isNot(Kind.API_ERROR, Kind.INVALID);
        int flag = ended.outcome().flag();
        ended.holds(ended.outcome().kind() != Kind.SUCCESS || flag < 0 || flag > 4, "must not make up a flag");
    }

    private static void afresh(ClientTestContext bench) {
        String lasting = "Cache-Control: max-age=3600";
        ScriptedServer server = ScriptedServer.of(List.of(
                ScriptedResponse.json(200, bench.flag(0), lasting, "ETag: \"x\""),
                ScriptedResponse.json(200, bench.flag(1), lasting)));
        ClientRun ended = bench.on("two looks", server, (client, time) -> {
            client.read(ClientTestContext.TASK);
            return client.read(ClientTestContext.TASK);
        });
        ended.is(Kind.SUCCESS).asked(2).holds(ended.outcome().flag() == 1, "must tell flag 1");
    }
}
