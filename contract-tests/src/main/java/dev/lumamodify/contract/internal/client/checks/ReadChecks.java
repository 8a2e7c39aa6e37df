package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ApiErrorFixtures.MESSAGE;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;
import static dev.lumamodify.contract.internal.client.ResponseBodies.data;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ApiErrorFixtures;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.Concurrently;
import java.util.List;
import java.util.Set;

/** Read checks: what a client returns for each response to a read. */
public final class ReadChecks {
    private static final String RECORD = "#/components/schemas/TaskRecord";
    private static final String CODES = "#/components/schemas/ResultCode";
    private static final String READ = "docs/api-facts.md#read-a-task";

    private ReadChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "read.api-errors",
                        "A response with an error code is reported as an API error with its code and msg.",
                        CODES,
                        context -> ApiErrorFixtures.valid(codes(context))
                                .forEach((scenario, error) -> context.read(scenario, error.response())
                                        .endsAs(Kind.API_ERROR)
                                        .reports(error.code(), MESSAGE))),
                ClientCheck.of(
                        "read.unusual-api-errors",
                        "A response with a code other than 200 is never a task, and never makes the client crash.",
                        CODES,
                        context -> ApiErrorFixtures.unusual(
                                        codes(context),
                                        data(context.bodies().taskObject(1)).toString())
                                .forEach((scenario, error) -> context.read(scenario, error.response())
                                        .doesNotEndAs(Kind.SUCCESS, Kind.INVALID))),
                ClientCheck.of(
                        "read.no-success-without-task",
                        "An invalid response is never returned as a task.",
                        "#/components/schemas/RecordInfoResponse",
                        context -> ResponseFixtures.malformed("taskId")
                                .forEach((scenario, response) ->
                                        context.read(scenario, response).doesNotEndAs(Kind.SUCCESS, Kind.INVALID))),
                ClientCheck.of(
                        "read.http-error-wins",
                        "A response with an HTTP error status is not a task, even if its body contains one.",
                        "docs/api-facts.md#envelope",
                        ReadChecks::httpErrorIsNoTask),
                ClientCheck.of(
                        "read.other-task",
                        "A response about another task is not returned.",
                        RECORD,
                        ReadChecks::otherTaskIsNotReturned),
                ClientCheck.of(
                        "read.not-cached",
                        "Each read sends a request and returns its response.",
                        READ,
                        ReadChecks::readIsNotCached),
                ClientCheck.of(
                        "read.interrupted",
                        "An interrupted read ends in one of the documented ways, and leaves the thread interrupted.",
                        READ,
                        ReadChecks::interruptedReadEnds),
                ClientCheck.of(
                        "read.unreachable",
                        "A read without a connection is reported as such.",
                        READ,
                        context -> context.connectionRefused(client -> client.read(TASK_ID))
                                .endsAs(Kind.NOT_SENT)),
                ClientCheck.of(
                        "read.no-response-times-out",
                        "A read without a complete response ends at the request timeout.",
                        READ,
                        ReadChecks::timesOut),
                ClientCheck.of(
                                "read.endless-response",
                                "A response of 32 MB, or one that is compressed to a few bytes, is not read completely.",
                                "client/README.md",
                                ReadChecks::endlessResponseIsNotRead)
                        .recommended());
    }

    private static Set<Integer> codes(ClientTestContext context) {
        return context.recordInfo().codes().keySet();
    }

    private static void httpErrorIsNoTask(ClientTestContext context) {
        for (int status : ResponseFixtures.HTTP_ERRORS) {
            ScriptedResponse response =
                    ScriptedResponse.json(status, context.bodies().task(1));
            context.read("HTTP " + status + " with a task", response).doesNotEndAs(Kind.SUCCESS, Kind.INVALID);
        }
    }

    private static void otherTaskIsNotReturned(ClientTestContext context) {
        ScriptedResponse response = ScriptedResponse.json(200, context.bodies().task(1));
        for (String id :
                List.of("f".repeat(32), TASK_ID.substring(0, 31), TASK_ID + "0", "774D" + TASK_ID.substring(4))) {
            context.read("another task than " + id, id, response).doesNotEndAs(Kind.SUCCESS);
        }
    }

    private static void readIsNotCached(ClientTestContext context) {
        String cacheable = "Cache-Control: max-age=3600";
        ScriptedServer server = ScriptedServer.of(List.of(
                ScriptedResponse.json(200, context.bodies().task(0), cacheable, "ETag: \"x\""),
                ScriptedResponse.json(200, context.bodies().task(1), cacheable)));
        ClientRun run = context.run("two reads", server, client -> {
            client.read(TASK_ID);
            return client.read(TASK_ID);
        });
        run.endsAs(Kind.SUCCESS).sends(2);
        run.assertThat(run.outcome().successFlag() == 1, "must return successFlag 1");
    }

    private static void interruptedReadEnds(ClientTestContext context) {
        ScriptedServer server = ScriptedServer.of(List.of(ScriptedResponse.of(503, "text/plain", "")));
        context.run("interrupted before the read", server, client -> {
                    Thread.currentThread().interrupt();
                    Outcome outcome = client.read(TASK_ID);
                    return Thread.interrupted()
                            ? outcome
                            : Outcome.of(Kind.OTHER, "the thread is not interrupted any more", null);
                })
                .doesNotEndAs(Kind.SUCCESS);
    }

    private static void timesOut(ClientTestContext context) {
        String task = context.bodies().task(1);
        List<ScriptedResponse> responses = List.of(
                ScriptedResponse.NO_RESPONSE,
                ScriptedResponse.json(200, task).incomplete(),
                ScriptedResponse.trickling(task));
        Concurrently.times(
                        responses.size(),
                        i -> context.runUntilTimeout(
                                "incomplete response " + (i + 1), responses.get(i), client -> client.read(TASK_ID)))
                .forEach(run -> run.doesNotEndAs(Kind.SUCCESS, Kind.INVALID));
    }

    private static void endlessResponseIsNotRead(ClientTestContext context) {
        String task = context.bodies().task(1);
        ScriptedServer server = new ScriptedServer(n -> ScriptedResponse.endless(task));
        context.run("an endless response", server, client -> client.read(TASK_ID))
                .doesNotEndAs(Kind.SUCCESS, Kind.INVALID)
                .assertThat(server.endlessBytes() < ScriptedResponse.MAX_ENDLESS, "must not read a response of 32 MB");
        String spaces = " ".repeat((int) ScriptedResponse.MAX_ENDLESS);
        context.read("a compressed response of 32 MB", ScriptedResponse.gzipped(200, task + spaces))
                .doesNotEndAs(Kind.SUCCESS, Kind.INVALID);
    }
}
