package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;
import static dev.lumamodify.contract.internal.client.SignedCallback.OTHER_KEY;
import static dev.lumamodify.contract.internal.client.SignedCallback.SIGNATURE;

import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ReceiverScenario;
import dev.lumamodify.contract.internal.client.SignedCallback;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.Signature;
import java.util.List;
import java.util.Map;

/** Checks of a receiver, which takes callbacks as whole HTTP requests. */
public final class ReceiverChecks {
    private static final String DELIVERY = "docs/api-facts.md#delivery-and-retries";
    private static final String SIGNED = "docs/api-facts.md#signature";
    private static final int MAX_BODY = 20 << 20;

    private ReceiverChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "receive.genuine",
                        "A genuine callback is given to the handler once, and the response is HTTP 200.",
                        DELIVERY,
                        ReceiverChecks::genuineIsHandled),
                ClientCheck.of(
                        "receive.repeated",
                        "A callback that is delivered again gets HTTP 200 again.",
                        DELIVERY,
                        ReceiverChecks::repeatedIsAccepted),
                ClientCheck.of(
                        "receive.forged",
                        "A callback that is not verified is never given to the handler, does not crash the receiver, and does not"
                                + " keep a genuine one from being handled.",
                        SIGNED,
                        ReceiverChecks::forgedIsRejected),
                ClientCheck.of(
                        "receive.method",
                        "A request with another method than POST is never given to the handler.",
                        "#/components/pathItems/TaskCallback",
                        ReceiverChecks::otherMethodIsRejected),
                ClientCheck.of(
                                "receive.failing-handler",
                                "If the handler fails, the response is HTTP 5xx, and the repeated callback is given to the"
                                        + " handler again.",
                                DELIVERY,
                                ReceiverChecks::failureIsRepeated)
                        .recommended(),
                ClientCheck.of(
                                "receive.rejection",
                                "A callback with a wrong signature, and a body of 20 MB, are rejected with HTTP 4xx.",
                                "client/README.md",
                                ReceiverChecks::invalidIsRejected)
                        .recommended());
    }

    private static void genuineIsHandled(ClientTestContext context) {
        SignedCallback callback = SignedCallback.valid();
        for (String type : List.of(
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "Application/JSON")) {
            for (String name : List.of("Content-Type", "content-type")) {
                ReceiverScenario.of(context, "the content type " + type)
                        .receive(callback.without("Content-Type").header(name, type))
                        .responds(200, 200)
                        .handled(TASK_ID);
            }
        }
        String failed = "{\"code\":500,\"msg\":\"Modify record generation failed.\",\"data\":{\"taskId\":\"" + TASK_ID
                + "\",\"promptJson\":\"{}\"}}";
        ReceiverScenario.of(context, "a failed task")
                .receive(callback.body(failed))
                .responds(200, 200)
                .handled(TASK_ID);
        String large = callback.text().replace("\"{}\"", "\"" + "x".repeat(50_000) + "\"");
        ReceiverScenario.of(context, "a prompt of 50,000 characters")
                .receive(callback.body(large))
                .responds(200, 200)
                .handled(TASK_ID);
    }

    private static void repeatedIsAccepted(ClientTestContext context) {
        ReceiverScenario scenario = ReceiverScenario.of(context, "a repeated callback");
        for (int delivery = 0; delivery < 4; delivery++) {
            long signedAt = SignedCallback.NOW.getEpochSecond() - delivery / 2;
            scenario.receive(SignedCallback.signedAt(signedAt)).responds(200, 200);
        }
        scenario.handledOnly(TASK_ID);
        String other = "f".repeat(32);
        SignedCallback ofOther = SignedCallback.of(
                other, SignedCallback.KEY, SignedCallback.NOW.getEpochSecond(), SignedCallback.body("taskId", other));
        ReceiverScenario.of(context, "two tasks")
                .receive(SignedCallback.valid())
                .receive(ofOther)
                .responds(200, 200)
                .handled(TASK_ID, other);
    }

    private static void forgedIsRejected(ClientTestContext context) {
        SignedCallback valid = SignedCallback.valid();
        long now = SignedCallback.NOW.getEpochSecond();
        for (SignedCallback callback : List.of(
                valid.header(SIGNATURE, Signature.of(OTHER_KEY, TASK_ID + "." + now)),
                valid.header(SIGNATURE, ""),
                valid.without(SIGNATURE),
                valid.without(SignedCallback.TIMESTAMP),
                SignedCallback.signedAt(now - 86_400),
                valid.body(SignedCallback.body("taskId", "f".repeat(32))),
                valid.body(""),
                valid.body("<html>"),
                valid.body("[".repeat(100_000)),
                new SignedCallback(Map.of(), valid.body()))) {
            ReceiverScenario.of(context, "a forged callback")
                    .receive(callback)
                    .responds(200, 499)
                    .handled();
            ReceiverScenario.of(context, "a genuine callback after a forged one")
                    .receive(callback)
                    .receive(valid)
                    .responds(200, 200)
                    .handled(TASK_ID);
        }
    }

    private static void otherMethodIsRejected(ClientTestContext context) {
        for (String method : List.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            ReceiverScenario.of(context, "the method " + method)
                    .receive(method, SignedCallback.valid())
                    .handled();
        }
    }

    private static void failureIsRepeated(ClientTestContext context) {
        ReceiverScenario.failingOnce(context, "a handler that fails once")
                .receive(SignedCallback.valid())
                .responds(500, 599)
                .receive(SignedCallback.valid())
                .responds(200, 200)
                .handled(TASK_ID, TASK_ID);
    }

    private static void invalidIsRejected(ClientTestContext context) {
        SignedCallback valid = SignedCallback.valid();
        ReceiverScenario.of(context, "a wrong signature")
                .receive(valid.header(SIGNATURE, Signature.of(OTHER_KEY, "x")))
                .responds(400, 499);
        ReceiverScenario.of(context, "a body of 20 MB")
                .receive(valid.body(valid.text() + " ".repeat(MAX_BODY)))
                .responds(400, 499)
                .handled();
    }
}
