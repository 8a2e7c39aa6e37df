package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ApiErrorFixtures.MESSAGE;
import static dev.lumamodify.contract.internal.client.ClientTestContext.SUBMIT_REQUEST;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.client.ApiErrorFixtures;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseBodies;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.ResultCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Submission checks: what a client returns for each response to a create request. */
public final class SubmissionChecks {
    private static final String CODES = "#/components/schemas/ResultCode";
    private static final String ENVELOPE = "docs/api-facts.md#envelope";
    private static final String MEMBER = "taskId";

    private static final int MAX_REPEATED = 10;

    private SubmissionChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "submit.task-id",
                        "An accepted submission returns exactly the task id of the response.",
                        "#/components/schemas/CreatedTask",
                        SubmissionChecks::returnsTaskId),
                ClientCheck.of(
                        "submit.any-transport",
                        "A response is read correctly if it is chunked, without a length, compressed, and in any"
                                + " locale.",
                        "RFC 9110",
                        SubmissionChecks::readsAnyTransport),
                ClientCheck.of(
                        "submit.api-errors",
                        "A response with an error code is reported as an API error with its code and msg, after one"
                                + " request. Only after code 429, which creates no task, more are permitted.",
                        CODES,
                        context -> ApiErrorFixtures.valid(codes(context))
                                .forEach((scenario, error) -> assertSentOnce(
                                        context.submit(scenario, error.response())
                                                .endsAs(Kind.API_ERROR)
                                                .reports(error.code(), MESSAGE),
                                        error))),
                ClientCheck.of(
                        "submit.unusual-api-errors",
                        "A response with a code other than 200 is never a success, and never makes the client crash.",
                        CODES,
                        context -> ApiErrorFixtures.unusual(codes(context), "{\"taskId\":\"x\"}")
                                .forEach((scenario, error) -> assertSentOnce(
                                        context.submit(scenario, error.response())
                                                .doesNotEndAs(Kind.SUCCESS, Kind.NOT_SENT, Kind.INVALID),
                                        error))),
                ClientCheck.of(
                        "submit.no-success-without-id",
                        "An invalid response is never reported as a success, and never as a request that was not sent.",
                        "#/components/schemas/GenerateResponse",
                        context -> ResponseFixtures.malformed(MEMBER)
                                .forEach((scenario, response) -> context.submit(scenario, response)
                                        .doesNotEndAs(Kind.SUCCESS, Kind.NOT_SENT, Kind.INVALID)
                                        .sends(1))),
                ClientCheck.of(
                        "submit.no-api-error-without-code",
                        "A response without an error code is not reported as an API error, which would mean that"
                                + " nothing was charged.",
                        ENVELOPE,
                        context -> ResponseFixtures.successWithoutData(MEMBER)
                                .forEach((scenario, response) ->
                                        context.submit(scenario, response).doesNotEndAs(Kind.API_ERROR))),
                ClientCheck.of(
                        "submit.http-error-wins",
                        "A response with an HTTP error status is not a success, even if its body claims so.",
                        ENVELOPE,
                        SubmissionChecks::httpErrorIsNoSuccess),
                ClientCheck.of(
                        "submit.independent-calls",
                        "Each submission is sent and returns its own response, whatever came before.",
                        "docs/api-facts.md#create-a-task",
                        SubmissionChecks::callsAreIndependent),
                ClientCheck.of(
                                "submit.retry-after",
                                "The Retry-After of an API error is reported exactly.",
                                "#/components/headers/RetryAfter",
                                SubmissionChecks::reportsRetryAfter)
                        .recommended());
    }

    /** Asserts that there was one request, or a few of which each was rejected without a task. */
    private static void assertSentOnce(ClientRun run, ApiErrorFixtures.ApiError error) {
        if (error.code() != ResultCode.RATE_LIMITED) {
            run.sends(1);
        }
        run.assertThat(run.requests().size() <= MAX_REPEATED, "must stop after a few rejections");
    }

    private static Set<Integer> codes(ClientTestContext context) {
        return context.generate().codes().keySet();
    }

    private static void returnsTaskId(ClientTestContext context) {
        for (String id : List.of(TASK_ID, "x", "0", "id-ä/?&=% ", "日本-\uD83C\uDFA5", "ABCdef", "x".repeat(300))) {
            for (String more :
                    List.of("", ",\"unknown\":[1,{\"a\":null}],\"big\":[1e400,123456789012345678901234567890]")) {
                for (String space : List.of("", " \n")) {
                    String body = space + "{\"msg\":\"success\"" + more + ",\"data\":{\"taskId\":\"" + id + "\"" + more
                            + "},\"code\":200" + space + "}";
                    assertReturns(context.submit(body, ScriptedResponse.json(200, body)), id);
                }
            }
        }
        String escaped = ResponseBodies.created("\\u0074\\/\\u00e4");
        assertReturns(context.submit("an escaped task id", ScriptedResponse.json(200, escaped)), "t/ä");
    }

    private static void assertReturns(ClientRun run, String id) {
        run.endsAs(Kind.SUCCESS).sends(1).reportsTask(id);
    }

    private static void readsAnyTransport(ClientTestContext context) {
        String id = "ä-日本-" + TASK_ID;
        String body = ResponseBodies.created(id);
        assertReturns(context.submit("a chunked response", ScriptedResponse.chunked(200, body)), id);
        assertReturns(
                context.submit(
                        "a response byte by byte",
                        ScriptedResponse.json(200, body).byteByByte()),
                id);
        assertReturns(context.submit("a response without a length", ScriptedResponse.untilClosed(body)), id);
        assertReturns(
                context.submit(
                        "a content type with a charset",
                        ScriptedResponse.of(200, "application/json; charset=utf-8", body)),
                id);
        ClientRun repeatedHeader =
                context.submit("a repeated header", ScriptedResponse.json(200, body, "x-trace: 1", "x-trace: 2"));
        assertReturns(repeatedHeader, id);
        if (repeatedHeader.requests().get(0).header("accept-encoding").contains("gzip")) {
            assertReturns(context.submit("a compressed response", ScriptedResponse.gzipped(200, body)), id);
        }
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertReturns(context.submit("the locale " + tag, ScriptedResponse.json(200, body)), id);
                context.submit(
                                "an API error in the locale " + tag,
                                ScriptedResponse.json(200, ResponseBodies.envelope(402, MESSAGE)))
                        .endsAs(Kind.API_ERROR)
                        .reports(402, MESSAGE);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void httpErrorIsNoSuccess(ClientTestContext context) {
        for (int status : ResponseFixtures.HTTP_ERRORS) {
            ScriptedResponse response =
                    ScriptedResponse.json(status, context.bodies().created());
            context.submit("HTTP " + status + " with a task id", response)
                    .doesNotEndAs(Kind.SUCCESS, Kind.NOT_SENT, Kind.INVALID)
                    .sends(1);
        }
    }

    private static void callsAreIndependent(ClientTestContext context) {
        List<ScriptedResponse> responses = List.of(
                ScriptedResponse.json(200, ResponseBodies.created("first")),
                ScriptedResponse.json(200, ResponseBodies.created("second")),
                ScriptedResponse.json(200, ResponseBodies.envelope(402, MESSAGE)),
                ScriptedResponse.json(200, ResponseBodies.created("fourth")));
        submitRepeatedly(context, responses, 2).reportsTask("second");
        submitRepeatedly(context, responses, 3).endsAs(Kind.API_ERROR).reports(402, MESSAGE);
        submitRepeatedly(context, responses, 4).endsAs(Kind.SUCCESS).reportsTask("fourth");

        SubmitRequest other = new SubmitRequest("Another prompt", SUBMIT_REQUEST.videoUrl(), null, null);
        context.run("another submission", ScriptedServer.of(responses), client -> {
                    client.submit(SUBMIT_REQUEST);
                    return client.submit(other);
                })
                .endsAs(Kind.SUCCESS)
                .sends(2);
    }

    private static ClientRun submitRepeatedly(ClientTestContext context, List<ScriptedResponse> responses, int times) {
        ScriptedServer server = ScriptedServer.of(responses);
        return context.run("submission " + times, server, client -> {
                    for (int i = 1; i < times; i++) {
                        client.submit(SUBMIT_REQUEST);
                    }
                    return client.submit(SUBMIT_REQUEST);
                })
                .sends(times);
    }

    private static void reportsRetryAfter(ClientTestContext context) {
        for (String name : List.of("Retry-After", "retry-after")) {
            for (int seconds : List.of(0, 1, 7, 86_400)) {
                String header = name + ": " + seconds;
                ClientRun run = context.submit(
                        header, ScriptedResponse.json(200, ResponseBodies.envelope(429, MESSAGE), header));
                Duration reported = run.outcome().retryAfter();
                run.endsAs(Kind.API_ERROR)
                        .sends(1)
                        .assertThat(
                                Duration.ofSeconds(seconds).equals(reported),
                                "must report a Retry-After of " + seconds);
            }
        }
    }
}
