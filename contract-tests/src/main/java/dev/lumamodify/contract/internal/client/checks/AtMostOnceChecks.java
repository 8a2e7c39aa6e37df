package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.SUBMIT_REQUEST;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.Concurrently;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** At-most-once checks: a create request can cost credits, so a client sends at most one per call. */
public final class AtMostOnceChecks {
    private static final String AMBIGUOUS = "docs/api-facts.md#ambiguous-submissions";

    private AtMostOnceChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "submit.at-most-once",
                        "One call sends at most one complete create request, after any response, and follows no"
                                + " redirect.",
                        AMBIGUOUS,
                        AtMostOnceChecks::sendsAtMostOnce),
                ClientCheck.of(
                        "submit.no-response-is-unknown",
                        "A create request that was sent and got no response is reported as one with an unknown"
                                + " outcome.",
                        AMBIGUOUS,
                        context -> ResponseFixtures.noResponse()
                                .forEach((scenario, response) -> context.submit(scenario, response)
                                        .endsAs(Kind.OUTCOME_UNKNOWN)
                                        .sends(1))),
                ClientCheck.of(
                        "submit.unreachable",
                        "A create request without a connection is not reported as a response of the service.",
                        AMBIGUOUS,
                        context -> context.connectionRefused(client -> client.submit(SUBMIT_REQUEST))
                                .endsAs(Kind.NOT_SENT, Kind.OUTCOME_UNKNOWN)),
                ClientCheck.of(
                                "submit.not-sent-reported",
                                "A create request without a connection is reported as not sent.",
                                AMBIGUOUS,
                                context -> context.connectionRefused(client -> client.submit(SUBMIT_REQUEST))
                                        .endsAs(Kind.NOT_SENT))
                        .recommended(),
                ClientCheck.of(
                        "submit.interrupted",
                        "An interrupted submission sends at most one request, and its outcome is unknown if it may"
                                + " have been sent.",
                        AMBIGUOUS,
                        context -> {
                            interrupted(context, true);
                            interrupted(context, false);
                        }),
                ClientCheck.of(
                        "submit.no-response-times-out",
                        "A submission without a complete response ends at the request timeout, with an unknown"
                                + " outcome.",
                        AMBIGUOUS,
                        AtMostOnceChecks::timesOut));
    }

    private static void sendsAtMostOnce(ClientTestContext context) {
        ScriptedResponse created = ScriptedResponse.json(200, context.bodies().created());
        ResponseFixtures.retryTriggers(context.generate().codes().keySet()).forEach((scenario, response) -> {
            context.submit(scenario, response, created)
                    .sends(1)
                    .doesNotEndAs(Kind.SUCCESS, Kind.NOT_SENT, Kind.INVALID);
            // Some HTTP libraries repeat a request that fails on a reused connection.
            ScriptedServer server = ScriptedServer.of(List.of(created, response, created));
            context.run(scenario + ", on a used connection", server, client -> {
                        client.submit(SUBMIT_REQUEST);
                        return client.submit(SUBMIT_REQUEST);
                    })
                    .sends(2)
                    .doesNotEndAs(Kind.SUCCESS, Kind.NOT_SENT, Kind.INVALID);
        });
    }

    private static void interrupted(ClientTestContext context, boolean before) {
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        ScriptedServer server = new ScriptedServer(n -> {
            if (!before && n == 0) {
                caller.join().interrupt();
            }
            return ScriptedResponse.CLOSE;
        });
        String scenario = before ? "interrupted before the submission" : "interrupted during the submission";
        ClientRun run = context.run(scenario, server, client -> {
            caller.complete(Thread.currentThread());
            if (before) {
                Thread.currentThread().interrupt();
            }
            Outcome outcome = client.submit(SUBMIT_REQUEST);
            stillInterrupted.set(Thread.interrupted());
            return outcome;
        });
        if (run.requests().isEmpty() && before) {
            run.endsAs(Kind.NOT_SENT, Kind.OUTCOME_UNKNOWN);
        } else {
            run.endsAs(Kind.OUTCOME_UNKNOWN);
        }
        run.assertThat(run.requests().size() <= 1, "must send one request at most");
        run.assertThat(stillInterrupted.get(), "must leave the thread interrupted");
    }

    /** Runs all scenarios at the same time, because they take real time. */
    private static void timesOut(ClientTestContext context) {
        ScriptedResponse created = ScriptedResponse.json(200, context.bodies().created());
        List<ScriptedResponse> responses = List.of(
                ScriptedResponse.NO_RESPONSE,
                created.incomplete(),
                ScriptedResponse.trickling(context.bodies().created()));
        List<String> scenarios =
                List.of("no response", "a response that does not end", "a byte every few milliseconds without end");
        List<ClientRun> runs = Concurrently.times(
                responses.size(),
                i -> context.runUntilTimeout(
                        scenarios.get(i), responses.get(i), client -> client.submit(SUBMIT_REQUEST)));
        runs.forEach(run -> run.endsAs(Kind.OUTCOME_UNKNOWN).sends(1));
    }
}
