package dev.lumamodify.contract.internal.client.checks;

import dev.lumamodify.contract.ClientChecks.ClientCheck;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** How often, and when, a client repeats a look that failed. */
public final class ReadRetryChecks {
    private static final String CODES = "#/components/schemas/ResultCode";
    private static final String WAIT = "#/components/headers/RetryAfter";
    private static final String HOUSE = "the client's own promise: 1+3 tries, full jitter, 0.5 s doubled, at most 8 s";

    private ReadRetryChecks() {}

    public static List<ClientCheck> all() {
        return List.of(
                ClientCheck.of(
                        "read.bounded-retries",
                        "Passing trouble is met with a few more looks at most, and then told.",
                        CODES,
                        bench -> ResponseFixtures.passing().forEach((what, reply) -> {
                            ClientRun ended = bench.read(what, reply).isNot(Kind.SUCCESS, Kind.INVALID);
                            ended.holds(ended.seen().size() <= 10, "must send 10 requests at most");
                        })),
                ClientCheck.of(
                                "read.retry-delays",
                                "Before a look is repeated, there is a pause.",
                                CODES,
                                bench -> ResponseFixtures.passing().forEach((what, reply) -> {
                                    ClientRun ended = bench.read(what, reply);
                                    Duration paused = ended.time().elapsed();
                                    // Jitter may make one pause short, and HTTP libraries repeat once on their own.
                                    ended.holds(
                                            ended.seen().size() <= 2 || !paused.isZero(),
                                            "must pause before it repeats");
                                    ended.holds(paused.toMinutes() < 15, "must tell in less than 15 minutes");
                                }))
                        .onVirtualTime(),
                ClientCheck.of(
                        "read.permanent-errors-not-retried",
                        "A key, credits, a task or parameters that were refused are not tried again.",
                        CODES,
                        bench -> once(bench, List.of(401, 402, 404, 422))),
                ClientCheck.of(
                                "read.retry-after",
                                "Nobody looks before Retry-After is over, nor long after, nor blocks for a day.",
                                WAIT,
                                ReadRetryChecks::patient)
                        .onVirtualTime(),
                ClientCheck.of(
                                "read.three-retries",
                                "Passing trouble is met with three more looks, after growing pauses, and then told.",
                                HOUSE,
                                bench -> ResponseFixtures.passing()
                                        .forEach((what, reply) -> bounded(bench.read(what, reply)
                                                .isNot(Kind.SUCCESS, Kind.INVALID)
                                                .asked(4))))
                        .ofTheHouse()
                        .onVirtualTime(),
                ClientCheck.of(
                                "read.recovers",
                                "Passing trouble that has passed is forgotten.",
                                HOUSE,
                                bench -> ResponseFixtures.passing().forEach((what, reply) -> {
                                    for (int times = 1; times <= 3; times++) {
                                        List<ScriptedResponse> replies =
                                                new ArrayList<>(Collections.nCopies(times, reply));
                                        replies.add(ScriptedResponse.json(200, bench.flag(1)));
                                        bench.read(what + " x " + times, replies.toArray(ScriptedResponse[]::new))
                                                .is(Kind.SUCCESS)
                                                .asked(times + 1);
                                    }
                                }))
                        .ofTheHouse(),
                ClientCheck.of(
                                "read.non-transient-not-retried",
                                "What a repeat does not mend is not repeated.",
                                HOUSE,
                                bench -> once(bench, List.of(400, 433, 451, 500, 501, 505, 550)))
                        .ofTheHouse(),
                ClientCheck.of("read.jitter", "Pauses vary over their whole range.", HOUSE, ReadRetryChecks::jitter)
                        .ofTheHouse()
                        .onVirtualTime(),
                ClientCheck.of(
                                "read.exact-retry-after",
                                "Retry-After is waited for exactly, in either style, or told if no deadline allows it.",
                                WAIT,
                                ReadRetryChecks::exact)
                        .ofTheHouse()
                        .onVirtualTime(),
                ClientCheck.of(
                                "read.retry-budget",
                                "In an outage, reads do not multiply: repeats have a budget.",
                                "the client's own promise",
                                ReadRetryChecks::outage)
                        .ofTheHouse());
    }

    private static void once(ClientTestContext bench, List<Integer> codes) {
        for (int code : codes) {
            String body = ClientTestContext.envelope(code, ResponseFixtures.WORDS, ",\"data\":null");
            for (int status : List.of(200, code)) {
                bench.read("code " + code + " in HTTP " + status, ScriptedResponse.json(status, body))
                        .is(Kind.API_ERROR)
                        .asked(1);
            }
        }
    }

    private static void patient(ClientTestContext bench) {
        for (int status : List.of(200, 429, 503)) {
            for (int seconds : List.of(3, 7, 13)) {
                ClientRun ended = limited(bench, status, seconds);
                Duration paused = ended.time().elapsed();
                ended.holds(
                        ended.seen().size() == 1 || paused.toSeconds() >= seconds,
                        "must not look again before " + seconds + " s");
                ended.holds(paused.toSeconds() <= 2L * seconds + 20, "must not wait much longer");
            }
            ClientRun ended = limited(bench, status, 86_400);
            ended.holds(ended.time().elapsed().toHours() < 1, "must not wait for a day");
            ended.is(Kind.API_ERROR).asked(1);
        }
    }

    private static ClientRun limited(ClientTestContext bench, int status, int seconds) {
        ScriptedResponse limit = ScriptedResponse.json(
                status, ClientTestContext.envelope(429, ResponseFixtures.WORDS, ""), "Retry-After: " + seconds);
        return bench.read(
                "HTTP " + status + ", Retry-After: " + seconds, limit, ScriptedResponse.json(200, bench.flag(0)));
    }

    private static void exact(ClientTestContext bench) {
        for (int status : List.of(200, 429, 503)) {
            for (int seconds : List.of(1, 7, 13)) {
                ClientRun ended =
                        limited(bench, status, seconds).is(Kind.SUCCESS).asked(2);
                List<Duration> pauses = List.of(Duration.ofSeconds(seconds));
                ended.holds(ended.time().sleeps().equals(pauses), "must pause " + seconds + " s");
            }
        }
        ResponseFixtures.refusals(bench.recordInfo().codes().keySet()).forEach((what, refusal) -> {
            ClientRun ended = bench.read(what, refusal.reply()).asked(1);
            ended.holds(
                    Duration.ofDays(1).equals(ended.outcome().retryAfter()),
                    "must tell the Retry-After that it did not wait for");
            ended.holds(ended.time().sleeps().isEmpty(), "must not wait for what no deadline allows");
        });
    }

    private static void bounded(ClientRun ended) {
        Duration most = Duration.ofMillis(500);
        for (Duration pause : ended.time().sleeps()) {
            ended.holds(!pause.isNegative() && pause.compareTo(most) <= 0, "must pause " + most + " at most");
            most = most.multipliedBy(2);
        }
        ended.holds(ended.time().sleeps().size() == 3, "must pause before each repeat");
    }

    private static void jitter(ClientTestContext bench) {
        Duration[] sums = new Duration[3];
        List<Duration> first = new ArrayList<>();
        Arrays.fill(sums, Duration.ZERO);
        ClientRun ended = null;
        for (int i = 0; i < 40; i++) {
            ended = bench.read("jitter", ScriptedResponse.of(503, "text/plain", ""))
                    .asked(4);
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

    private static void outage(ClientTestContext bench) {
        ScriptedResponse down = ScriptedResponse.of(503, "text/plain", "");
        ClientRun ended = bench.on("200 reads in an outage", ScriptedServer.of(List.of(down)), (client, time) -> {
            for (int i = 0; i < 199; i++) {
                client.read(ClientTestContext.TASK);
            }
            return client.read(ClientTestContext.TASK);
        });
        ended.holds(ended.seen().size() < 300, "must send fewer than 300 requests");
        ended.holds(ended.seen().size() > 203, "must repeat some");
    }
}
