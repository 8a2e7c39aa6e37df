package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ApiErrorFixtures.MESSAGE;
import static dev.lumamodify.contract.internal.client.ClientRequirement.VIRTUAL_CLOCK;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ApiErrorFixtures;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseBodies;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Retry checks for reads: how often a client repeats a failed read, and after which pause. */
public final class ReadRetryChecks {
    private static final String CODES = "#/components/schemas/ResultCode";
    private static final String RETRY_AFTER = "#/components/headers/RetryAfter";
    private static final String CLIENT = "client/README.md";

    private ReadRetryChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "read.bounded-retries",
                        "A read with a transient failure sends at most 30 requests and then reports the failure.",
                        CODES,
                        context -> ResponseFixtures.transientFailures().forEach((scenario, response) -> {
                            ClientRun run = context.read(scenario, response).doesNotEndAs(Kind.SUCCESS, Kind.INVALID);
                            run.assertThat(run.requests().size() <= 30, "must send 30 requests at most");
                        })),
                ClientCheck.of(
                                "read.retry-delays",
                                "A client pauses before it repeats a read, and reports a failure within 15 minutes.",
                                CODES,
                                ReadRetryChecks::pausesBeforeRetries)
                        .requires(VIRTUAL_CLOCK),
                ClientCheck.of(
                        "read.permanent-errors-not-retried",
                        "A read that was rejected with code 401 or 402 is not repeated.",
                        CODES,
                        context -> notRetried(context, List.of(401, 402))),
                ClientCheck.of(
                                "read.retry-after",
                                "A read is not repeated before Retry-After is over, and not long after it.",
                                RETRY_AFTER,
                                ReadRetryChecks::respectsRetryAfter)
                        .requires(VIRTUAL_CLOCK),
                ClientCheck.of(
                                "read.three-retries",
                                "A read with a transient failure is repeated three times, after growing pauses.",
                                CLIENT,
                                context -> ResponseFixtures.transientFailures()
                                        .forEach((scenario, response) ->
                                                assertGrowingPauses(context.read(scenario, response)
                                                        .doesNotEndAs(Kind.SUCCESS, Kind.INVALID)
                                                        .sends(4))))
                        .recommended()
                        .requires(VIRTUAL_CLOCK),
                ClientCheck.of(
                                "read.recovers",
                                "A read succeeds if one of the three retries succeeds.",
                                CLIENT,
                                ReadRetryChecks::recovers)
                        .recommended(),
                ClientCheck.of(
                                "read.non-transient-not-retried",
                                "A read that was rejected with code 400, 404, 422, 433, 451, 500, 501, 505 or 550 is not"
                                        + " repeated.",
                                CLIENT,
                                context -> notRetried(context, List.of(400, 404, 422, 433, 451, 500, 501, 505, 550)))
                        .recommended(),
                ClientCheck.of(
                                "read.jitter",
                                "The pauses between retries are random and grow.",
                                CLIENT,
                                ReadRetryChecks::pausesAreRandom)
                        .recommended()
                        .requires(VIRTUAL_CLOCK),
                ClientCheck.of(
                                "read.exact-retry-after",
                                "The pause is exactly Retry-After; one that is longer than the timeout is reported"
                                        + " instead.",
                                RETRY_AFTER,
                                ReadRetryChecks::retryAfterIsExact)
                        .recommended()
                        .requires(VIRTUAL_CLOCK),
                ClientCheck.of(
                                "read.retry-budget",
                                "During an outage, 200 reads send fewer than 300 requests.",
                                CLIENT,
                                ReadRetryChecks::retriesAreBudgeted)
                        .recommended());
    }

    private static void pausesBeforeRetries(ClientTestContext context) {
        ResponseFixtures.transientFailures().forEach((scenario, response) -> {
            ClientRun run = context.read(scenario, response);
            Duration paused = run.clock().elapsed();
            // Jitter can make one pause short, and HTTP libraries repeat a request once without a pause.
            run.assertThat(run.requests().size() <= 2 || !paused.isZero(), "must pause before it repeats a read");
            run.assertThat(paused.toMinutes() < 15, "must report the failure within 15 minutes");
        });
    }

    private static void notRetried(ClientTestContext context, List<Integer> codes) {
        for (int code : codes) {
            String body = ResponseBodies.error(code, MESSAGE);
            for (int status : List.of(200, code)) {
                context.read("code " + code + " in HTTP " + status, ScriptedResponse.json(status, body))
                        .endsAs(Kind.API_ERROR)
                        .sends(1);
            }
        }
    }

    private static void respectsRetryAfter(ClientTestContext context) {
        for (int status : List.of(200, 429, 503)) {
            for (int seconds : List.of(3, 7, 13)) {
                ClientRun run = rateLimited(context, status, seconds);
                long paused = run.clock().elapsed().toSeconds();
                run.assertThat(
                        run.requests().size() == 1 || paused >= seconds,
                        "must not repeat the read before " + seconds + " s");
                run.assertThat(paused <= 2L * seconds + 20, "must not wait much longer than " + seconds + " s");
            }
            ClientRun run = rateLimited(context, status, 86_400);
            run.assertThat(run.clock().elapsed().toHours() < 1, "must not wait for a day");
            run.endsAs(Kind.API_ERROR).sends(1);
        }
    }

    /** Reads a task that is rate limited on the first request. */
    private static ClientRun rateLimited(ClientTestContext context, int status, int retryAfter) {
        String header = "Retry-After: " + retryAfter;
        ScriptedResponse limited = ScriptedResponse.json(status, ResponseBodies.envelope(429, MESSAGE), header);
        return context.read(
                "HTTP " + status + ", " + header,
                limited,
                ScriptedResponse.json(200, context.bodies().task(0)));
    }

    private static void assertGrowingPauses(ClientRun run) {
        Duration max = Duration.ofMillis(500);
        for (Duration pause : run.clock().sleeps()) {
            run.assertThat(!pause.isNegative() && pause.compareTo(max) <= 0, "must pause " + max + " at most");
            max = max.multipliedBy(2);
        }
        run.assertThat(run.clock().sleeps().size() == 3, "must pause before each retry");
    }

    private static void recovers(ClientTestContext context) {
        ResponseFixtures.transientFailures().forEach((scenario, failure) -> {
            for (int failures = 1; failures <= 3; failures++) {
                List<ScriptedResponse> responses = new ArrayList<>(Collections.nCopies(failures, failure));
                responses.add(ScriptedResponse.json(200, context.bodies().task(1)));
                context.read(scenario + " x " + failures, responses.toArray(ScriptedResponse[]::new))
                        .endsAs(Kind.SUCCESS)
                        .sends(failures + 1);
            }
        });
    }

    private static void pausesAreRandom(ClientTestContext context) {
        List<ClientRun> runs = IntStream.range(0, 40)
                .mapToObj(i -> context.read("pauses", ScriptedResponse.of(503, "text/plain", ""))
                        .sends(4))
                .toList();
        ClientRun any = runs.get(0);
        List<Duration> first =
                runs.stream().map(run -> run.clock().sleeps().get(0)).toList();
        any.assertThat(
                first.stream().anyMatch(pause -> pause.toMillis() < 200), "must sometimes pause less than 200 ms");
        any.assertThat(
                first.stream().anyMatch(pause -> pause.toMillis() > 300), "must sometimes pause more than 300 ms");
        any.assertThat(first.stream().distinct().count() > 20, "must vary its pauses");
        any.assertThat(
                sumOfPauses(runs, 1).compareTo(sumOfPauses(runs, 0)) > 0
                        && sumOfPauses(runs, 2).compareTo(sumOfPauses(runs, 1)) > 0,
                "must pause longer before each further retry");
    }

    private static Duration sumOfPauses(List<ClientRun> runs, int retry) {
        return runs.stream().map(run -> run.clock().sleeps().get(retry)).reduce(Duration.ZERO, Duration::plus);
    }

    private static void retryAfterIsExact(ClientTestContext context) {
        for (int status : List.of(200, 429, 503)) {
            for (int seconds : List.of(1, 7, 13)) {
                ClientRun run = rateLimited(context, status, seconds)
                        .endsAs(Kind.SUCCESS)
                        .sends(2);
                List<Duration> expected = List.of(Duration.ofSeconds(seconds));
                run.assertThat(run.clock().sleeps().equals(expected), "must pause exactly " + seconds + " s");
            }
        }
        ApiErrorFixtures.valid(context.recordInfo().codes().keySet()).forEach((scenario, error) -> {
            ClientRun run = context.read(scenario, error.response()).sends(1);
            run.assertThat(
                    Duration.ofDays(1).equals(run.outcome().retryAfter()),
                    "must report the Retry-After that it does not wait for");
            run.assertThat(run.clock().sleeps().isEmpty(), "must not wait longer than its timeout");
        });
    }

    private static void retriesAreBudgeted(ClientTestContext context) {
        ScriptedServer server = ScriptedServer.of(List.of(ScriptedResponse.of(503, "text/plain", "")));
        ClientRun run = context.run("200 reads during an outage", server, client -> {
            for (int i = 1; i < 200; i++) {
                client.read(TASK_ID);
            }
            return client.read(TASK_ID);
        });
        run.assertThat(run.requests().size() < 300, "must send fewer than 300 requests");
        run.assertThat(run.requests().size() > 203, "must repeat some reads");
    }
}
