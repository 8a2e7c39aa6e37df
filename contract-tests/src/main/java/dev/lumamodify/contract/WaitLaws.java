package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientAdapter.Outcome;
import dev.lumamodify.contract.ClientLaws.ClientLaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What ends the wait for a task, and what does not. */
final class WaitLaws {
    private static final String FLAGS = "#/components/schemas/SuccessFlag";
    private static final String CODES = "#/components/schemas/Code";
    private static final String OWN = "the client's own promise";
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration MOMENT = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMinutes(5);

    private WaitLaws() {}

    static List<ClientLaw> all() {
        return List.of(
                ClientLaw.of(
                        "wait.success",
                        "A task that has its results ends the wait, even if its callback could not be delivered.",
                        FLAGS,
                        bench -> List.of(1, 4)
                                .forEach(flag -> bothWays(bench, flag, ended -> {
                                    ended.is(Kind.VALUE).asked(2);
                                    ended.holds(ended.outcome().flag() == flag, "must tell flag " + flag);
                                    ended.holds(!ended.outcome().resultUrls().isEmpty(), "must tell the results");
                                }))),
                ClientLaw.of(
                        "wait.failure",
                        "A task that failed ends the wait as a failure, with its id.",
                        FLAGS,
                        bench -> List.of(2, 3)
                                .forEach(flag -> bothWays(
                                        bench,
                                        flag,
                                        ended ->
                                                named(ended.is(Kind.TASK_FAILED).asked(2))))),
                ClientLaw.of(
                        "wait.unknown-flag",
                        "A flag that is not known yet is no end.",
                        FLAGS,
                        bench -> List.of(7, -1)
                                .forEach(flag -> bench.await(
                                                "flag " + flag,
                                                SHORT,
                                                Reply.json(200, bench.flag(flag)),
                                                Reply.json(200, bench.flag(0)),
                                                Reply.json(200, bench.flag(1)))
                                        .is(Kind.VALUE)
                                        .asked(3))),
                ClientLaw.of(
                        "wait.other-task",
                        "The results of another task are not taken for those of the one that is waited for.",
                        FLAGS,
                        bench -> {
                            Reply other = Reply.json(200, bench.flag(1).replace(Bench.TASK, "f".repeat(32)));
                            Case ended = bench.await("another task", SHORT, other, Reply.json(200, bench.flag(1)));
                            ended.isNot(Kind.TASK_FAILED, Kind.INVALID);
                            ended.holds(
                                    ended.outcome().kind() != Kind.VALUE
                                            || ended.seen().size() == 2,
                                    "must look again");
                        }),
                ClientLaw.of(
                        "wait.trouble",
                        "A look that fails, and the next one too, do not end the wait.",
                        CODES,
                        bench -> {
                            Map<String, Reply> trouble = new LinkedHashMap<>(Replies.passing());
                            String body = Bench.envelope(500, Replies.WORDS, ",\"data\":null");
                            trouble.put("code 500", Reply.json(200, body));
                            trouble.put("HTTP 500", Reply.json(500, body));
                            endured(bench, trouble, 2);
                        }),
                ClientLaw.of(
                                "wait.all-trouble",
                                "Looks that fail do not end the wait, whatever it is, and however often.",
                                OWN,
                                bench -> endured(bench, Replies.puzzling(), 9))
                        .ofTheHouse(),
                ClientLaw.of(
                        "wait.refused-key",
                        "A key that is refused ends the wait at the first look, with the task's id.",
                        CODES,
                        bench -> refused(bench, 401, ended -> ended.asked(1))),
                ClientLaw.of(
                        "wait.not-found",
                        "A task that is not found ends the wait soon, with its id.",
                        CODES,
                        bench -> refused(bench, 404, ended -> {})),
                ClientLaw.of(
                                "wait.not-found-at-once",
                                "A task that is not found ends the wait at the first look.",
                                OWN,
                                bench -> refused(bench, 404, ended -> ended.asked(1)))
                        .ofTheHouse(),
                ClientLaw.of(
                        "wait.lag",
                        "A new task may be unreadable for a moment; one that stays so ends the wait soon.",
                        "facts, section 3: 422 right after a create",
                        WaitLaws::lag),
                ClientLaw.of("wait.cancel", "A wait that is cancelled looks no more.", OWN, WaitLaws::cancelled)
                        .onVirtualTime(),
                ClientLaw.of(
                        "wait.interrupt",
                        "A wait that is interrupted ends at once, and leaves the thread interrupted.",
                        OWN,
                        bench -> {
                            List.of(0, 1, 2, 3).forEach(look -> interrupted(bench, look, false));
                            interrupted(bench, 3, true);
                        }));
    }

    /** A task that ends with this flag, waited for without and with a blocked thread. */
    private static void bothWays(Bench bench, int flag, Consumer<Case> check) {
        Reply generating = Reply.json(200, bench.flag(0));
        Reply ended = Reply.json(200, bench.flag(flag));
        check.accept(bench.await("flag " + flag, SHORT, generating, ended));
        check.accept(bench.awaitBlocking("flag " + flag + ", blocking", generating, ended));
    }

    private static void endured(Bench bench, Map<String, Reply> trouble, int times) {
        trouble.forEach((what, reply) -> {
            List<Reply> replies = new ArrayList<>(Collections.nCopies(times, reply));
            replies.add(Reply.json(200, bench.flag(1)));
            bench.await(what + " x " + times, LONG, replies.toArray(Reply[]::new))
                    .is(Kind.VALUE);
        });
    }

    private static void refused(Bench bench, int code, Consumer<Case> check) {
        String body = Bench.envelope(code, Replies.WORDS, ",\"data\":null");
        for (int status : List.of(200, code)) {
            Case ended = bench.await("code " + code + " in HTTP " + status, SHORT, Reply.json(status, body));
            ended.is(Kind.REFUSED).tells(code, Replies.WORDS);
            named(ended);
            check.accept(ended);
        }
    }

    private static void lag(Bench bench) {
        Reply none = Reply.json(200, Bench.example(bench.recordInfo(), "unknownTask"));
        VirtualTime[] times = new VirtualTime[1];
        Duration[] looked = new Duration[1];
        ScriptedServer server = new ScriptedServer(n -> {
            looked[0] = n == 0 ? times[0].elapsed() : looked[0];
            return n == 0 ? none : Reply.json(200, bench.flag(1));
        });
        Case once = bench.await("once unreadable", SHORT, server, time -> times[0] = time);
        // Who looks for the first time when that moment is over need not tolerate it.
        if (looked[0] == null || looked[0].compareTo(MOMENT) <= 0) {
            once.is(Kind.VALUE).asked(2);
        }
        Case never = bench.await("never readable", SHORT, none);
        never.is(Kind.REFUSED);
        never.holds(never.outcome().code() == 422, "must tell code 422");
        named(never);
    }

    private static void named(Case ended) {
        ended.holds(ended.outcome().taskId().equals(Bench.TASK), "must name the task");
    }

    private static void cancelled(Bench bench) {
        int[] looks = new int[1];
        AtomicBoolean blocking = new AtomicBoolean();
        ScriptedServer server = new ScriptedServer(n -> Reply.json(200, bench.flag(n < 1000 ? 0 : 1)));
        Case ended = bench.on("cancelled after a look", server, (client, time) -> {
            CompletableFuture<Outcome> wait = client.await(Bench.TASK);
            blocking.set(wait.isDone());
            for (int seconds = 0; server.seen().isEmpty() && seconds < 120; seconds++) {
                time.advance(Duration.ofSeconds(1));
            }
            looks[0] = server.seen().size();
            wait.cancel(true);
            time.advance(Duration.ofHours(1));
            return Outcome.of(Kind.INTERRUPTED, Bench.TASK, null);
        });
        if (blocking.get()) {
            throw new NotChecked("needs a wait that does not block");
        }
        ended.asked(looks[0]);
    }

    /** Interrupted before the wait, while the look with this number is under way, or, if there is any, in a sleep before that. */
    private static void interrupted(Bench bench, int look, boolean asleep) {
        Thread[] waiter = new Thread[1];
        VirtualTime[] times = new VirtualTime[1];
        AtomicBoolean done = new AtomicBoolean();
        ScriptedServer server = new ScriptedServer(n -> {
            if (n == look - 1 && !done.get()) {
                times[0].hold();
                waiter[0].interrupt();
            }
            return Reply.json(200, bench.flag(n < 1000 ? 0 : 1));
        });
        String when = look == 0 ? "before" : asleep ? "between looks" : "during look " + look;
        Case ended = bench.on(
                "interrupted " + when,
                server,
                (client, time) -> Bench.later(time, () -> {
                    times[0] = time;
                    waiter[0] = Thread.currentThread();
                    if (look == 0) {
                        time.hold();
                        waiter[0].interrupt();
                    } else if (asleep) {
                        time.beforeSleep(() -> {
                            if (server.seen().size() == look - 1) {
                                done.set(true);
                                Thread.currentThread().interrupt();
                            }
                        });
                    }
                    Outcome outcome = client.awaitBlocking(Bench.TASK);
                    return Thread.interrupted()
                            ? outcome
                            : Outcome.of(Kind.OTHER, "the thread is not interrupted any more", null);
                }));
        ended.is(Kind.INTERRUPTED);
        int most = asleep && !ended.time().sleeps().isEmpty() ? look - 1 : look + 1;
        ended.holds(ended.seen().size() <= most, "must look no more");
        named(ended);
    }
}
