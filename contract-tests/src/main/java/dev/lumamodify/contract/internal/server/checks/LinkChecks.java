package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.VALIDATION_ERROR;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;
import static dev.lumamodify.contract.internal.server.ServerRequirement.MANUAL_CLOCK;
import static dev.lumamodify.contract.internal.server.ServerRequirement.TASK_DURATION;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.OptionalOperations;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskFixtures;
import dev.lumamodify.contract.internal.server.TaskObservation;
import dev.lumamodify.contract.internal.server.Uploads;
import dev.lumamodify.contract.internal.spec.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.JsonNodeFactory;

/** Checks of download links. They are skipped if the target has none. */
final class LinkChecks {
    private static final String FACTS = "docs/api-facts.md#download-links";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private LinkChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                ofResult(
                        "links.resolve",
                        "The link to a result leads to the same bytes as the URL of the result, without an API key.",
                        FACTS,
                        (context, result) -> {
                            byte[] original = download(context, result, true).body();
                            Response linked = download(context, link(context, result), true);
                            if (!Arrays.equals(linked.body(), original)) {
                                throw new CheckFailure("The link leads to other bytes than the result", linked);
                            }
                        }),
                ServerCheck.of(
                        "links.foreign-rejected",
                        "A link to a file of another host is rejected with code 422.",
                        FACTS,
                        LinkChecks::foreignRejected),
                ofResult(
                                "links.expire",
                                "A link works for 20 minutes, and no longer.",
                                "#/components/schemas/DownloadUrlResponse/properties/data",
                                (context, result) -> {
                                    Duration lifetime = Duration.ofMinutes(lifetimeMinutes(context));
                                    String link = link(context, result);
                                    context.clock().sleep(lifetime.minus(MINUTE));
                                    download(context, link, true);
                                    context.clock().sleep(MINUTE.plusSeconds(1));
                                    download(context, link, false);
                                    download(context, link(context, result), true);
                                })
                        .requires(MANUAL_CLOCK));
    }

    /** Returns a check that gets the URL of a result once its task has ended. */
    private static Check<ServerTestContext> ofResult(
            String id, String description, String source, BiConsumer<ServerTestContext, String> code) {
        return ServerCheck.twoPhase(id, description, source, context -> {
                    operation(context);
                    TaskObservation task = TaskFixtures.minimal(context);
                    return () -> code.accept(
                            context,
                            task.finalPoll().data().at("/response/resultUrls/0").asString(""));
                })
                .requires(CREATES, TASK_DURATION);
    }

    /** Returns the operation. Throws {@link CheckSkipped} if the target does not have it. */
    private static Operation operation(ServerTestContext context) {
        Operation operation = context.document().operation("getDownloadUrl");
        if (!OptionalOperations.has(context, operation)) {
            throw new CheckSkipped("needs POST " + operation.path() + ", which the target does not have");
        }
        return operation;
    }

    private static int lifetimeMinutes(ServerTestContext context) {
        return operation(context)
                .responseSchema()
                .child("properties", "data")
                .node()
                .path("x-lifetime-minutes")
                .asInt();
    }

    private static Request request(ServerTestContext context, String url) {
        return context.request(
                operation(context), JsonNodeFactory.instance.objectNode().put("url", url));
    }

    private static String link(ServerTestContext context, String url) {
        Response response = context.send(request(context, url));
        if (!response.accepted() || !response.data().isString()) {
            throw new CheckFailure("A link to a result was not created", response);
        }
        return Uploads.requireUrl(response.data().asString(), response);
    }

    private static Response download(ServerTestContext context, String url, boolean served) {
        Response response = context.client().sendUnrecorded(new Request("GET", url));
        if ((response.status() == Response.OK) != served) {
            throw new CheckFailure("The file must " + (served ? "" : "not ") + "be served", response);
        }
        return response;
    }

    private static void foreignRejected(ServerTestContext context) {
        String own = context.target().url().getRawAuthority();
        for (String url : List.of(
                "https://foreign.example/result.mp4",
                "http://foreign.example/http://" + own + "/result.mp4",
                "http://" + own + "@foreign.example/result.mp4",
                "http://" + own.replaceAll(":\\d+$", "") + ".foreign.example/result.mp4",
                "http://foreign.example/?url=http://" + own + "/result.mp4")) {
            assertRejected("A link to " + url, context.send(request(context, url)), VALIDATION_ERROR);
        }
    }
}
