package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.SUBMIT_REQUEST;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.OutputCapture;
import dev.lumamodify.contract.internal.client.ResponseBodies;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.harness.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks of what the errors and logs of a client contain: causes, but no data of the customer. */
public final class PrivacyChecks {
    private static final String CLIENT = "client/README.md";
    private static final String PROMPT = "a-private-prompt";
    private static final String SIGNATURE = "a-private-signature";

    private static final SubmitRequest REQUEST = new SubmitRequest(
            PROMPT,
            "https://example.com/a.mp4?X-Signature=" + SIGNATURE,
            "https://example.com/callback?token=" + SIGNATURE,
            null);

    private PrivacyChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                                "submit.private-data",
                                "No error and no log of a submission or a read contains a prompt or the query of a URL.",
                                CLIENT,
                                PrivacyChecks::nothingPrivateIsRevealed)
                        .recommended(),
                ClientCheck.of(
                                "submit.cause",
                                "The exception for a call without a response has the original IOException as a cause.",
                                CLIENT,
                                PrivacyChecks::causesAreKept)
                        .recommended());
    }

    private static void nothingPrivateIsRevealed(ClientTestContext context) {
        String echo = "{\"prompt\":\"" + PROMPT + "\",\"videoUrl\":\"" + REQUEST.videoUrl() + "\"}";
        Map<String, ScriptedResponse> responses = new LinkedHashMap<>(ResponseFixtures.noResponse());
        responses.put("a success", ScriptedResponse.json(200, context.bodies().created()));
        responses.put("code 422", ScriptedResponse.json(200, ResponseBodies.error(422, "no")));
        responses.put("a record of the request", ScriptedResponse.json(200, echo));
        responses.put("an error page with the request", ScriptedResponse.of(502, "text/html", echo));
        responses.put("JSON that ends early", ScriptedResponse.json(200, echo.substring(0, echo.length() - 2)));
        responses.put("a code that is the request", ScriptedResponse.json(200, "{\"code\":" + echo + "}"));
        responses.put("a code that is text", ScriptedResponse.json(200, "{\"code\":\"" + PROMPT + "\"}"));
        responses.put(
                "a task",
                ScriptedResponse.json(200, context.bodies().task(1).replace("mp4\"", "mp4?x=" + SIGNATURE + "\"")));
        responses.put(
                "a task with a time that is text",
                ScriptedResponse.json(
                        200, context.bodies().task(1).replaceFirst("\"createTime\":\\d+", "\"createTime\":" + echo)));
        OutputCapture.assertNotPrinted(
                () -> responses.forEach((scenario, response) -> {
                    assertPrivate(context.submit(scenario, REQUEST, response));
                    assertPrivate(context.read(scenario, response));
                }),
                PROMPT,
                SIGNATURE);
    }

    private static void assertPrivate(ClientRun run) {
        String text = causes(run.outcome().thrown()).toString();
        run.assertThat(!text.contains(PROMPT), "must not report the prompt");
        run.assertThat(!text.contains(SIGNATURE), "must not report the query of a URL");
    }

    private static void causesAreKept(ClientTestContext context) {
        List<ClientRun> runs = new ArrayList<>();
        ResponseFixtures.noResponse().forEach((scenario, response) -> {
            runs.add(context.submit(scenario, response));
            runs.add(context.read(scenario, response));
        });
        runs.add(context.connectionRefused(client -> client.submit(SUBMIT_REQUEST)));
        runs.add(context.connectionRefused(client -> client.read(TASK_ID)));
        for (ClientRun run : runs) {
            List<Throwable> causes = causes(run.outcome().thrown());
            run.assertThat(
                    causes.isEmpty() || causes.stream().anyMatch(IOException.class::isInstance),
                    "must keep the IOException as a cause");
        }
    }

    private static List<Throwable> causes(@Nullable Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .<Throwable>map(Objects::requireNonNull)
                .toList();
    }
}
