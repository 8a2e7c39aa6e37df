package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.ServerRequirement.FAIL_ON_PROMPT;
import static dev.lumamodify.contract.internal.server.checks.CallbackCheck.failure;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.server.CallbackAttempt;
import dev.lumamodify.contract.internal.server.CallbackFixtures;
import dev.lumamodify.contract.internal.server.Poll;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import dev.lumamodify.contract.internal.server.TaskObservation;
import dev.lumamodify.contract.internal.server.TaskStatus;
import dev.lumamodify.contract.internal.spec.Callback;
import dev.lumamodify.contract.internal.spec.Parameter;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import dev.lumamodify.contract.internal.spec.SchemaValidator.SchemaViolation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Checks of the callback body, and that it agrees with {@code recordInfo}. */
final class CallbackBodyChecks {
    private static final String CALLBACK = "#/components/pathItems/TaskCallback";

    private CallbackBodyChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                CallbackCheck.forEveryTask(
                        "callbacks.valid",
                        "The callback is valid against the document.",
                        CALLBACK,
                        CallbackFixtures::accepted,
                        CallbackBodyChecks::assertValid),
                CallbackCheck.forFixture(
                        "callbacks.success-body",
                        "The callback of a successful task has code 200 and the documented msg.",
                        CALLBACK,
                        CallbackFixtures::accepted,
                        (context, task) -> assertMatchesExample(context, "succeeded", task)),
                CallbackCheck.forEveryTask(
                        "callbacks.same-as-record",
                        "The callback has the same task id, parameters and results as recordInfo.",
                        CALLBACK,
                        CallbackFixtures::accepted,
                        (context, task) -> assertMatchesRecord(task)),
                CallbackCheck.forFixture(
                        "callbacks.parameters-exact",
                        "promptJson holds exactly the parameters of the create request, with any characters.",
                        CALLBACK,
                        CallbackFixtures::unusual,
                        (context, task) -> assertParametersExact(task)),
                CallbackCheck.forEveryTask(
                        "callbacks.after-final-state",
                        "When the callback arrives, recordInfo already returns the final status and the results.",
                        "docs/api-facts.md#callbacks",
                        CallbackFixtures::accepted,
                        (context, task) -> assertFinalStateReadable(task)),
                CallbackCheck.forFixture(
                                "callbacks.failure-body",
                                "The callback of a failed task has code 500, the documented msg, and no results.",
                                CALLBACK,
                                CallbackFixtures::failing,
                                (context, task) -> {
                                    CallbackCheck.assertCalledBack(task);
                                    assertValid(context, task);
                                    assertMatchesExample(context, "failed", task);
                                    assertMatchesRecord(task);
                                })
                        .requires(FAIL_ON_PROMPT));
    }

    private static void assertValid(ServerTestContext context, TaskObservation task) {
        SchemaValidator validator = new SchemaValidator();
        for (Callback callback : context.document().callbacks()) {
            for (CallbackAttempt attempt : task.callbackAttempts()) {
                List<SchemaViolation> violations = validator.validate(callback.body(), attempt.json());
                if (!violations.isEmpty()) {
                    throw failure("The callback violates the document: " + violations.get(0), task, attempt);
                }
                for (Parameter header : callback.headers()) {
                    String value = attempt.header(header.name());
                    if (!value.isEmpty()
                            && !validator.accepts(header.schema(), JsonNodeFactory.instance.stringNode(value))) {
                        throw failure(
                                "The header '" + header.name() + ": " + value + "' violates the document",
                                task,
                                attempt);
                    }
                }
            }
        }
    }

    private static void assertMatchesExample(ServerTestContext context, String name, TaskObservation task) {
        JsonNode example = context.document().callbacks().get(0).examples().get(name);
        for (CallbackAttempt attempt : task.callbackAttempts()) {
            for (String member : List.of("code", "msg")) {
                if (example == null
                        || !example.path(member).equals(attempt.json().path(member))) {
                    throw failure(
                            "`" + member + "` must be "
                                    + (example == null ? "documented" : example.path(member)) + ", but is "
                                    + attempt.json().path(member),
                            task,
                            attempt);
                }
            }
        }
    }

    private static void assertMatchesRecord(TaskObservation task) {
        JsonNode record = task.finalPoll().data();
        JsonNode parameters = TaskAssertions.parameters(record, "paramJson");
        for (CallbackAttempt attempt : task.callbackAttempts()) {
            JsonNode data = attempt.json().path("data");
            if (!data.path("taskId").equals(record.path("taskId"))) {
                throw failure("`taskId` is not " + task.id(), task, attempt);
            }
            if (!TaskAssertions.parameters(data, "promptJson").equals(parameters)) {
                throw failure("`promptJson` differs from `paramJson` of recordInfo", task, attempt);
            }
            if (!TaskAssertions.sameUrls(
                    data.path("resultUrls"), record.path("response").path("resultUrls"))) {
                throw failure("`resultUrls` differs from that of recordInfo", task, attempt);
            }
        }
    }

    private static void assertParametersExact(TaskObservation task) {
        CallbackCheck.assertCalledBack(task);
        for (CallbackAttempt attempt : task.callbackAttempts()) {
            TaskAssertions.assertParametersMatch(
                    task, attempt.json().path("data"), "promptJson", task.createResponse());
        }
    }

    private static void assertFinalStateReadable(TaskObservation task) {
        for (Poll poll : task.pollsDuringCallback()) {
            if (poll.status() <= TaskStatus.GENERATING) {
                throw new CheckFailure("During the callback the task was still in progress", poll.response());
            }
            TaskAssertions.assertResultsMatchStatus(task, poll);
        }
    }
}
