package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.CallbackFixtures.MAX_ATTEMPTS;
import static dev.lumamodify.contract.internal.server.ServerRequirement.ALL_RETRIES;
import static dev.lumamodify.contract.internal.server.ServerRequirement.FAIL_ON_PROMPT;
import static dev.lumamodify.contract.internal.server.ServerRequirement.REAL_TIME;
import static dev.lumamodify.contract.internal.server.checks.CallbackCheck.assertAttempts;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.server.CallbackAttempt;
import dev.lumamodify.contract.internal.server.CallbackFixtures;
import dev.lumamodify.contract.internal.server.Poll;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import dev.lumamodify.contract.internal.server.TaskObservation;
import dev.lumamodify.contract.internal.server.TaskStatus;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Checks of what follows when a callback is not accepted. */
final class CallbackRetryChecks {
    private static final String DELIVERY = "docs/api-facts.md#delivery-and-retries";

    private CallbackRetryChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                expectAttempts(
                        "callbacks.retried-after-503",
                        "A callback whose response is HTTP 503 is repeated until it is accepted.",
                        CallbackFixtures::secondAttempt,
                        2),
                expectAttempts(
                        "callbacks.only-200-accepts",
                        "Only HTTP 200 accepts a callback: HTTP 201, 202 and 204 do not.",
                        CallbackFixtures::otherSuccessStatus,
                        MAX_ATTEMPTS),
                expectAttempts(
                        "callbacks.retried-after-4xx",
                        "A callback whose response is HTTP 404, 410 or 400 is repeated.",
                        CallbackFixtures::clientErrorStatus,
                        MAX_ATTEMPTS),
                expectAttempts(
                        "callbacks.retried-after-other-status",
                        "A callback whose response is HTTP 206, 302 or 429 is repeated.",
                        CallbackFixtures::otherStatus,
                        MAX_ATTEMPTS),
                forFixture(
                        "callbacks.no-redirects",
                        "A redirect does not accept a callback, and is not followed.",
                        CallbackFixtures::redirected,
                        CallbackRetryChecks::assertRedirectNotFollowed),
                expectAttempts(
                        "callbacks.retried-after-connection-drop",
                        "A callback whose connection was dropped is repeated.",
                        CallbackFixtures::dropped,
                        2),
                forFixture(
                                "callbacks.status-1-after-recovery",
                                "A callback that is accepted on the last attempt leaves successFlag at 1.",
                                CallbackFixtures::otherSuccessStatus,
                                (context, task) -> assertLastStatus(task, TaskStatus.SUCCESS))
                        .requires(ALL_RETRIES),
                forFixture(
                                "callbacks.max-retries",
                                "After the first attempt and three retries, a callback is not repeated.",
                                CallbackFixtures::rejected,
                                (context, task) -> assertAttempts(task, MAX_ATTEMPTS))
                        .requires(ALL_RETRIES),
                forFixture(
                                "callbacks.status-4",
                                "A successful task whose callback was never accepted ends with successFlag 4 and its results.",
                                CallbackFixtures::rejected,
                                CallbackRetryChecks::assertEndsAsCallbackFailed)
                        .requires(ALL_RETRIES),
                forFixture(
                                "callbacks.status-4-unreachable",
                                "A successful task whose callBackUrl cannot be reached ends with successFlag 4 and its"
                                        + " results.",
                                CallbackFixtures::unreachable,
                                CallbackRetryChecks::assertEndsAsCallbackFailed)
                        .requires(ALL_RETRIES),
                forFixture(
                                "callbacks.status-4-not-early",
                                "successFlag is 1 until the last retry has failed.",
                                CallbackFixtures::rejected,
                                CallbackRetryChecks::assertSuccessDuringRetries)
                        .requires(ALL_RETRIES),
                CallbackCheck.forEveryTask(
                                "callbacks.same-body-every-attempt",
                                "Every callback attempt has the same body.",
                                DELIVERY,
                                CallbackFixtures::repeated,
                                CallbackRetryChecks::assertBodyStable)
                        .recommended(),
                forFixture(
                                "callbacks.slow-receiver-accepted",
                                "A callback whose response is HTTP 200 after 10 seconds is accepted.",
                                CallbackFixtures::slow,
                                (context, task) -> assertAttempts(task, 1))
                        .requires(REAL_TIME),
                expectAttempts(
                                "callbacks.receiver-timeout",
                                "A callback without a response within 15 seconds is repeated.",
                                CallbackFixtures::timedOut,
                                2)
                        .requires(REAL_TIME),
                forFixture(
                                "callbacks.failure-retried",
                                "The callback of a failed task is repeated in the same way, and the task stays failed.",
                                CallbackFixtures::failingRejected,
                                CallbackRetryChecks::assertFailureRetried)
                        .requires(ALL_RETRIES, FAIL_ON_PROMPT));
    }

    private static Check<ServerTestContext> forFixture(
            String id,
            String description,
            Function<ServerTestContext, TaskObservation> fixture,
            BiConsumer<ServerTestContext, TaskObservation> assertion) {
        return CallbackCheck.forFixture(id, description, DELIVERY, fixture, assertion);
    }

    private static Check<ServerTestContext> expectAttempts(
            String id, String description, Function<ServerTestContext, TaskObservation> fixture, int attempts) {
        Check<ServerTestContext> check =
                forFixture(id, description, fixture, (context, task) -> assertAttemptsAtLeast(task, attempts));
        return attempts == MAX_ATTEMPTS ? check.requires(ALL_RETRIES) : check;
    }

    /** Asserts that there were enough attempts. More are allowed: a callback may be delivered more than once. */
    private static void assertAttemptsAtLeast(TaskObservation task, int expected) {
        if (task.callbackAttempts().size() < expected) {
            assertAttempts(task, expected);
        }
    }

    private static void assertRedirectNotFollowed(ServerTestContext context, TaskObservation task) {
        assertAttemptsAtLeast(task, 2);
        List<CallbackAttempt> followed =
                CallbackFixtures.redirectTarget(context).attempts();
        if (!followed.isEmpty()) {
            throw CallbackCheck.failure("The redirect was followed", task, followed.get(0));
        }
    }

    private static void assertLastStatus(TaskObservation task, int expected) {
        Poll last = task.lastPoll();
        if (last.status() != expected) {
            throw new CheckFailure("`successFlag` is " + last.status() + ", but must be " + expected, last.response());
        }
    }

    private static void assertEndsAsCallbackFailed(ServerTestContext context, TaskObservation task) {
        assertLastStatus(task, TaskStatus.CALLBACK_FAILED);
        Poll last = task.lastPoll();
        if (last.data().path("response").path("resultUrls").isEmpty()) {
            throw new CheckFailure("The task has no results any more", last.response());
        }
        TaskAssertions.assertFinalStateStable(task);
    }

    private static void assertSuccessDuringRetries(ServerTestContext context, TaskObservation task) {
        for (Poll poll : task.pollsDuringCallback()) {
            if (poll.status() != TaskStatus.SUCCESS) {
                throw new CheckFailure("During a callback attempt `successFlag` was " + poll.status(), poll.response());
            }
        }
    }

    private static void assertBodyStable(ServerTestContext context, TaskObservation task) {
        CallbackAttempt first = task.callbackAttempts().get(0);
        for (CallbackAttempt attempt : task.callbackAttempts()) {
            if (!attempt.json().equals(first.json())) {
                throw CallbackCheck.failure("The body changed; it was " + first, task, attempt);
            }
        }
    }

    private static void assertFailureRetried(ServerTestContext context, TaskObservation task) {
        assertAttempts(task, MAX_ATTEMPTS);
        Poll last = task.lastPoll();
        if (last.status() != task.finalPoll().status() || TaskStatus.hasResults(last.status())) {
            throw new CheckFailure("`successFlag` of the failed task changed to " + last.status(), last.response());
        }
    }
}
