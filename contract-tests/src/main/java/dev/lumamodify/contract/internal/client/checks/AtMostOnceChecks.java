package dev.lumamodify.contract.internal.client.checks;

import dev.lumamodify.contract.ClientChecks.ClientCheck;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What a client owes to whoever pays for its creates. */
public final class AtMostOnceChecks {
    private static final String MONEY = "facts, section 1";

    private AtMostOnceChecks() {}

    public static List<ClientCheck> all() {
        return List.of(
                ClientCheck.of(
                        "submit.at-most-once",
                        "Whatever happens, one call sends at most one complete create, and follows no redirect.",
                        MONEY,
                        bench -> ResponseFixtures.trouble(
                                        bench.generate().codes().keySet())
                                .forEach((what, reply) -> {
                                    ScriptedResponse accepted = ScriptedResponse.json(
                                            200, ClientTestContext.example(bench.generate(), "success"));
                                    bench.submit(what, reply, accepted)
                                            .asked(1)
                                            .isNot(Kind.SUCCESS, Kind.NOT_SENT, Kind.INVALID);
                                    warm(bench, what, reply);
                                })),
                ClientCheck.of(
                        "submit.no-response-is-unknown",
                        "A create that was sent and got no answer is told as one that may have been paid for.",
                        MONEY,
                        bench -> ResponseFixtures.unanswered()
                                .forEach((what, reply) -> bench.submit(what, reply)
                                        .is(Kind.OUTCOME_UNKNOWN)
                                        .asked(1))),
                ClientCheck.of(
                        "submit.not-sent-reported",
                        "A create for which there was no connection is told as one that was not sent.",
                        MONEY,
                        bench -> bench.nobody((client, time) -> client.submit(ClientTestContext.CREATE))
                                .is(Kind.NOT_SENT)),
                ClientCheck.of(
                        "submit.interrupted",
                        "A create on a thread that is interrupted is told as not sent, or as unknown, and sent once.",
                        MONEY,
                        bench -> {
                            interrupted(bench, true);
                            interrupted(bench, false);
                        }),
                ClientCheck.of(
                        "submit.no-response-times-out",
                        "A create that is never answered, or never to the end, ends in time, as one that may have been paid for.",
                        MONEY,
                        AtMostOnceChecks::stalled));
    }

    /** The same on a connection that has served a create before: HTTP libraries like to repeat on those. */
    private static void warm(ClientTestContext bench, String what, ScriptedResponse trouble) {
        ScriptedResponse accepted = ScriptedResponse.json(200, ClientTestContext.example(bench.generate(), "success"));
        bench.on(
                        what + ", on a used connection",
                        ScriptedServer.of(List.of(accepted, trouble, accepted)),
                        (client, time) -> {
                            client.submit(ClientTestContext.CREATE);
                            return client.submit(ClientTestContext.CREATE);
                        })
                .asked(2)
                .isNot(Kind.SUCCESS, Kind.NOT_SENT, Kind.INVALID);
    }

    private static void interrupted(ClientTestContext bench, boolean before) {
        Thread[] caller = new Thread[1];
        AtomicBoolean kept = new AtomicBoolean();
        ScriptedServer server = new ScriptedServer(n -> {
            if (!before && n == 0) {
                caller[0].interrupt();
            }
            return ScriptedResponse.CLOSE;
        });
        String what = before ? "interrupted before a create" : "interrupted while a create is under way";
        ClientRun ended = bench.on(what, server, (client, time) -> {
            caller[0] = Thread.currentThread();
            if (before) {
                caller[0].interrupt();
            }
            Outcome outcome = client.submit(ClientTestContext.CREATE);
            kept.set(Thread.interrupted());
            return outcome;
        });
        boolean mayBePaid = !before || !ended.seen().isEmpty();
        ended.is(mayBePaid ? new Kind[] {Kind.OUTCOME_UNKNOWN} : new Kind[] {Kind.NOT_SENT, Kind.OUTCOME_UNKNOWN});
        ended.holds(ended.seen().size() <= 1, "must send one request at most");
        ended.holds(kept.get(), "must leave the thread interrupted");
    }

    /** Both at the same time, because it takes real time. */
    private static void stalled(ClientTestContext bench) {
        ScriptedResponse accepted = ScriptedResponse.json(200, ClientTestContext.example(bench.generate(), "success"));
        Consumer<ScriptedResponse> check = reply -> bench.inAHurry(
                        reply.bytes().length == 0 ? "no answer at all" : "an answer that does not end",
                        ClientTestContext.HURRY,
                        reply,
                        client -> client.submit(ClientTestContext.CREATE))
                .is(Kind.OUTCOME_UNKNOWN)
                .asked(1);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> check.accept(accepted.held()));
        check.accept(ScriptedResponse.STALL);
        try {
            other.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof CheckFailure broken ? broken : e;
        }
    }
}
