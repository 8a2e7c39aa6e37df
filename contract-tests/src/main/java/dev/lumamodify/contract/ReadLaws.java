package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientLaws.ClientLaw;
import dev.lumamodify.contract.ScriptedServer.Reply;
import dev.lumamodify.contract.ScriptedServer.Seen;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a client owes to whoever looks at a task. */
final class ReadLaws {
    private static final String RECORD = "#/components/schemas/TaskRecord";
    private static final String REPEATS =
            "the client's own promise: 1+3 tries, full jitter, 0.5 s doubled, at most 8 s";

    private ReadLaws() {}

    static List<ClientLaw> all() {
        return List.of(
                ClientLaw.of(
                        "read.task",
                        "A task is shown as the answer tells it, with any flag, and with fields that are new.",
                        RECORD,
                        ReadLaws::shown),
                ClientLaw.of(
                        "read.refusals",
                        "A look that the envelope refuses ends as a refusal with its code and words.",
                        "#/components/schemas/Code",
                        bench -> SubmitLaws.refusals(bench.recordInfo().codes().keySet())
                                .forEach((what, refusal) -> {
                                    Bench.Case ended = bench.read(what, refusal.reply())
                                            .is(Kind.REFUSED)
                                            .asked(1);
                                    ended.holds(
                                            ended.outcome().code() == refusal.code(),
                                            "must tell code " + refusal.code());
                                    ended.holds(
                                            ended.outcome().msg().equals("words"),
                                            "must tell the words of the service");
                                    ended.holds(
                                            Duration.ofDays(1)
                                                    .equals(ended.outcome().retryAfter()),
                                            "must tell the Retry-After that it did not wait for");
                                    ended.holds(
                                            ended.time().sleeps().isEmpty(),
                                            "must not wait for what no deadline allows");
                                })),
                ClientLaw.of(
                        "read.no-value-without-task",
                        "An answer that is not the contract's never ends in a task.",
                        "#/components/schemas/RecordInfoAnswer",
                        bench -> SubmitLaws.malformed("taskId")
                                .forEach(
                                        (what, reply) -> bench.read(what, reply).isNot(Kind.VALUE, Kind.INVALID))),
                ClientLaw.of(
                        "read.both-statuses",
                        "An HTTP error is no task, even if its body shows one.",
                        "facts, section 1",
                        bench -> SubmitLaws.ERRORS.forEach(status -> bench.read(
                                        "HTTP " + status + " with a task", Reply.json(status, bench.flag(1)))
                                .isNot(Kind.VALUE, Kind.INVALID))),
                ClientLaw.of(
                        "read.other-task",
                        "An answer about another task is not taken for the one that was asked for.",
                        RECORD,
                        bench -> bench.read("another task", "f".repeat(32), Reply.json(200, bench.flag(1)))
                                .isNot(Kind.VALUE)),
                ClientLaw.of(
                        "read.repeats",
                        "Passing trouble is met with three more looks, and then told.",
                        REPEATS,
                        bench -> passing().forEach((what, reply) -> {
                            Bench.Case ended = bench.read(what, reply)
                                    .isNot(Kind.VALUE, Kind.INVALID)
                                    .asked(4);
                            bounded(ended);
                        })),
                ClientLaw.of(
                        "read.recovers",
                        "Passing trouble that has passed is forgotten.",
                        REPEATS,
                        bench -> passing().forEach((what, reply) -> {
                            Reply task = Reply.json(200, bench.flag(1));
                            for (int times = 1; times <= 3; times++) {
                                List<Reply> replies = new ArrayList<>(java.util.Collections.nCopies(times, reply));
                                replies.add(task);
                                bench.read(what + " x " + times, replies.toArray(Reply[]::new))
                                        .is(Kind.VALUE)
                                        .asked(times + 1);
                            }
                        })),
                ClientLaw.of("read.lasting-trouble", "What a repeat does not mend is not repeated.", REPEATS, bench -> {
                    for (int code : List.of(401, 402, 404, 422, 500, 501, 505, 400, 433, 451, 550)) {
                        String body = Bench.envelope(code, "words", ",\"data\":null");
                        bench.read("code " + code, Reply.json(200, body))
                                .is(Kind.REFUSED)
                                .asked(1);
                        bench.read("HTTP " + code, Reply.json(code, body))
                                .is(Kind.REFUSED)
                                .asked(1);
                    }
                }),
                ClientLaw.of("read.jitter", "Pauses vary over their whole range.", REPEATS, ReadLaws::jitter),
                ClientLaw.of(
                        "read.retry-after",
                        "Retry-After is waited for exactly, in either style.",
                        "#/components/headers/RetryAfter",
                        bench -> {
                            for (int seconds : List.of(1, 7, 13)) {
                                for (int status : List.of(200, 429, 503)) {
                                    Bench.Case ended = bench.read(
                                            "HTTP " + status + ", Retry-After: " + seconds,
                                            Reply.json(
                                                    status,
                                                    Bench.envelope(429, "words", ""),
                                                    "Retry-After: " + seconds),
                                            Reply.json(200, bench.flag(0)));
                                    ended.is(Kind.VALUE)
                                            .asked(2)
                                            .holds(
                                                    ended.time().sleeps().equals(List.of(Duration.ofSeconds(seconds))),
                                                    "must pause " + seconds + " s");
                                }
                            }
                        }),
                ClientLaw.of(
                        "read.outage",
                        "In an outage, reads do not multiply: repeats have a budget.",
                        "the client's own promise",
                        bench -> {
                            Reply down = Reply.of(503, "text/plain", "");
                            Bench.Case ended = bench.on(
                                    "200 reads in an outage", ScriptedServer.of(List.of(down)), (client, time) -> {
                                        for (int i = 0; i < 199; i++) {
                                            client.read(Bench.TASK);
                                        }
                                        return client.read(Bench.TASK);
                                    });
                            ended.holds(ended.seen().size() < 300, "must send fewer than 300 requests");
                            ended.holds(ended.seen().size() > 203, "must repeat some");
                        }),
                ClientLaw.of(
                        "read.request",
                        "A look is one GET of the documented path with the id, whatever it is made of, and nothing else.",
                        "#/paths/~1api~1v1~1modify~1record-info/get",
                        ReadLaws::request),
                ClientLaw.of(
                        "read.redirects",
                        "The API key is not carried to another host, and no redirect is taken for an answer.",
                        "facts, section 1: keys are secret",
                        ReadLaws::redirects),
                ClientLaw.of(
                        "read.interrupted",
                        "A look on a thread that is interrupted ends in one of the documented ways, at once.",
                        "the client's own promise",
                        bench -> bench.on(
                                        "interrupted before a look",
                                        ScriptedServer.of(List.of(Reply.of(503, "text/plain", ""))),
                                        (client, time) -> {
                                            Thread.currentThread().interrupt();
                                            return client.read(Bench.TASK);
                                        })
                                .isNot(Kind.VALUE)),
                ClientLaw.of(
                        "read.unreachable",
                        "A look that cannot get through is told as such.",
                        "facts, section 1",
                        bench -> bench.nobody((client, time) -> client.read(Bench.TASK))
                                .is(Kind.UNREACHABLE)));
    }

    /** Trouble that may be over in a moment. */
    static Map<String, Reply> passing() {
        Map<String, Reply> replies = new LinkedHashMap<>();
        for (int status : List.of(408, 429, 502, 503, 504)) {
            replies.put("HTTP " + status + " empty", Reply.of(status, "text/plain", ""));
            replies.put("HTTP " + status + " HTML", Reply.of(status, "text/html", "<html>Sorry</html>"));
        }
        for (int code : List.of(429, 455)) {
            replies.put("code " + code, Reply.json(200, Bench.envelope(code, "words", ",\"data\":null")));
            replies.put("code " + code + " mirrored", Reply.json(code, Bench.envelope(code, "words", "")));
        }
        replies.put("closed", Reply.CLOSE);
        replies.put("reset", Reply.RESET);
        return replies;
    }

    private static void shown(Bench bench) {
        for (int flag : List.of(0, 1, 2, 3, 4, 5, 77, -3)) {
            String told = bench.flag(flag);
            for (String body : List.of(
                    told, told.replace("\"data\":{", "\"unknown\":[{\"a\":1}],\"data\":{\"unknown\":[{\"a\":1}],"))) {
                Bench.Case ended = bench.read("flag " + flag, Reply.json(200, body))
                        .is(Kind.VALUE)
                        .asked(1);
                ended.holds(ended.outcome().flag() == flag, "must tell flag " + flag);
                ended.holds(ended.outcome().taskId().equals(Bench.TASK), "must tell the task's id");
                int results = SubmitLaws.json(body.getBytes(StandardCharsets.UTF_8))
                        .at("/data/response/resultUrls")
                        .size();
                ended.holds(ended.outcome().resultUrls().size() == results, "must tell " + results + " results");
            }
        }
    }

    private static void bounded(Bench.Case ended) {
        Duration most = Duration.ofMillis(500);
        for (Duration pause : ended.time().sleeps()) {
            ended.holds(!pause.isNegative() && pause.compareTo(most) <= 0, "must pause " + most + " at most");
            most = most.multipliedBy(2);
        }
        ended.holds(ended.time().sleeps().size() == 3, "must pause before each repeat");
    }

    private static void jitter(Bench bench) {
        Duration[] sums = new Duration[3];
        List<Duration> first = new ArrayList<>();
        java.util.Arrays.fill(sums, Duration.ZERO);
        Bench.Case ended = null;
        for (int i = 0; i < 40; i++) {
            ended = bench.read("jitter", Reply.of(503, "text/plain", "")).asked(4);
            first.add(ended.time().sleeps().get(0));
            for (int pause = 0; pause < 3; pause++) {
                sums[pause] = sums[pause].plus(ended.time().sleeps().get(pause));
            }
        }
        if (ended != null) {
            ended.holds(first.stream().anyMatch(pause -> pause.toMillis() < 200), "must sometimes pause shortly");
            ended.holds(first.stream().anyMatch(pause -> pause.toMillis() > 300), "must sometimes pause long");
            ended.holds(first.stream().distinct().count() > 20, "must vary its pauses");
            ended.holds(
                    sums[1].compareTo(sums[0]) > 0 && sums[2].compareTo(sums[1]) > 0, "must pause longer each time");
        }
    }

    private static void request(Bench bench) {
        List<String> ids = List.of(Bench.TASK, "a b", "a+b", "a/b?c=d&e#f", "50%", "ä日本", "..", "%41");
        for (String id : ids) {
            String told = bench.flag(0).replace(Bench.TASK, id);
            Bench.Case ended = bench.read("the id " + id, id, Reply.json(200, told))
                    .is(Kind.VALUE)
                    .asked(1);
            Seen seen = ended.seen().get(0);
            String[] parts = seen.target().split("\\?", 2);
            ended.holds(seen.method().equals(bench.recordInfo().method()), "must use the documented method");
            ended.holds(parts[0].equals(bench.recordInfo().path()), "must call the documented path");
            ended.holds(
                    parts.length == 2
                            && parts[1].startsWith("taskId=")
                            && !parts[1].contains("&")
                            && URLDecoder.decode(parts[1].substring(7), StandardCharsets.UTF_8)
                                    .equals(id),
                    "must ask for exactly this id, not " + seen.target());
            ended.holds(seen.body().length == 0, "must not send a body");
        }
        bench.read("an empty id", "", Reply.json(200, bench.flag(0)))
                .is(Kind.INVALID)
                .asked(0);
    }

    private static void redirects(Bench bench) {
        for (int status : List.of(301, 302, 303, 307, 308)) {
            try (ScriptedServer other = ScriptedServer.of(List.of(Reply.json(200, bench.flag(1))))) {
                Reply redirect = Reply.of(
                        status,
                        "text/plain",
                        "",
                        "Location: http://localhost:" + other.url().getPort() + "/elsewhere");
                Bench.Case ended = bench.read("HTTP " + status, redirect).isNot(Kind.VALUE);
                ended.holds(
                        other.seen().stream()
                                .allMatch(seen -> seen.header("authorization").isEmpty()),
                        "must not carry the API key to another host");
            }
        }
    }
}
