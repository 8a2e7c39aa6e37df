package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientRequirement.VIRTUAL_CLOCK;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ManualClock;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks of waits that are cancelled or interrupted. */
public final class WaitCancellationChecks {
    private static final String POLLING = "docs/api-facts.md#polling";

    /** Ends the check of a client that polls forever. */
    private static final int MAX_POLLS = 1000;

    private WaitCancellationChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                                "wait.cancel",
                                "A cancelled wait does not poll any more.",
                                POLLING,
                                WaitCancellationChecks::cancelledWaitStopsPolling)
                        .requires(VIRTUAL_CLOCK),
                ClientCheck.of(
                        "wait.interrupt",
                        "An interrupted wait ends immediately, and reports the interruption and the task id.",
                        POLLING,
                        context -> {
                            for (int poll = 0; poll <= 3; poll++) {
                                interruptedWaitEnds(context, poll, false, false);
                            }
                            interruptedWaitEnds(context, 3, true, false);
                        }),
                ClientCheck.of(
                                "wait.keeps-interrupt",
                                "An interrupted wait leaves the thread interrupted.",
                                "client/README.md",
                                context -> interruptedWaitEnds(context, 1, false, true))
                        .recommended());
    }

    private static ScriptedResponse generating(ClientTestContext context, int poll) {
        return ScriptedResponse.json(200, context.bodies().task(poll < MAX_POLLS ? 0 : 1));
    }

    private static void cancelledWaitStopsPolling(ClientTestContext context) {
        AtomicInteger polls = new AtomicInteger();
        AtomicBoolean blocks = new AtomicBoolean();
        ManualClock clock = new ManualClock();
        ScriptedServer server = new ScriptedServer(n -> generating(context, n));
        ClientRun run = context.run("cancelled after the first poll", server, clock, client -> {
            CompletableFuture<Outcome> wait = client.awaitCompletion(TASK_ID);
            blocks.set(wait.isDone());
            for (int seconds = 0; server.requests().isEmpty() && seconds < 120; seconds++) {
                clock.advance(Duration.ofSeconds(1));
            }
            polls.set(server.requests().size());
            wait.cancel(true);
            clock.advance(Duration.ofHours(1));
            return Outcome.of(Kind.INTERRUPTED, TASK_ID, null);
        });
        if (blocks.get()) {
            throw new CheckSkipped("needs a client that can wait without blocking");
        }
        run.sends(polls.get());
    }

    /**
     * Interrupts a blocking wait.
     *
     * @param poll the number of the poll during which the wait is interrupted; 0 for before the wait
     * @param duringSleep whether it is interrupted in the sleep before this poll instead, if the client sleeps
     * @param mustStay whether the thread must stay interrupted
     */
    private static void interruptedWaitEnds(
            ClientTestContext context, int poll, boolean duringSleep, boolean mustStay) {
        ManualClock clock = new ManualClock();
        CompletableFuture<Thread> waiter = new CompletableFuture<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        ScriptedServer server = new ScriptedServer(n -> {
            if (n == poll - 1 && !interrupted.get()) {
                waiter.join().interrupt();
            }
            return generating(context, n);
        });
        String when = poll == 0 ? "before the wait" : duringSleep ? "between polls" : "during poll " + poll;
        ClientRun run = context.run("interrupted " + when, server, clock, client -> {
            waiter.complete(Thread.currentThread());
            if (poll == 0) {
                Thread.currentThread().interrupt();
            } else if (duringSleep) {
                clock.beforeSleep(() -> {
                    if (server.requests().size() == poll - 1) {
                        interrupted.set(true);
                        waiter.join().interrupt();
                    }
                });
            }
            Outcome outcome = client.awaitCompletionBlocking(TASK_ID);
            boolean stays = Thread.interrupted();
            return stays || !mustStay
                    ? outcome
                    : Outcome.of(Kind.OTHER, "the thread is not interrupted any more", null);
        });
        run.endsAs(Kind.INTERRUPTED);
        boolean sleeps = !run.clock().sleeps().isEmpty();
        int maxPolls = duringSleep && sleeps ? poll - 1 : poll + 1;
        run.assertThat(run.requests().size() <= maxPolls, "must not poll any more");
        run.reportsTask(TASK_ID);
    }
}
