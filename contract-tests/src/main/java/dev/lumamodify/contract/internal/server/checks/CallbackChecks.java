package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.ServerRequirement.CALLBACKS;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;
import static dev.lumamodify.contract.internal.server.ServerRequirement.TASK_DURATION;
import static dev.lumamodify.contract.internal.server.ServerRequirement.WEBHOOK_KEY;
import static dev.lumamodify.contract.internal.server.checks.CallbackCheck.assertAttempts;
import static dev.lumamodify.contract.internal.server.checks.CallbackCheck.failure;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.server.CallbackAttempt;
import dev.lumamodify.contract.internal.server.CallbackEndpoint;
import dev.lumamodify.contract.internal.server.CallbackFixtures;
import dev.lumamodify.contract.internal.server.SecretScanner;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskFixtures;
import dev.lumamodify.contract.internal.server.TaskObservation;
import java.util.List;

/** Callback checks: which tasks are called back, where, how often, and with which headers. */
final class CallbackChecks {
    private static final String CALLBACK = "#/components/pathItems/TaskCallback";
    private static final String FACTS = "docs/api-facts.md#callbacks";
    private static final String DELIVERY = "docs/api-facts.md#delivery-and-retries";

    private CallbackChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                CallbackCheck.forFixture(
                        "callbacks.delivered",
                        "The end of a task with a callBackUrl is posted to this URL.",
                        CALLBACK,
                        CallbackFixtures::accepted,
                        (context, task) -> CallbackCheck.assertCalledBack(task)),
                CallbackCheck.forEveryTask(
                        "callbacks.exact-url",
                        "The callback is sent to exactly the URL of the request, including its query.",
                        CALLBACK,
                        CallbackFixtures::accepted,
                        CallbackChecks::assertExactUrl),
                CallbackCheck.forEveryTask(
                        "callbacks.post-json",
                        "The callback is a POST of application/json.",
                        CALLBACK,
                        CallbackFixtures::accepted,
                        CallbackChecks::assertJsonPost),
                CallbackCheck.forFixture(
                                "callbacks.not-repeated-after-200",
                                "A callback that was accepted with HTTP 200 is not repeated.",
                                DELIVERY,
                                CallbackFixtures::accepted,
                                (context, task) -> assertAttempts(task, 1))
                        .recommended(),
                CallbackCheck.forEveryTask(
                        "callbacks.no-key",
                        "The callback contains neither the API key nor the webhook key.",
                        "docs/api-facts.md#authentication",
                        CallbackFixtures::accepted,
                        CallbackChecks::assertNoKey),
                CallbackCheck.forEveryTask(
                                "callbacks.signed",
                                "Every callback attempt is signed, over the task id and the timestamp, with the webhook"
                                        + " key.",
                                "docs/api-facts.md#signature",
                                CallbackFixtures::repeated,
                                CallbackSignature::assertSigned)
                        .requires(WEBHOOK_KEY),
                CallbackCheck.forEveryTask(
                                "callbacks.signed-anew",
                                "A repeated callback has a timestamp of its own.",
                                "docs/api-facts.md#signature",
                                CallbackFixtures::rejected,
                                CallbackSignature::assertSignedAnew)
                        .requires(WEBHOOK_KEY)
                        .recommended(),
                CallbackCheck.forFixture(
                        "callbacks.none-without-url",
                        "A task without a callBackUrl is not called back.",
                        FACTS,
                        TaskFixtures::minimal,
                        CallbackChecks::assertNoStrayCallbacks),
                ServerCheck.twoPhase(
                                "callbacks.none-if-rejected",
                                "A rejected create request is never called back.",
                                FACTS,
                                context -> {
                                    CallbackEndpoint endpoint = CallbackFixtures.ofRejectedRequests(context);
                                    TaskFixtures.minimal(context);
                                    return () -> {
                                        if (!endpoint.attempts().isEmpty()) {
                                            throw new CheckFailure("A rejected request was called back: "
                                                    + endpoint.attempts().get(0));
                                        }
                                    };
                                })
                        .requires(CREATES, TASK_DURATION, CALLBACKS));
    }

    private static void assertExactUrl(ServerTestContext context, TaskObservation task) {
        for (CallbackAttempt attempt : task.callbackAttempts()) {
            String url = context.receiver().baseUrl() + attempt.uri();
            if (!url.equals(CallbackCheck.callbackUrl(task))) {
                throw failure("The callback was sent to " + attempt.uri(), task, attempt);
            }
        }
    }

    private static void assertJsonPost(ServerTestContext context, TaskObservation task) {
        for (CallbackAttempt attempt : task.callbackAttempts()) {
            String type = attempt.header("Content-Type");
            if (!attempt.method().equals("POST")
                    || !EnvelopeChecks.JSON_CONTENT_TYPE.matcher(type).matches()) {
                throw failure("The callback is a " + attempt.method() + " of '" + type + "'", task, attempt);
            }
        }
    }

    private static void assertNoKey(ServerTestContext context, TaskObservation task) {
        SecretScanner secrets = context.secrets();
        for (CallbackAttempt attempt : task.callbackAttempts()) {
            String text = attempt + " " + attempt.headers();
            if (secrets.contains(text, context.target().apiKey())
                    || secrets.contains(text, context.target().webhookKey())
                    || !attempt.header("Authorization").isEmpty()) {
                throw failure("The callback contains a key", task, attempt);
            }
        }
    }

    private static void assertNoStrayCallbacks(ServerTestContext context, TaskObservation task) {
        task.finalPoll();
        List<CallbackAttempt> stray = context.receiver().strayAttempts();
        if (!stray.isEmpty()) {
            throw failure("A callback was sent to a URL that no task has", task, stray.get(0));
        }
    }
}
