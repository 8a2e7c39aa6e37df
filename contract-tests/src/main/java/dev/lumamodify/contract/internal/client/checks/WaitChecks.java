package dev.lumamodify.contract.internal.client.checks;

import dev.lumamodify.contract.ClientChecks.ClientCheck;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
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
public final class WaitChecks {
    private static final String FLAGS = "#/components/schemas/TaskStatus";
    private static final String CODES = "#/components/schemas/ResultCode";
    private static final String OWN = "the client's own promise";
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration MOMENT = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMinutes(5);

    private WaitChecks() {}

    public static List<ClientCheck> all() {
        return List.of(
                ClientCheck.of(
                        "wait.success",
                        "A task that has its results ends the wait, even if its callback could not be delivered.",
                        FLAGS,
                        bench -> List.of(1, 4)
                                .forEach(flag -> bothWays(bench, flag, ended -> {
                                    ended.is(Kind.SUCCESS).asked(2);
                                    ended.holds(ended.outcome().flag() == flag, "must tell flag " + flag);
                                    ended.holds(!ended.outcome().resultUrls().isEmpty(), "must tell the results");
                                }))),
                ClientCheck.of(
                        "wait.failure",
                        "A task that failed ends the wait as a failure, with its id.",
                        FLAGS,
                        bench -> List.of(2, 3)
                                .forEach(flag -> bothWays(
                                        bench,
                                        flag,
                                        ended ->
                                                named(ended.is(Kind.TASK_FAILED).asked(2))))),
                ClientCheck.of(
                        "wait.unknown-status",
                        "A flag that is not known yet is no end.",
                        FLAGS,
                        bench -> List.of(7, -1)
                                .forEach(flag -> bench.await(
                                                "flag " + flag,
                                                SHORT,
                                                ScriptedResponse.json(200, bench.flag(flag)),
                                                ScriptedResponse.json(200, bench.flag(0)),
                                                ScriptedResponse.json(200, bench.flag(1)))
                                        .is(Kind.SUCCESS)
                                        .asked(3))),
                ClientCheck.of(
                        "wait.other-task",
                        "The results of another task are not taken for those of the one that is waited for.",
                        FLAGS,
                        bench -> {
                            ScriptedResponse other = ScriptedResponse.json(
                                    200, bench.flag(1).replace(ClientTestContext.TASK, "f".repeat(32)));
                            ClientRun ended = bench.await(
                                    "another task", SHORT, other, ScriptedResponse.json(200, bench.flag(1)));
                            ended.isNot(Kind.TASK_FAILED, Kind.INVALID);
                            ended.holds(
                                    ended.outcome().kind() != Kind.SUCCESS
                                            || ended.seen().size() == 2,
                                    "must look again");
                        }),
                ClientCheck.of(
                        "wait.transient-failures",
                        "A look that fails, and the next one too, do not end the wait.",
                        CODES,
                        bench -> {
                            Map<String, ScriptedResponse> trouble = new LinkedHashMap<>(ResponseFixtures.passing());
                            String body = ClientTestContext.envelope(500, ResponseFixtures.WORDS, ",\"data\":null");
                            trouble.put("code 500", ScriptedResponse.json(200, body));
                            trouble.put("HTTP 500", ScriptedResponse.json(500, body));
                            endured(bench, trouble, 2);
                        }),
                ClientCheck.of(
                                "wait.all-failures-tolerated",
                                "Looks that fail do not end the wait, whatever it is, and however often.",
                                OWN,
                                bench -> endured(bench, ResponseFixtures.puzzling(), 9))
                        .ofTheHouse(),
                ClientCheck.of(
                        "wait.unauthorized",
                        "A key that is refused ends the wait at the first look, with the task's id.",
                        CODES,
                        bench -> refused(bench, 401, ended -> ended.asked(1))),
                ClientCheck.of(
                        "wait.not-found",
                        "A task that is not found ends the wait soon, with its id.",
                        CODES,
                        bench -> refused(bench, 404, ended -> {})),
                ClientCheck.of(
                                "wait.not-found-immediately",
                                "A task that is not found ends the wait at the first look.",
                                OWN,
                                bench -> refused(bench, 404, ended -> ended.asked(1)))
                        .ofTheHouse(),
                ClientCheck.of(
                        "wait.read-delay",
                        "A new task may be unreadable for a moment; one that stays so ends the wait soon.",
                        "facts, section 3: 422 right after a create",
                        WaitChecks::lag),
                ClientCheck.of("wait.cancel", "A wait that is cancelled looks no more.", OWN, WaitChecks::cancelled)
                        .onVirtualTime(),
                ClientCheck.of(
                        "wait.interrupt",
                        "A wait that is interrupted ends at once, and leaves the thread interrupted.",
                        OWN,
                        bench -> {
                            List.of(0, 1, 2, 3).forEach(look -> interrupted(bench, look, false));
                            interrupted(bench, 3, true);
                        }));
    }

    /** A task that ends with this flag, waited for without and with a blocked thread. */
    private static void bothWays(ClientTestContext bench, int flag, Consumer<ClientRun> check) {
        ScriptedResponse generating = ScriptedResponse.json(200, bench.flag(0));
        ScriptedResponse ended = ScriptedResponse.json(200, bench.flag(flag));
        check.accept(bench.await("flag " + flag, SHORT, generating, ended));
        check.accept(bench.awaitBlocking("flag " + flag + ", blocking", generating, ended));
    }

    private static void endured(ClientTestContext bench, Map<String, ScriptedResponse> trouble, int times) {
        trouble.forEach((what, reply) -> {
            List<ScriptedResponse> replies = new ArrayList<>(Collections.nCopies(times, reply));
            replies.add(ScriptedResponse.json(200, bench.flag(1)));
            bench.await(what + " x " + times, LONG, replies.toArray(ScriptedResponse[]::new))
                    .is(Kind.SUCCESS);
        });
    }

    private static void refused(ClientTestContext bench, int code, Consumer<ClientRun> check) {
        String body = ClientTestContext.envelope(code, ResponseFixtures.WORDS, ",\"data\":null");
        for (int status : List.of(200, code)) {
            ClientRun ended =
                    bench.await("code " + code + " in HTTP " + status, SHORT, ScriptedResponse.json(status, body));
            ended.is(Kind.API_ERROR).tells(code, ResponseFixtures.WORDS);
            named(ended);
            check.accept(ended);
        }
    }

    private static void lag(ClientTestContext bench) {
        ScriptedResponse none =
                ScriptedResponse.json(200, ClientTestContext.example(bench.recordInfo(), "unknownTask"));
        VirtualClock[] times = new VirtualClock[1];
        Duration[] looked = new Duration[1];
        ScriptedServer server = new ScriptedServer(n -> {
            looked[0] = n == 0 ? times[0].elapsed() : looked[0];
            return n == 0 ? none : ScriptedResponse.json(200, bench.flag(1));
        });
        ClientRun once = bench.await("once unreadable", SHORT, server, time -> times[0] = time);
        // Who looks for the first time when that moment is over need not tolerate it.
        if (looked[0] == null || looked[0].compareTo(MOMENT) <= 0) {
            once.is(Kind.SUCCESS).asked(2);
        }
        ClientRun never = bench.await("never readable", SHORT, none);
        never.is(Kind.API_ERROR);
        never.holds(never.outcome().code() == 422, "must tell code 422");
        named(never);
    }

    private static void named(ClientRun ended) {
        ended.holds(ended.outcome().taskId().equals(ClientTestContext.TASK), "must name the task");
    }

    private static void cancelled(ClientTestContext bench) {
        int[] looks = new int[1];
        AtomicBoolean blocking = new AtomicBoolean();
        ScriptedServer server = new ScriptedServer(n -> ScriptedResponse.json(200, bench.flag(n < 1000 ? 0 : 1)));
        ClientRun ended = bench.on("cancelled after a look", server, (client, time) -> {
            CompletableFuture<Outcome> wait = client.awaitCompletion(ClientTestContext.TASK);
            blocking.set(wait.isDone());
            for (int seconds = 0; server.seen().isEmpty() && seconds < 120; seconds++) {
                time.advance(Duration.ofSeconds(1));
            }
            looks[0] = server.seen().size();
            wait.cancel(true);
            time.advance(Duration.ofHours(1));
            return Outcome.of(Kind.INTERRUPTED, ClientTestContext.TASK, null);
        });
        if (blocking.get()) {
            throw new CheckSkipped("needs a wait that does not block");
        }
        ended.asked(looks[0]);
    }

    /** Interrupted before the wait, while the look with this number is under way, or, if there is any, in a sleep before that. */
    private static void interrupted(ClientTestContext bench, int look, boolean asleep) {
        Thread[] waiter = new Thread[1];
        VirtualClock[] times = new VirtualClock[1];
        AtomicBoolean done = new AtomicBoolean();
        ScriptedServer server = new ScriptedServer(n -> {
            if (n == look - 1 && !done.get()) {
                times[0].hold();
                waiter[0].interrupt();
            }
            return ScriptedResponse.json(200, bench.flag(n < 1000 ? 0 : 1));
        });
        String when = look == 0 ? "before" : asleep ? "between looks" : "during look " + look;
        ClientRun ended = bench.on(
                "interrupted " + when,
                server,
                (client, time) -> ClientTestContext.later(time, () -> {
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
                    Outcome outcome = client.awaitCompletionBlocking(ClientTestContext.TASK);
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
