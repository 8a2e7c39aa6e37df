package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientAdapter.Outcome;
import dev.lumamodify.contract.ClientLaws.ClientLaw;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What a client owes to whoever pays for its creates. */
final class PaidLaws {
    private static final String MONEY = "facts, section 1";

    private PaidLaws() {}

    static List<ClientLaw> all() {
        return List.of(
                ClientLaw.of(
                        "submit.paid-once",
                        "Whatever happens, one call sends at most one complete create, and follows no redirect.",
                        MONEY,
                        bench -> Replies.trouble(bench.generate().codes().keySet())
                                .forEach((what, reply) -> {
                                    Reply accepted = Reply.json(200, Bench.example(bench.generate(), "success"));
                                    bench.submit(what, reply, accepted)
                                            .asked(1)
                                            .isNot(Kind.VALUE, Kind.UNREACHABLE, Kind.INVALID);
                                    warm(bench, what, reply);
                                })),
                ClientLaw.of(
                        "submit.unanswered-is-unknown",
                        "A create that was sent and got no answer is told as one that may have been paid for.",
                        MONEY,
                        bench -> Replies.unanswered()
                                .forEach((what, reply) -> bench.submit(what, reply)
                                        .is(Kind.UNKNOWN)
                                        .asked(1))),
                ClientLaw.of(
                        "submit.not-sent-is-told",
                        "A create for which there was no connection is told as one that was not sent.",
                        MONEY,
                        bench -> bench.nobody((client, time) -> client.submit(Bench.CREATE))
                                .is(Kind.UNREACHABLE)),
                ClientLaw.of(
                        "submit.interrupted",
                        "A create on a thread that is interrupted is told as not sent, or as unknown, and sent once.",
                        MONEY,
                        bench -> {
                            interrupted(bench, true);
                            interrupted(bench, false);
                        }),
                ClientLaw.of(
                        "submit.stalled",
                        "A create that is never answered, or never to the end, ends in time, as one that may have been paid for.",
                        MONEY,
                        PaidLaws::stalled));
    }

    /** The same on a connection that has served a create before: HTTP libraries like to repeat on those. */
    private static void warm(Bench bench, String what, Reply trouble) {
        Reply accepted = Reply.json(200, Bench.example(bench.generate(), "success"));
        bench.on(
                        what + ", on a used connection",
                        ScriptedServer.of(List.of(accepted, trouble, accepted)),
                        (client, time) -> {
                            client.submit(Bench.CREATE);
                            return client.submit(Bench.CREATE);
                        })
                .asked(2)
                .isNot(Kind.VALUE, Kind.UNREACHABLE, Kind.INVALID);
    }

    private static void interrupted(Bench bench, boolean before) {
        Thread[] caller = new Thread[1];
        AtomicBoolean kept = new AtomicBoolean();
        ScriptedServer server = new ScriptedServer(n -> {
            if (!before && n == 0) {
                caller[0].interrupt();
            }
            return Reply.CLOSE;
        });
        String what = before ? "interrupted before a create" : "interrupted while a create is under way";
        Case ended = bench.on(what, server, (client, time) -> {
            caller[0] = Thread.currentThread();
            if (before) {
                caller[0].interrupt();
            }
            Outcome outcome = client.submit(Bench.CREATE);
            kept.set(Thread.interrupted());
            return outcome;
        });
        boolean mayBePaid = !before || !ended.seen().isEmpty();
        ended.is(mayBePaid ? new Kind[] {Kind.UNKNOWN} : new Kind[] {Kind.UNREACHABLE, Kind.UNKNOWN});
        ended.holds(ended.seen().size() <= 1, "must send one request at most");
        ended.holds(kept.get(), "must leave the thread interrupted");
    }

    /** Both at the same time, because it takes real time. */
    private static void stalled(Bench bench) {
        Reply accepted = Reply.json(200, Bench.example(bench.generate(), "success"));
        Consumer<Reply> check = reply -> bench.inAHurry(
                        reply.bytes().length == 0 ? "no answer at all" : "an answer that does not end",
                        Bench.HURRY,
                        reply,
                        client -> client.submit(Bench.CREATE))
                .is(Kind.UNKNOWN)
                .asked(1);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> check.accept(accepted.held()));
        check.accept(Reply.STALL);
        try {
            other.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof Broken broken ? broken : e;
        }
    }
}
