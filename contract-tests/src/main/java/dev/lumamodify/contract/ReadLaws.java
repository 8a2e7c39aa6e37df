package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientAdapter.Outcome;
import dev.lumamodify.contract.ClientLaws.ClientLaw;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client makes of the answer to a look at a task. */
final class ReadLaws {
    private static final String RECORD = "#/components/schemas/TaskRecord";

    /** In real time; whether a request got out by then does not matter. */
    private static final Duration IMPATIENT = Duration.ofMillis(300);

    private ReadLaws() {}

    static List<ClientLaw> all() {
        return List.of(
                ClientLaw.of(
                        "read.task",
                        "A task is shown as the answer tells it, with any flag, and with fields that are new.",
                        RECORD,
                        ReadLaws::shown),
                ClientLaw.of(
                        "read.results",
                        "The results of a task are the result URLs of the answer, all of them, in its order, as they are.",
                        "#/components/schemas/Results",
                        ReadLaws::results),
                ClientLaw.of(
                        "read.odd-task",
                        "A task with less, or other things, than it should have is shown or told as malformed, and nothing is made up.",
                        RECORD,
                        ReadLaws::odd),
                ClientLaw.of(
                        "read.refusals",
                        "A look that the envelope refuses ends as a refusal with its code and words.",
                        "#/components/schemas/Code",
                        bench -> Replies.refusals(bench.recordInfo().codes().keySet())
                                .forEach((what, refusal) -> bench.read(what, refusal.reply())
                                        .is(Kind.REFUSED)
                                        .tells(refusal.code(), Replies.WORDS))),
                ClientLaw.of(
                        "read.odd-refusals",
                        "A code that is not 200 is no task, whatever else the answer claims, and hides no crash.",
                        "#/components/schemas/Code",
                        bench -> Replies.oddRefusals(
                                        bench.recordInfo().codes().keySet(),
                                        Bench.answer(bench.flag(1)).path("data").toString())
                                .forEach((what, refusal) ->
                                        bench.read(what, refusal.reply()).isNot(Kind.VALUE, Kind.INVALID))),
                ClientLaw.of(
                        "read.no-value-without-task",
                        "An answer that is not the contract's never ends in a task.",
                        "#/components/schemas/RecordInfoAnswer",
                        bench -> Replies.malformed("taskId")
                                .forEach(
                                        (what, reply) -> bench.read(what, reply).isNot(Kind.VALUE, Kind.INVALID))),
                ClientLaw.of(
                        "read.both-statuses",
                        "An HTTP error is no task, even if its body shows one.",
                        "facts, section 1",
                        bench -> Replies.ERRORS.forEach(status -> bench.read(
                                        "HTTP " + status + " with a task", Reply.json(status, bench.flag(1)))
                                .isNot(Kind.VALUE, Kind.INVALID))),
                ClientLaw.of(
                        "read.other-task",
                        "An answer about another task is not taken for the one that was asked for.",
                        RECORD,
                        bench -> List.of(
                                        "f".repeat(32),
                                        Bench.TASK.substring(0, 31),
                                        Bench.TASK + "0",
                                        "774D" + Bench.TASK.substring(4))
                                .forEach(id -> bench.read("another task", id, Reply.json(200, bench.flag(1)))
                                        .isNot(Kind.VALUE))),
                ClientLaw.of(
                        "read.afresh",
                        "Each look asks the service, and shows what it says now.",
                        "facts, section 3",
                        ReadLaws::afresh),
                ClientLaw.of(
                        "read.interrupted",
                        "A look on a thread that is interrupted ends in one of the documented ways, at once.",
                        "the client's own promise",
                        bench -> bench.on(
                                        "interrupted before a look",
                                        ScriptedServer.of(List.of(Reply.of(503, "text/plain", ""))),
                                        (client, time) -> {
                                            Thread.currentThread().interrupt();
                                            Outcome outcome = client.read(Bench.TASK);
                                            return Thread.interrupted()
                                                    ? outcome
                                                    : Outcome.of(Kind.OTHER, "not interrupted any more", null);
                                        })
                                .isNot(Kind.VALUE)),
                ClientLaw.of(
                        "read.unreachable",
                        "A look that cannot get through is told as such.",
                        "facts, section 1",
                        bench -> bench.nobody((client, time) -> client.read(Bench.TASK))
                                .is(Kind.UNREACHABLE)),
                ClientLaw.of(
                        "read.stalled",
                        "A look that is never answered ends in time.",
                        "facts, section 1",
                        bench -> bench.inAHurry(
                                        "no answer at all", IMPATIENT, Reply.STALL, client -> client.read(Bench.TASK))
                                .isNot(Kind.VALUE, Kind.INVALID)));
    }

    private static void shown(Bench bench) {
        for (int flag : List.of(0, 1, 2, 3, 4, 5, 77, -3)) {
            ObjectNode plain = Bench.answer(bench.flag(flag));
            ObjectNode sparse = plain.deepCopy();
            List.of("completeTime", "response", "errorCode", "errorMessage")
                    .forEach(name -> Bench.data(sparse).putNull(name));
            ObjectNode bare = plain.deepCopy();
            Bench.data(bare).remove(List.of("completeTime", "response", "errorCode", "errorMessage"));
            ObjectNode more = plain.deepCopy();
            more.putArray("unknown").addObject().put("a", 1);
            Bench.data(more).putArray("unknown").addObject().put("a", 1);
            Bench.data(more).put("errorCode", 400).put("errorMessage", Replies.WORDS);
            for (ObjectNode answer :
                    flag == 1 || flag == 4 ? List.of(plain, more) : List.of(plain, sparse, bare, more)) {
                Case ended = bench.read("the task " + answer, Reply.json(200, answer.toString()))
                        .is(Kind.VALUE)
                        .asked(1);
                ended.holds(ended.outcome().flag() == flag, "must tell flag " + flag);
                ended.holds(ended.outcome().taskId().equals(Bench.TASK), "must tell the task's id");
                told(ended, answer);
            }
        }
    }

    private static void told(Case ended, JsonNode answer) {
        List<String> urls = answer.at("/data/response/resultUrls")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        ended.holds(ended.outcome().resultUrls().equals(urls), "must tell the results " + urls);
    }

    private static void results(Bench bench) {
        for (List<String> urls : List.of(
                List.of("https://z.example.com/1.mp4"),
                List.of("https://z.example.com/2.mp4?sig=a%2Fb%3D&x=1#t", "https://a.example.com/1.mp4"),
                List.of("http://a.example.com/1.mp4", "http://a.example.com/1.mp4"))) {
            ObjectNode answer = Bench.answer(bench.flag(1));
            ArrayNode told = ((ObjectNode) answer.at("/data/response")).putArray("resultUrls");
            urls.forEach(told::add);
            told(
                    bench.read("results " + urls, Reply.json(200, answer.toString()))
                            .is(Kind.VALUE),
                    answer);
        }
    }

    private static void odd(Bench bench) {
        for (int flag : List.of(0, 1, 3)) {
            for (String name : List.of("paramJson", "createTime", "response")) {
                for (String value : List.of("null", "\"\"", "\"{\"", "{}", "[]", "5", "99999999999999999999")) {
                    ObjectNode answer = Bench.answer(bench.flag(flag));
                    Bench.data(answer).set(name, Document.JSON.readTree(value));
                    bench.read(name + " " + value + ", flag " + flag, Reply.json(200, answer.toString()))
                            .isNot(Kind.REFUSED, Kind.INVALID);
                }
            }
        }
        for (String value : List.of("null", "{}", "\"done\"", "1.5", "99999999999")) {
            ObjectNode answer = Bench.answer(bench.flag(1));
            Bench.data(answer).set("successFlag", Document.JSON.readTree(value));
            unflagged(bench, "the flag " + value, answer);
        }
        ObjectNode answer = Bench.answer(bench.flag(1));
        Bench.data(answer).remove("successFlag");
        unflagged(bench, "no flag", answer);
    }

    private static void unflagged(Bench bench, String what, JsonNode answer) {
        Case ended = bench.read(what, Reply.json(200, answer.toString())).isNot(Kind.REFUSED, Kind.INVALID);
        int flag = ended.outcome().flag();
        ended.holds(ended.outcome().kind() != Kind.VALUE || flag < 0 || flag > 4, "must not make up a flag");
    }

    private static void afresh(Bench bench) {
        String lasting = "Cache-Control: max-age=3600";
        ScriptedServer server = ScriptedServer.of(List.of(
                Reply.json(200, bench.flag(0), lasting, "ETag: \"x\""), Reply.json(200, bench.flag(1), lasting)));
        Case ended = bench.on("two looks", server, (client, time) -> {
            client.read(Bench.TASK);
            return client.read(Bench.TASK);
        });
        ended.is(Kind.VALUE).asked(2).holds(ended.outcome().flag() == 1, "must tell flag 1");
    }
}
