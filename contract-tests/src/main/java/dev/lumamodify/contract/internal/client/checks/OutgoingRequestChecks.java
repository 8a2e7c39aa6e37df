package dev.lumamodify.contract.internal.client.checks;

import dev.lumamodify.contract.ClientChecks.ClientCheck;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.client.ScriptedServer.Seen;
import dev.lumamodify.contract.internal.generate.SampleStrings;
import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.server.RecordingHttpClient;
import dev.lumamodify.contract.internal.spec.Document;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Combinators;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client puts on the wire. */
public final class OutgoingRequestChecks {
    private static final String SCHEMA = "#/components/schemas/ModifyRequest";
    private static final String KEYS = "facts, section 1: keys are secret";

    /** Strings that look like something else, and one that is longer than anybody expects. */
    private static final List<String> MISTAKABLE =
            List.of("null", "true", "123", "1e3", "{}", "[]", "\"quoted\"", "e\u0301 and \u00e9", "long ".repeat(2000));

    private OutgoingRequestChecks() {}

    public static List<ClientCheck> all() {
        return List.of(
                ClientCheck.of(
                        "submit.request",
                        "A create is one POST of exactly the given fields as JSON in UTF-8; what was left out is not sent.",
                        SCHEMA,
                        OutgoingRequestChecks::creates),
                ClientCheck.of(
                                "submit.invalid-not-sent",
                                "A create that breaks the document is refused by the client itself, and not sent.",
                                SCHEMA,
                                OutgoingRequestChecks::unlawful)
                        .ofTheHouse(),
                ClientCheck.of(
                        "read.request",
                        "A look is one GET of the documented path with the id, whatever it is made of, and nothing else.",
                        "#/paths/~1api~1v1~1modify~1record-info/get",
                        OutgoingRequestChecks::looks),
                ClientCheck.of(
                                "read.empty-id",
                                "An empty id is refused by the client itself, and not sent.",
                                "#/components/schemas/TaskId",
                                bench -> bench.read("an empty id", "", ScriptedResponse.json(200, bench.flag(0)))
                                        .is(Kind.INVALID)
                                        .asked(0))
                        .ofTheHouse(),
                ClientCheck.of(
                        "read.redirects",
                        "The API key is not carried to another host.",
                        KEYS,
                        bench -> redirects(bench, false)),
                ClientCheck.of(
                                "read.no-redirect",
                                "No redirect is taken for an answer.",
                                KEYS,
                                bench -> redirects(bench, true))
                        .ofTheHouse());
    }

    private static void creates(ClientTestContext bench) {
        var creates = Combinators.combine(
                        SampleStrings.any(),
                        SampleStrings.urls(),
                        SampleStrings.urls().injectNull(0.5),
                        SampleStrings.any().injectNull(0.5))
                .as(SubmitRequest::new);
        bench.forAll(creates, 60, create -> sent(bench, create));
        Stream.concat(SampleStrings.AWKWARD.stream(), MISTAKABLE.stream())
                .map(text -> new SubmitRequest(text, ClientTestContext.CREATE.videoUrl(), null, text))
                .forEach(create -> sent(bench, create));
    }

    private static void sent(ClientTestContext bench, SubmitRequest create) {
        ClientRun ended = bench.submit(
                "the create " + create,
                create,
                ScriptedResponse.json(200, ClientTestContext.example(bench.generate(), "success")));
        ended.is(Kind.SUCCESS).asked(1);
        Seen seen = ended.seen().get(0);
        ended.holds(seen.method().equals(bench.generate().method()), "must use the documented method");
        ended.holds(seen.target().equals(bench.generate().path()), "must call the documented path");
        ended.holds(
                seen.header("content-type")
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", "")
                        .matches("application/json(;charset=\"?utf-?8\"?)?"),
                "must send application/json");
        ObjectNode expected =
                ValidValues.NODES.objectNode().put("prompt", create.prompt()).put("videoUrl", create.videoUrl());
        if (create.callBackUrl() != null) {
            expected.put("callBackUrl", create.callBackUrl());
        }
        if (create.watermark() != null) {
            expected.put("watermark", create.watermark());
        }
        ended.holds(
                json(seen.body()).equals(expected),
                "must send " + expected + ", not " + RecordingHttpClient.text(seen.body()));
    }

    /** As a reader sees it that takes each name once; anything else is missing. */
    private static JsonNode json(byte[] body) {
        try {
            return Document.JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static void unlawful(ClientTestContext bench) {
        String url = ClientTestContext.CREATE.videoUrl();
        List<String> bad = Stream.of(SampleStrings.BLANK, SampleStrings.NOT_WEB)
                .flatMap(List::stream)
                .toList();
        for (String text : SampleStrings.BLANK) {
            unsent(bench, "the prompt '" + text + "'", new SubmitRequest(text, url, null, null));
        }
        bench.forAll(Arbitraries.of(bad), 2 * bad.size(), text -> {
            unsent(bench, "the videoUrl '" + text + "'", new SubmitRequest("x", text, null, null));
            unsent(bench, "the callBackUrl '" + text + "'", new SubmitRequest("x", url, text, null));
        });
    }

    private static void unsent(ClientTestContext bench, String what, SubmitRequest create) {
        bench.submit(what, create, ScriptedResponse.json(200, ClientTestContext.example(bench.generate(), "success")))
                .is(Kind.INVALID)
                .asked(0);
    }

    private static void looks(ClientTestContext bench) {
        List<String> ids =
                List.of(ClientTestContext.TASK, "a b", "a+b", "a/b?c=d&e#f", "50%", "ä日本", "..", "%41", "{x}");
        for (String id : ids) {
            String told = bench.flag(0).replace(ClientTestContext.TASK, id);
            ClientRun ended = bench.read("the id " + id, id, ScriptedResponse.json(200, told))
                    .is(Kind.SUCCESS)
                    .asked(1);
            Seen seen = ended.seen().get(0);
            String[] parts = seen.target().split("\\?", 2);
            ended.holds(seen.method().equals(bench.recordInfo().method()), "must use the documented method");
            ended.holds(parts[0].equals(bench.recordInfo().path()), "must call the documented path");
            ended.holds(
                    parts.length == 2
                            && parts[1].startsWith("taskId=")
                            && !parts[1].contains("&")
                            && URLDecoder.decode(parts[1].substring(7), StandardCharsets.UTF_8)
                                    .equals(id),
                    "must ask for exactly this id, not " + seen.target());
            ended.holds(seen.body().length == 0, "must not send a body");
        }
    }

    private static void redirects(ClientTestContext bench, boolean taken) {
        for (int status : List.of(301, 302, 303, 307, 308)) {
            try (ScriptedServer other = ScriptedServer.of(List.of(ScriptedResponse.json(200, bench.flag(1))))) {
                ScriptedResponse redirect = ScriptedResponse.of(
                        status,
                        "text/plain",
                        "",
                        "Location: http://localhost:" + other.url().getPort() + "/elsewhere");
                ClientRun ended = bench.read("HTTP " + status, redirect);
                ended.holds(!taken || ended.outcome().kind() != Kind.SUCCESS, "must not take it for an answer");
                ended.holds(
                        other.seen().stream()
                                .allMatch(seen -> seen.header("authorization").isEmpty()),
                        "must not carry the API key to another host");
            }
        }
    }
}
