package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientRequirement.VIRTUAL_CLOCK;
import static dev.lumamodify.contract.internal.client.ClientTestContext.SUBMIT_REQUEST;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ManualClock;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks of several calls of one client with combinations of failures, against a model. */
public final class CallSequenceChecks {
    private static final int SAMPLES = 50;

    private CallSequenceChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(ClientCheck.of(
                        "client.call-sequences",
                        "Whatever combination of failures came before, a call ends as its last response states, and a"
                                + " submission sends one create request, unless it is rejected with code 429.",
                        "docs/api-facts.md#envelope",
                        context -> context.forAll(CallSequence.any(), SAMPLES, calls -> run(context, calls)))
                .requires(VIRTUAL_CLOCK));
    }

    private static void run(ClientTestContext context, List<CallSequence> calls) {
        AtomicInteger current = new AtomicInteger();
        AtomicInteger requests = new AtomicInteger();
        ScriptedServer server = ScriptedServer.responding(request -> {
            CallSequence call = calls.get(current.get());
            return call.reply(requests.getAndIncrement()).response(context, call.operation(), request);
        });
        ManualClock clock = new ManualClock();
        List<String> violations = new ArrayList<>();
        ClientRun run = context.run("the calls " + calls, server, clock, client -> {
            Outcome outcome = Outcome.of(Kind.OTHER, "", null);
            for (int i = 0; i < calls.size(); i++) {
                CallSequence call = calls.get(i);
                current.set(i);
                requests.set(0);
                outcome = call(client, call);
                String violation = call.violation(outcome, requests.get());
                if (!violation.isEmpty()) {
                    violations.add("call " + call + " " + violation);
                    return outcome;
                }
            }
            return outcome;
        });
        run.assertThat(violations.isEmpty(), String.join("", violations));
    }

    private static Outcome call(ClientAdapter client, CallSequence call) {
        return switch (call.operation()) {
            case SUBMIT -> client.submit(SUBMIT_REQUEST);
            case READ -> client.read(TASK_ID);
            case WAIT -> client.awaitCompletionBlocking(TASK_ID);
        };
    }
}
