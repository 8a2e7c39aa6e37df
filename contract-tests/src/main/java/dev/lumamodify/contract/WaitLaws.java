package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientAdapter.Outcome;
import dev.lumamodify.contract.ClientLaws.ClientLaw;
import dev.lumamodify.contract.ScriptedServer.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a client owes to whoever waits for a task. */
final class WaitLaws {
    private static final String FLAGS = "#/components/schemas/SuccessFlag";
    private static final String PACE = "facts, sections 2 and 3: jobs take up to 20 minutes, looks every 10 to 30 s";
    private static final Duration DEADLINE = Duration.ofMinutes(30);

    private WaitLaws() {}

    static List<ClientLaw> all() {
        return List.of(
                ClientLaw.of(
                        "wait.success",
                        "A task that has its results ends the wait, even if its callback could not be delivered.",
                        FLAGS,
                        bench -> {
                            for (int flag : List.of(1, 4)) {
                                Bench.Case ended = bench.await(
                                        "flag " + flag,
                                        Duration.ofMinutes(5),
                                        Reply.json(200, bench.flag(0)),
                                        Reply.json(200, bench.flag(flag)));
                                ended.is(Kind.VALUE).asked(2);
                                ended.holds(ended.outcome().flag() == flag, "must tell flag " + flag);
                                ended.holds(!ended.outcome().resultUrls().isEmpty(), "must tell the results");
                            }
                        }),
                ClientLaw.of(
                        "wait.failure", "A task that failed ends the wait as a failure, with its id.", FLAGS, bench -> {
                            for (int flag : List.of(2, 3)) {
                                Bench.Case ended = bench.await(
                                        "flag " + flag,
                                        Duration.ofMinutes(5),
                                        Reply.json(200, bench.flag(0)),
                                        Reply.json(200, bench.flag(flag)));
                                ended.is(Kind.TASK_FAILED).asked(2);
                                named(ended);
                            }
                        }),
                ClientLaw.of(
                        "wait.unknown-flag",
                        "A flag that is not known yet is no end.",
                        FLAGS,
                        bench -> bench.await(
                                        "flags 7 and -1",
                                        Duration.ofMinutes(5),
                                        Reply.json(200, bench.flag(7)),
                                        Reply.json(200, bench.flag(-1)),
                                        Reply.json(200, bench.flag(1)))
                                .is(Kind.VALUE)
                                .asked(3)),
                ClientLaw.of("wait.pace", "Looks begin after 10 s and come every 10 to 30 s.", PACE, WaitLaws::pace),
                ClientLaw.of(
                        "wait.deadline",
                        "The wait gives up after 30 minutes, not earlier, with a last look and the task's id.",
                        PACE,
                        WaitLaws::deadline),
                ClientLaw.of(
                        "wait.last-look",
                        "A task that has ended by the deadline is seen by the last look.",
                        PACE,
                        bench -> {
                            VirtualTime[] times = new VirtualTime[1];
                            ScriptedServer server = new ScriptedServer(n -> Reply.json(
                                    200,
                                    bench.flag(
                                            times[0].now()
                                                                    .compareTo(Duration.ofDays(1)
                                                                            .plus(DEADLINE))
                                                            < 0
                                                    ? 0
                                                    : 1)));
                            bench.on("ends at the deadline", server, (client, time) -> {
                                        times[0] = time;
                                        CompletableFuture<Outcome> future = client.await(Bench.TASK);
                                        time.advance(DEADLINE.plusSeconds(60));
                                        return future.getNow(Outcome.of(Kind.OTHER, "still waiting", null));
                                    })
                                    .is(Kind.VALUE);
                        }),
                ClientLaw.of(
                        "wait.trouble",
                        "Looks that fail do not end the wait, however often.",
                        PACE,
                        bench -> trouble().forEach((what, reply) -> {
                            List<Reply> replies = new ArrayList<>(java.util.Collections.nCopies(9, reply));
                            replies.add(Reply.json(200, bench.flag(1)));
                            bench.await(what, DEADLINE, replies.toArray(Reply[]::new))
                                    .is(Kind.VALUE);
                        })),
                ClientLaw.of(
                        "wait.refused-for-good",
                        "A key that is refused and a task that is not found end the wait at the first look.",
                        "#/components/schemas/Code",
                        bench -> {
                            for (int code : List.of(401, 404)) {
                                String body = Bench.envelope(code, "words", ",\"data\":null");
                                for (int status : List.of(200, code)) {
                                    Bench.Case ended = bench.await(
                                            "code " + code, Duration.ofMinutes(1), Reply.json(status, body));
                                    ended.is(Kind.REFUSED).asked(1);
                                    ended.holds(ended.outcome().code() == code, "must tell code " + code);
                                    named(ended);
                                }
                            }
                        }),
                ClientLaw.of(
                        "wait.lag",
                        "A new task may be unreadable for a moment; one that stays so ends the wait soon.",
                        "facts, section 3: 422 right after a create",
                        bench -> {
                            Reply none = Reply.json(200, Bench.example(bench.recordInfo(), "unknownTask"));
                            bench.await("once unreadable", Duration.ofMinutes(5), none, Reply.json(200, bench.flag(1)))
                                    .is(Kind.VALUE)
                                    .asked(2);
                            Bench.Case never = bench.await("never readable", Duration.ofMinutes(3), none);
                            never.is(Kind.REFUSED);
                            never.holds(never.outcome().code() == 422, "must tell code 422");
                            named(never);
                        }),
                ClientLaw.of(
                        "wait.cancel", "A wait that is cancelled looks no more.", "the client's own promise", bench -> {
                            Bench.Case ended = bench.on(
                                    "cancelled after a look",
                                    ScriptedServer.of(List.of(Reply.json(200, bench.flag(0)))),
                                    (client, time) -> {
                                        CompletableFuture<Outcome> future = client.await(Bench.TASK);
                                        time.advance(Duration.ofSeconds(12));
                                        future.cancel(true);
                                        time.advance(Duration.ofHours(1));
                                        return Outcome.of(Kind.INTERRUPTED, Bench.TASK, null);
                                    });
                            ended.asked(1);
                        }),
                ClientLaw.of(
                        "wait.interrupt",
                        "A wait that is interrupted ends at once, and leaves the thread interrupted.",
                        "the client's own promise",
                        WaitLaws::interrupt));
    }

    /** What a wait has to live through: passing trouble, and answers that make no sense. */
    private static Map<String, Reply> trouble() {
        Map<String, Reply> replies = new LinkedHashMap<>(ReadLaws.passing());
        replies.put("HTML", Reply.of(200, "text/html", "<html>Sorry</html>"));
        replies.put("empty", Reply.of(200, "application/json", ""));
        replies.put(
                "cut short",
                Reply.json(200, "{\"code\":200,\"msg\":\"success\",\"data\":null}")
                        .cut());
        for (int code : List.of(500, 501, 408, 550)) {
            replies.put("code " + code, Reply.json(200, Bench.envelope(code, "words", ",\"data\":null")));
            replies.put("HTTP " + code, Reply.json(code, Bench.envelope(code, "words", ",\"data\":null")));
        }
        return replies;
    }

    private static void named(Bench.Case ended) {
        ended.holds(ended.outcome().taskId().equals(Bench.TASK), "must name the task");
    }

    /** When the looks were, counted from the start of the wait. */
    private static List<Duration> looks(Bench bench, Duration patience, Outcome[] end) {
        List<Duration> looks = new ArrayList<>();
        VirtualTime[] times = new VirtualTime[1];
        ScriptedServer server = new ScriptedServer(n -> {
            looks.add(times[0].now().minusDays(1));
            return Reply.json(200, bench.flag(0));
        });
        bench.on("never ends", server, (client, time) -> {
            times[0] = time;
            CompletableFuture<Outcome> future = client.await(Bench.TASK);
            time.advance(patience);
            end[0] = future.getNow(Outcome.of(Kind.OTHER, "still waiting", null));
            return Outcome.of(Kind.TIMED_OUT, Bench.TASK, null);
        });
        return looks;
    }

    private static void pace(Bench bench) {
        boolean varied = false;
        List<Duration> before = List.of();
        for (int i = 0; i < 5; i++) {
            List<Duration> looks = looks(bench, Duration.ofMinutes(20), new Outcome[1]);
            between("the first look", looks.get(0), 8, 12);
            for (int n = 1; n < looks.size(); n++) {
                Duration pause = looks.get(n).minus(looks.get(n - 1));
                between("pause " + n, pause, n < 8 ? 8 : 24, 36);
            }
            varied |= !before.isEmpty() && !before.equals(looks);
            before = looks;
        }
        if (!varied) {
            throw new Broken("Two waits look at the same moments: pauses do not vary", (Call) null);
        }
    }

    private static void between(String what, Duration pause, int least, int most) {
        if (pause.compareTo(Duration.ofSeconds(least)) < 0 || pause.compareTo(Duration.ofSeconds(most)) > 0) {
            throw new Broken(
                    what + " came after " + pause + ", not after " + least + " to " + most + " s", (Call) null);
        }
    }

    private static void deadline(Bench bench) {
        Outcome[] early = new Outcome[1];
        looks(bench, DEADLINE.minusMillis(1), early);
        Outcome[] late = new Outcome[1];
        List<Duration> looks = looks(bench, DEADLINE.plusSeconds(1), late);
        Duration last = looks.get(looks.size() - 1);
        boolean kept = early[0].taskId().equals("still waiting")
                && late[0].kind() == Kind.TIMED_OUT
                && late[0].taskId().equals(Bench.TASK)
                && last.compareTo(DEADLINE.minusSeconds(1)) >= 0;
        if (!kept) {
            throw new Broken(
                    "A millisecond before the deadline the wait was " + early[0] + ", after it " + late[0]
                            + ", and the last look was after " + last,
                    (Call) null);
        }
    }

    private static void interrupt(Bench bench) {
        Bench.Case ended =
                bench.on("interrupted", ScriptedServer.of(List.of(Reply.json(200, bench.flag(0)))), (client, time) -> {
                    CompletableFuture<Outcome> end = new CompletableFuture<>();
                    CompletableFuture<Boolean> flag = new CompletableFuture<>();
                    Thread thread = new Thread(() -> {
                        Thread.currentThread().interrupt();
                        end.complete(client.awaitBlocking(Bench.TASK));
                        flag.complete(Thread.interrupted());
                    });
                    thread.setDaemon(true);
                    thread.start();
                    try {
                        // Nothing waits for this: it only ends the check of a client that does not end its wait.
                        Outcome outcome = end.get(10, TimeUnit.SECONDS);
                        return flag.get(10, TimeUnit.SECONDS)
                                ? outcome
                                : Outcome.of(Kind.OTHER, "the thread is not interrupted any more", null);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return Outcome.of(Kind.OTHER, "", e);
                    } catch (ExecutionException | TimeoutException e) {
                        return Outcome.of(Kind.OTHER, "the wait goes on", e);
                    }
                });
        ended.is(Kind.INTERRUPTED);
        named(ended);
    }
}
