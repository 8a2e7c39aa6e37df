package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientLaws.ClientLaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** How often, and when, a client repeats a look that failed. */
final class RepeatLaws {
    private static final String CODES = "#/components/schemas/Code";
    private static final String WAIT = "#/components/headers/RetryAfter";
    private static final String HOUSE = "the client's own promise: 1+3 tries, full jitter, 0.5 s doubled, at most 8 s";

    private RepeatLaws() {}

    static List<ClientLaw> all() {
        return List.of(
                ClientLaw.of(
                        "read.few-repeats",
                        "Passing trouble is met with a few more looks at most, and then told.",
                        CODES,
                        bench -> Replies.passing().forEach((what, reply) -> {
                            Case ended = bench.read(what, reply).isNot(Kind.VALUE, Kind.INVALID);
                            ended.holds(ended.seen().size() <= 10, "must send 10 requests at most");
                        })),
                ClientLaw.of(
                                "read.pauses",
                                "Before a look is repeated, there is a pause.",
                                CODES,
                                bench -> Replies.passing().forEach((what, reply) -> {
                                    Case ended = bench.read(what, reply);
                                    Duration paused = ended.time().elapsed();
                                    // Jitter may make one pause short, and HTTP libraries repeat once on their own.
                                    ended.holds(
                                            ended.seen().size() <= 2 || !paused.isZero(),
                                            "must pause before it repeats");
                                    ended.holds(paused.toMinutes() < 15, "must tell in less than 15 minutes");
                                }))
                        .onVirtualTime(),
                ClientLaw.of(
                        "read.no-vain-repeat",
                        "A key, credits, a task or parameters that were refused are not tried again.",
                        CODES,
                        bench -> once(bench, List.of(401, 402, 404, 422))),
                ClientLaw.of(
                                "read.retry-after",
                                "Nobody looks before Retry-After is over, nor long after, nor blocks for a day.",
                                WAIT,
                                RepeatLaws::patient)
                        .onVirtualTime(),
                ClientLaw.of(
                                "read.repeats",
                                "Passing trouble is met with three more looks, after growing pauses, and then told.",
                                HOUSE,
                                bench -> Replies.passing()
                                        .forEach((what, reply) -> bounded(bench.read(what, reply)
                                                .isNot(Kind.VALUE, Kind.INVALID)
                                                .asked(4))))
                        .ofTheHouse()
                        .onVirtualTime(),
                ClientLaw.of(
                                "read.recovers",
                                "Passing trouble that has passed is forgotten.",
                                HOUSE,
                                bench -> Replies.passing().forEach((what, reply) -> {
                                    for (int times = 1; times <= 3; times++) {
                                        List<Reply> replies = new ArrayList<>(Collections.nCopies(times, reply));
                                        replies.add(Reply.json(200, bench.flag(1)));
                                        bench.read(what + " x " + times, replies.toArray(Reply[]::new))
                                                .is(Kind.VALUE)
                                                .asked(times + 1);
                                    }
                                }))
                        .ofTheHouse(),
                ClientLaw.of(
                                "read.lasting-trouble",
                                "What a repeat does not mend is not repeated.",
                                HOUSE,
                                bench -> once(bench, List.of(400, 433, 451, 500, 501, 505, 550)))
                        .ofTheHouse(),
                ClientLaw.of("read.jitter", "Pauses vary over their whole range.", HOUSE, RepeatLaws::jitter)
                        .ofTheHouse()
                        .onVirtualTime(),
                ClientLaw.of(
                                "read.exact-retry-after",
                                "Retry-After is waited for exactly, in either style, or told if no deadline allows it.",
                                WAIT,
                                RepeatLaws::exact)
                        .ofTheHouse()
                        .onVirtualTime(),
                ClientLaw.of(
                                "read.outage",
                                "In an outage, reads do not multiply: repeats have a budget.",
                                "the client's own promise",
                                RepeatLaws::outage)
                        .ofTheHouse());
    }

    private static void once(Bench bench, List<Integer> codes) {
        for (int code : codes) {
            String body = Bench.envelope(code, Replies.WORDS, ",\"data\":null");
            for (int status : List.of(200, code)) {
                bench.read("code " + code + " in HTTP " + status, Reply.json(status, body))
                        .is(Kind.REFUSED)
                        .asked(1);
            }
        }
    }

    private static void patient(Bench bench) {
        for (int status : List.of(200, 429, 503)) {
            for (int seconds : List.of(3, 7, 13)) {
                Case ended = limited(bench, status, seconds);
                Duration paused = ended.time().elapsed();
                ended.holds(
                        ended.seen().size() == 1 || paused.toSeconds() >= seconds,
                        "must not look again before " + seconds + " s");
                ended.holds(paused.toSeconds() <= 2L * seconds + 20, "must not wait much longer");
            }
            Case ended = limited(bench, status, 86_400);
            ended.holds(ended.time().elapsed().toHours() < 1, "must not wait for a day");
            ended.is(Kind.REFUSED).asked(1);
        }
    }

    private static Case limited(Bench bench, int status, int seconds) {
        Reply limit = Reply.json(status, Bench.envelope(429, Replies.WORDS, ""), "Retry-After: " + seconds);
        return bench.read("HTTP " + status + ", Retry-After: " + seconds, limit, Reply.json(200, bench.flag(0)));
    }

    private static void exact(Bench bench) {
        for (int status : List.of(200, 429, 503)) {
            for (int seconds : List.of(1, 7, 13)) {
                Case ended = limited(bench, status, seconds).is(Kind.VALUE).asked(2);
                List<Duration> pauses = List.of(Duration.ofSeconds(seconds));
                ended.holds(ended.time().sleeps().equals(pauses), "must pause " + seconds + " s");
            }
        }
        Replies.refusals(bench.recordInfo().codes().keySet()).forEach((what, refusal) -> {
            Case ended = bench.read(what, refusal.reply()).asked(1);
            ended.holds(
                    Duration.ofDays(1).equals(ended.outcome().retryAfter()),
                    "must tell the Retry-After that it did not wait for");
            ended.holds(ended.time().sleeps().isEmpty(), "must not wait for what no deadline allows");
        });
    }

    private static void bounded(Case ended) {
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
        Arrays.fill(sums, Duration.ZERO);
        Case ended = null;
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

    private static void outage(Bench bench) {
        Reply down = Reply.of(503, "text/plain", "");
        Case ended = bench.on("200 reads in an outage", ScriptedServer.of(List.of(down)), (client, time) -> {
            for (int i = 0; i < 199; i++) {
                client.read(Bench.TASK);
            }
            return client.read(Bench.TASK);
        });
        ended.holds(ended.seen().size() < 300, "must send fewer than 300 requests");
        ended.holds(ended.seen().size() > 203, "must repeat some");
    }
}
