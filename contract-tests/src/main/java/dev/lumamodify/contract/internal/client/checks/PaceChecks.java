package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.SUBMIT_REQUEST;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRequirement;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ManualClock;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.Check;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Checks of the pace of many submissions. */
public final class PaceChecks {
    private static final int SUBMISSIONS = 45;

    private PaceChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(ClientCheck.of(
                        "submit.pace",
                        "Many submissions without a pause are sent at the documented rate of create requests.",
                        "#/paths/~1api~1v1~1modify~1generate/post/x-rate-limit",
                        PaceChecks::keepsPace)
                .requires(ClientRequirement.VIRTUAL_CLOCK)
                .recommended());
    }

    private static void keepsPace(ClientTestContext context) {
        ManualClock clock = new ManualClock();
        List<Duration> times = new CopyOnWriteArrayList<>();
        ScriptedServer server = new ScriptedServer(n -> {
            times.add(clock.elapsed());
            return ScriptedResponse.json(200, context.bodies().created());
        });
        ClientRun run = context.run(SUBMISSIONS + " submissions", server, clock, client -> {
            Outcome last = client.submit(SUBMIT_REQUEST);
            for (int i = 1; i < SUBMISSIONS && last.kind() == Kind.SUCCESS; i++) {
                last = client.submit(SUBMIT_REQUEST);
            }
            return last;
        });
        run.endsAs(Kind.SUCCESS).sends(SUBMISSIONS);
        int limit = context.generate().rateLimit();
        Duration window = context.generate().rateLimitWindow();
        for (int i = limit; i < SUBMISSIONS; i++) {
            Duration between = times.get(i).minus(times.get(i - limit));
            run.assertThat(
                    between.compareTo(window) >= 0,
                    "must send at most " + limit + " create requests in " + window.toSeconds() + " seconds, not at "
                            + times);
        }
    }
}
