package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ApiErrorFixtures.MESSAGE;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ManualClock;
import dev.lumamodify.contract.internal.client.ResponseBodies;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Wait checks: which responses end the wait for a task, and how. */
public final class WaitChecks {
    private static final String STATUS = "#/components/schemas/TaskStatus";
    private static final String CODES = "#/components/schemas/ResultCode";
    private static final String CLIENT = "client/README.md";

    /** The virtual time in which a wait must end after a few polls. */
    private static final Duration FEW_POLLS = Duration.ofMinutes(5);

    private static final Duration MANY_POLLS = Duration.ofMinutes(30);

    /** A client that polls later than this need not tolerate a task that cannot be read yet. */
    private static final Duration MAX_READ_DELAY = Duration.ofSeconds(15);

    private WaitChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.ofWaits(
                        "wait.success",
                        "A wait ends successfully when the task has results, even if its callback could not be"
                                + " delivered.",
                        STATUS,
                        WaitChecks::endsOnSuccess),
                ClientCheck.ofWaits(
                        "wait.failure",
                        "A wait ends with a failure, and reports the task id, when the task has failed.",
                        STATUS,
                        WaitChecks::endsOnFailure),
                ClientCheck.ofWaits(
                        "wait.unknown-status",
                        "An unknown successFlag does not end a wait.",
                        STATUS,
                        WaitChecks::continuesOnUnknownStatus),
                ClientCheck.ofWaits(
                        "wait.other-task",
                        "A response about another task does not end a wait successfully.",
                        STATUS,
                        WaitChecks::ignoresOtherTask),
                ClientCheck.ofWaits(
                        "wait.transient-failures",
                        "Two transient failures in succession do not end a wait.",
                        CODES,
                        WaitChecks::toleratesTransientFailures),
                ClientCheck.ofWaits(
                                "wait.all-failures-tolerated",
                                "Four failures of any kind in succession, or nine transient ones, do not end a wait.",
                                CLIENT,
                                WaitChecks::toleratesAllFailures)
                        .recommended(),
                ClientCheck.ofWaits(
                                "wait.lasting-failures",
                                "A wait ends within 5 minutes, with the last failure, if every response is unreadable or"
                                        + " the same rejection.",
                                CLIENT,
                                WaitChecks::endsOnLastingFailures)
                        .recommended(),
                ClientCheck.ofWaits(
                        "wait.unauthorized",
                        "A wait ends on the first poll with code 401, and reports the task id.",
                        CODES,
                        context -> endsOnError(context, 401, run -> run.sends(1))),
                ClientCheck.ofWaits(
                        "wait.not-found",
                        "A wait ends within 5 minutes if polls are rejected with code 404, and reports the task id.",
                        CODES,
                        context -> endsOnError(context, 404, run -> {})),
                ClientCheck.ofWaits(
                                "wait.not-found-immediately",
                                "A wait ends on the first poll with code 404.",
                                CLIENT,
                                context -> endsOnError(context, 404, run -> run.sends(1)))
                        .recommended(),
                ClientCheck.ofWaits(
                        "wait.read-delay",
                        "A wait tolerates that a new task cannot be read yet, but ends if it stays unreadable.",
                        "docs/api-facts.md#unknown-tasks-and-read-delay",
                        WaitChecks::toleratesReadDelay));
    }

    private static void endsOnSuccess(ClientTestContext context) {
        for (int successFlag : List.of(1, 4)) {
            waitBothWays(context, successFlag, run -> {
                run.endsAs(Kind.SUCCESS).sends(2);
                run.assertThat(run.outcome().successFlag() == successFlag, "must return successFlag " + successFlag);
                run.assertThat(!run.outcome().resultUrls().isEmpty(), "must return the results");
            });
        }
    }

    private static void endsOnFailure(ClientTestContext context) {
        for (int successFlag : List.of(2, 3)) {
            waitBothWays(
                    context,
                    successFlag,
                    run -> run.endsAs(Kind.TASK_FAILED).sends(2).reportsTask(TASK_ID));
        }
    }

    /** Waits for a task that ends on the second poll, once asynchronously and once on a blocked thread. */
    private static void waitBothWays(ClientTestContext context, int successFlag, Consumer<ClientRun> assertion) {
        ScriptedResponse generating = task(context, 0);
        ScriptedResponse ended = task(context, successFlag);
        assertion.accept(context.await("successFlag " + successFlag, FEW_POLLS, generating, ended));
        assertion.accept(context.awaitBlocking("successFlag " + successFlag + ", blocking", generating, ended));
    }

    private static ScriptedResponse task(ClientTestContext context, int successFlag) {
        return ScriptedResponse.json(200, context.bodies().task(successFlag));
    }

    private static void continuesOnUnknownStatus(ClientTestContext context) {
        for (int successFlag : List.of(7, -1)) {
            context.await(
                            "successFlag " + successFlag,
                            FEW_POLLS,
                            task(context, successFlag),
                            task(context, 0),
                            task(context, 1))
                    .endsAs(Kind.SUCCESS)
                    .sends(3);
        }
    }

    private static void ignoresOtherTask(ClientTestContext context) {
        String otherTask = context.bodies().task(1).replace(TASK_ID, "f".repeat(32));
        ClientRun run =
                context.await("another task", FEW_POLLS, ScriptedResponse.json(200, otherTask), task(context, 1));
        run.doesNotEndAs(Kind.TASK_FAILED, Kind.INVALID);
        run.assertThat(
                run.outcome().kind() != Kind.SUCCESS || run.requests().size() == 2,
                "must poll again before it succeeds");
    }

    private static void toleratesTransientFailures(ClientTestContext context) {
        Map<String, ScriptedResponse> failures = new LinkedHashMap<>(ResponseFixtures.transientFailures());
        String body = ResponseBodies.error(500, MESSAGE);
        failures.put("code 500", ScriptedResponse.json(200, body));
        failures.put("HTTP 500", ScriptedResponse.json(500, body));
        assertTolerated(context, failures, 2);
    }

    private static void toleratesAllFailures(ClientTestContext context) {
        assertTolerated(context, ResponseFixtures.failures(), 4);
        assertTolerated(context, ResponseFixtures.transientFailures(), 9);
    }

    private static void endsOnLastingFailures(ClientTestContext context) {
        for (String body : List.of("", "<html>Sorry</html>", "{\"code\":200,\"msg\":\"success\",\"data\":{}}")) {
            context.await("every response is " + body, FEW_POLLS, ScriptedResponse.json(200, body))
                    .endsAs(Kind.INVALID_RESPONSE)
                    .reportsTask(TASK_ID);
        }
        for (int code : List.of(402, 501, 505)) {
            endsOnError(context, code, run -> {});
        }
    }

    private static void assertTolerated(ClientTestContext context, Map<String, ScriptedResponse> failures, int times) {
        failures.forEach((scenario, failure) -> {
            List<ScriptedResponse> responses = new ArrayList<>(Collections.nCopies(times, failure));
            responses.add(task(context, 1));
            context.await(scenario + " x " + times, MANY_POLLS, responses.toArray(ScriptedResponse[]::new))
                    .endsAs(Kind.SUCCESS);
        });
    }

    private static void endsOnError(ClientTestContext context, int code, Consumer<ClientRun> assertion) {
        String body = ResponseBodies.error(code, MESSAGE);
        for (int status : List.of(200, code)) {
            ScriptedResponse response = ScriptedResponse.json(status, body);
            ClientRun run = context.await("code " + code + " in HTTP " + status, FEW_POLLS, response);
            run.endsAs(Kind.API_ERROR).reports(code, MESSAGE).reportsTask(TASK_ID);
            assertion.accept(run);
        }
    }

    private static void toleratesReadDelay(ClientTestContext context) {
        ScriptedResponse unknown = ScriptedResponse.json(200, context.bodies().unknownTask());
        ManualClock clock = new ManualClock();
        AtomicLong secondsToFirstPoll = new AtomicLong();
        ScriptedServer server = new ScriptedServer(n -> {
            if (n == 0) {
                secondsToFirstPoll.set(clock.elapsed().toSeconds());
            }
            return n == 0 ? unknown : task(context, 1);
        });
        ClientRun run = context.await("unreadable on the first poll", FEW_POLLS, server, clock);
        if (secondsToFirstPoll.get() <= MAX_READ_DELAY.toSeconds()) {
            run.endsAs(Kind.SUCCESS).sends(2);
        }
        ClientRun unreadable = context.await("never readable", FEW_POLLS, unknown);
        unreadable.endsAs(Kind.API_ERROR).reportsTask(TASK_ID);
        unreadable.assertThat(unreadable.outcome().code() == 422, "must report code 422");
    }
}
