package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.SUBMIT_REQUEST;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ManualClock;
import dev.lumamodify.contract.internal.client.ReceivedRequest;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.generate.SampleStrings;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.spec.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Combinators;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks of the HTTP requests that a client sends. */
public final class OutgoingRequestChecks {
    private static final String SCHEMA = "#/components/schemas/ModifyRequest";
    private static final String AUTHENTICATION = "docs/api-facts.md#authentication";

    /** Strings that resemble other JSON values, and a very long one. */
    private static final List<String> AMBIGUOUS =
            List.of("null", "true", "123", "1e3", "{}", "[]", "\"quoted\"", "e\u0301 and \u00e9", "long ".repeat(2000));

    /** Task ids in any case and alphabet; the document restricts only their length. */
    private static final List<String> TASK_IDS = List.of(
            TASK_ID,
            TASK_ID.toUpperCase(Locale.ROOT),
            "0B5E1C1A-7d0f-4E0b-9c1d-2F3a4B5c6D7e",
            "task_1.A~b-",
            "0",
            "Z".repeat(300),
            "a b",
            "a+b",
            "a/b?c=d&e#f",
            "50%",
            "ä日本",
            "..",
            "%41",
            "{x}");

    private OutgoingRequestChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "submit.request",
                        "A submission is one POST of exactly the given fields as JSON in UTF-8; absent fields are not"
                                + " sent.",
                        SCHEMA,
                        OutgoingRequestChecks::sendsExactFields),
                ClientCheck.of(
                                "submit.invalid-not-sent",
                                "A submission that violates the document is rejected by the client and not sent.",
                                SCHEMA,
                                OutgoingRequestChecks::invalidIsNotSent)
                        .recommended(),
                ClientCheck.of(
                        "read.request",
                        "A read is one GET of the documented path with exactly the task id, and no body.",
                        "#/paths/~1api~1v1~1modify~1record-info/get",
                        OutgoingRequestChecks::readsExactId),
                ClientCheck.of(
                        "wait.any-task-id",
                        "A wait polls exactly the task id, in any case and alphabet.",
                        "#/components/schemas/TaskId",
                        OutgoingRequestChecks::pollsExactId),
                ClientCheck.of(
                                "read.empty-id",
                                "A read of an empty task id is rejected by the client and not sent.",
                                "#/components/schemas/TaskId",
                                context -> context.read(
                                                "an empty task id",
                                                "",
                                                ScriptedResponse.json(
                                                        200, context.bodies().task(0)))
                                        .endsAs(Kind.INVALID)
                                        .sends(0))
                        .recommended(),
                ClientCheck.of(
                        "read.redirects",
                        "The API key is not sent to the host of a redirect.",
                        AUTHENTICATION,
                        context -> redirects(context, false)),
                ClientCheck.of(
                                "read.no-redirect",
                                "A redirect is not followed, or its result is not accepted.",
                                AUTHENTICATION,
                                context -> redirects(context, true))
                        .recommended());
    }

    private static void sendsExactFields(ClientTestContext context) {
        var requests = Combinators.combine(
                        SampleStrings.any(),
                        SampleStrings.urls(),
                        SampleStrings.urls().injectNull(0.5),
                        SampleStrings.any().injectNull(0.5))
                .as(SubmitRequest::new);
        context.forAll(requests, 60, request -> assertSent(context, request));
        Stream.concat(SampleStrings.UNUSUAL.stream(), AMBIGUOUS.stream())
                .map(text -> new SubmitRequest(text, SUBMIT_REQUEST.videoUrl(), null, text))
                .forEach(request -> assertSent(context, request));
    }

    private static void assertSent(ClientTestContext context, SubmitRequest request) {
        ClientRun run = context.submit(
                "the submission " + request,
                request,
                ScriptedResponse.json(200, context.bodies().created()));
        run.endsAs(Kind.SUCCESS).sends(1);
        ReceivedRequest received = run.requests().get(0);
        run.assertThat(received.method().equals(context.generate().method()), "must use the documented method");
        run.assertThat(received.target().equals(context.generate().path()), "must use the documented path");
        run.assertThat(
                received.header("content-type")
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", "")
                        .matches("application/json(;charset=\"?utf-?8\"?)?"),
                "must send the content type application/json");
        ObjectNode expected = JsonNodeFactory.instance
                .objectNode()
                .put("prompt", request.prompt())
                .put("videoUrl", request.videoUrl());
        if (request.callBackUrl() != null) {
            expected.put("callBackUrl", request.callBackUrl());
        }
        if (request.watermark() != null) {
            expected.put("watermark", request.watermark());
        }
        run.assertThat(
                Json.parse(received.body()).equals(expected), "must send " + expected + ", not " + received.text());
    }

    private static void invalidIsNotSent(ClientTestContext context) {
        String url = SUBMIT_REQUEST.videoUrl();
        for (String text : SampleStrings.BLANK) {
            assertNotSent(context, "the prompt '" + text + "'", new SubmitRequest(text, url, null, null));
        }
        List<String> invalidUrls = Stream.of(SampleStrings.BLANK, SampleStrings.INVALID_URLS)
                .flatMap(List::stream)
                .toList();
        context.forAll(Arbitraries.of(invalidUrls), 2 * invalidUrls.size(), text -> {
            assertNotSent(context, "the videoUrl '" + text + "'", new SubmitRequest("x", text, null, null));
            assertNotSent(context, "the callBackUrl '" + text + "'", new SubmitRequest("x", url, text, null));
        });
    }

    private static void assertNotSent(ClientTestContext context, String scenario, SubmitRequest request) {
        context.submit(
                        scenario,
                        request,
                        ScriptedResponse.json(200, context.bodies().created()))
                .endsAs(Kind.INVALID)
                .sends(0);
    }

    private static void readsExactId(ClientTestContext context) {
        for (String id : TASK_IDS) {
            String body = context.bodies().task(0).replace(TASK_ID, id);
            ClientRun run = context.read("the task id " + id, id, ScriptedResponse.json(200, body));
            run.endsAs(Kind.SUCCESS).sends(1);
            ReceivedRequest received = run.requests().get(0);
            run.assertThat(received.method().equals(context.recordInfo().method()), "must use the documented method");
            run.assertThat(received.path().equals(context.recordInfo().path()), "must use the documented path");
            run.assertThat(
                    hasOnlyTaskId(received, id),
                    "must send exactly this task id in the query, not " + received.target());
            run.assertThat(received.body().length == 0, "must not send a body");
        }
    }

    private static void pollsExactId(ClientTestContext context) {
        for (String id : TASK_IDS) {
            ManualClock clock = new ManualClock();
            String body = context.bodies().task(1).replace(TASK_ID, id);
            ScriptedServer server = ScriptedServer.of(List.of(ScriptedResponse.json(200, body)));
            ClientRun run =
                    context.run("a wait for " + id, server, clock, client -> client.awaitCompletionBlocking(id));
            run.endsAs(Kind.SUCCESS).sends(1).reportsTask(id);
            run.assertThat(hasOnlyTaskId(run.requests().get(0), id), "must send exactly this task id in the query");
        }
    }

    private static boolean hasOnlyTaskId(ReceivedRequest received, String id) {
        String prefix = received.path() + "?taskId=";
        if (!received.target().startsWith(prefix)) {
            return false;
        }
        String value = received.target().substring(prefix.length());
        return !value.contains("&")
                && URLDecoder.decode(value, StandardCharsets.UTF_8).equals(id);
    }

    private static void redirects(ClientTestContext context, boolean mustNotSucceed) {
        for (int status : List.of(301, 302, 303, 307, 308)) {
            ScriptedResponse task = ScriptedResponse.json(200, context.bodies().task(1));
            try (ScriptedServer otherHost = ScriptedServer.of(List.of(task))) {
                String location = "http://localhost:" + otherHost.url().getPort() + "/elsewhere";
                ClientRun run = context.read(
                        "HTTP " + status, ScriptedResponse.of(status, "text/plain", "", "Location: " + location));
                run.assertThat(
                        !mustNotSucceed || run.outcome().kind() != Kind.SUCCESS,
                        "must not accept the response of another host");
                run.assertThat(
                        otherHost.requests().stream()
                                .allMatch(request ->
                                        request.header("authorization").isEmpty()),
                        "must not send the API key to another host");
            }
        }
    }
}
