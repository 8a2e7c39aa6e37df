package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ApiErrorFixtures.MESSAGE;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseBodies;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.harness.Check;
import java.time.Duration;
import java.util.List;

/** Checks of HTTP errors without an envelope, and of responses that are damaged on their way. */
public final class HttpErrorChecks {
    private static final String ENVELOPE = "docs/api-facts.md#envelope";
    private static final String AMBIGUOUS = "docs/api-facts.md#ambiguous-submissions";

    /** HTTP statuses of a gateway, after which the service may have received the request nevertheless. */
    private static final List<Integer> UNAVAILABLE = List.of(502, 503, 504, 520, 524);

    private static final List<Integer> REJECTED = List.of(400, 401, 403, 404, 408, 413, 415, 500);
    private static final Duration FEW_POLLS = Duration.ofMinutes(5);
    private static final int MAX_REQUESTS = 30;

    private HttpErrorChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "submit.gateway-errors",
                        "After an HTTP 502, 503, 504, 520 or 524 without an envelope, a submission is neither"
                                + " reported as rejected nor repeated: a task may exist.",
                        AMBIGUOUS,
                        HttpErrorChecks::submissionIsAmbiguous),
                ClientCheck.of(
                        "submit.http-rejections",
                        "After an HTTP 4xx or 500 without an envelope, a submission is not repeated. If it is reported as"
                                + " an API error, the code is the HTTP status.",
                        ENVELOPE,
                        HttpErrorChecks::submissionIsRejected),
                ClientCheck.of(
                        "read.http-errors",
                        "A read with an HTTP error without an envelope ends with a failure after a few requests. If it is"
                                + " reported as an API error, the code is the HTTP status.",
                        ENVELOPE,
                        HttpErrorChecks::readFails),
                ClientCheck.of(
                                "read.http-status",
                                "The HTTP status of a failed response is reported.",
                                "client/README.md",
                                HttpErrorChecks::reportsHttpStatus)
                        .recommended(),
                ClientCheck.ofWaits(
                        "wait.http-errors",
                        "An HTTP error without an envelope does not mean that the task has ended.",
                        ENVELOPE,
                        HttpErrorChecks::waitDoesNotInventEnd),
                ClientCheck.of(
                        "submit.damaged-response",
                        "A damaged, deeply nested or large response to a submission is never reported as a rejection or as"
                                + " another task, and the request is not repeated.",
                        AMBIGUOUS,
                        context -> ResponseFixtures.damaged(context.bodies().created())
                                .forEach((scenario, response) -> {
                                    ClientRun run = context.submit(scenario, response);
                                    run.endsAs(Kind.SUCCESS, Kind.INVALID_RESPONSE, Kind.OUTCOME_UNKNOWN)
                                            .sends(1);
                                    if (run.outcome().kind() == Kind.SUCCESS) {
                                        run.reportsTask(TASK_ID);
                                    }
                                })),
                ClientCheck.of(
                        "read.damaged-response",
                        "A damaged, deeply nested or large response to a read is reported as a failure or as the task that"
                                + " it contains.",
                        "docs/api-facts.md#read-a-task",
                        context -> ResponseFixtures.damaged(context.bodies().task(1))
                                .forEach((scenario, response) -> {
                                    ClientRun run = context.read(scenario, response);
                                    run.endsAs(Kind.SUCCESS, Kind.INVALID_RESPONSE, Kind.NOT_SENT);
                                    boolean success = run.outcome().kind() == Kind.SUCCESS;
                                    run.assertThat(
                                            !success || run.outcome().successFlag() == 1,
                                            "must not invent a successFlag");
                                    assertFewRequests(run);
                                })));
    }

    private static void submissionIsAmbiguous(ClientTestContext context) {
        ScriptedResponse created = ScriptedResponse.json(200, context.bodies().created());
        for (int status : UNAVAILABLE) {
            ResponseFixtures.withoutEnvelope(status)
                    .forEach((scenario, response) -> assertStatus(
                            context.submit(scenario, response, created)
                                    .endsAs(Kind.OUTCOME_UNKNOWN, Kind.INVALID_RESPONSE)
                                    .sends(1),
                            status));
        }
    }

    private static void submissionIsRejected(ClientTestContext context) {
        ScriptedResponse created = ScriptedResponse.json(200, context.bodies().created());
        for (int status : REJECTED) {
            ResponseFixtures.withoutEnvelope(status)
                    .forEach((scenario, response) -> assertStatus(
                            context.submit(scenario, response, created)
                                    .endsAs(Kind.OUTCOME_UNKNOWN, Kind.INVALID_RESPONSE, Kind.API_ERROR)
                                    .sends(1),
                            status));
        }
    }

    private static void readFails(ClientTestContext context) {
        for (List<Integer> statuses : List.of(UNAVAILABLE, REJECTED)) {
            for (int status : statuses) {
                ResponseFixtures.withoutEnvelope(status).forEach((scenario, response) -> {
                    ClientRun run = context.read(scenario, response);
                    run.endsAs(Kind.API_ERROR, Kind.INVALID_RESPONSE, Kind.NOT_SENT);
                    assertStatus(run, status);
                    assertFewRequests(run);
                });
            }
        }
    }

    private static void assertFewRequests(ClientRun run) {
        run.assertThat(run.requests().size() <= MAX_REQUESTS, "must send " + MAX_REQUESTS + " requests at most");
    }

    private static void assertStatus(ClientRun run, int status) {
        boolean apiError = run.outcome().kind() == Kind.API_ERROR;
        run.assertThat(!apiError || run.outcome().code() == status, "must report code " + status);
        int reported = run.outcome().httpStatus();
        run.assertThat(reported == 0 || reported == status, "must report HTTP status " + status);
    }

    private static void reportsHttpStatus(ClientTestContext context) {
        for (int status : List.of(200, 401, 404, 500, 503)) {
            String body = ResponseBodies.error(402, MESSAGE);
            for (ScriptedResponse response :
                    List.of(ScriptedResponse.json(status, body), ScriptedResponse.of(status, "text/html", "<html>"))) {
                for (ClientRun run :
                        List.of(context.submit("HTTP " + status, response), context.read("HTTP " + status, response))) {
                    run.assertThat(run.outcome().httpStatus() == status, "must report HTTP status " + status);
                }
            }
        }
    }

    private static void waitDoesNotInventEnd(ClientTestContext context) {
        ScriptedResponse ended = ScriptedResponse.json(200, context.bodies().task(1));
        for (int status : REJECTED) {
            for (String body : List.of("", "<html>Sorry</html>")) {
                ClientRun run = context.await(
                        "HTTP " + status + " " + body,
                        FEW_POLLS,
                        ScriptedResponse.of(status, "text/html", body),
                        ended);
                run.endsAs(Kind.SUCCESS, Kind.API_ERROR, Kind.INVALID_RESPONSE, Kind.NOT_SENT)
                        .reportsTask(TASK_ID);
                boolean success = run.outcome().kind() == Kind.SUCCESS;
                run.assertThat(!success || run.requests().size() == 2, "must poll again before it succeeds");
            }
        }
    }
}
