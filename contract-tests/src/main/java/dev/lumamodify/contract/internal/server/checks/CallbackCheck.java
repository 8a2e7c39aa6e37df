package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.ServerRequirement.CALLBACKS;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;
import static dev.lumamodify.contract.internal.server.ServerRequirement.TASK_DURATION;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.server.CallbackAttempt;
import dev.lumamodify.contract.internal.server.CallbackFixtures;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskObservation;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Creates checks for callbacks, and the assertions that they share. */
final class CallbackCheck {
    private CallbackCheck() {}

    /** Returns a check for one of the {@link CallbackFixtures}. */
    static Check<ServerTestContext> forFixture(
            String id,
            String description,
            String source,
            Function<ServerTestContext, TaskObservation> fixture,
            BiConsumer<ServerTestContext, TaskObservation> assertion) {
        return ServerCheck.twoPhase(id, description, source, context -> {
                    TaskObservation task = fixture.apply(context);
                    return () -> {
                        if (task.hasEndpoint()) {
                            assertCalledBack(task);
                        }
                        assertion.accept(context, task);
                    };
                })
                .requires(CREATES, TASK_DURATION, CALLBACKS);
    }

    /**
     * Returns a check for every task of the run that was called back. The fixture ensures that there is at least one.
     */
    static Check<ServerTestContext> forEveryTask(
            String id,
            String description,
            String source,
            Function<ServerTestContext, TaskObservation> fixture,
            BiConsumer<ServerTestContext, TaskObservation> assertion) {
        return ServerCheck.twoPhase(id, description, source, context -> {
                    TaskObservation first = fixture.apply(context);
                    return () -> {
                        assertCalledBack(first);
                        context.poller().observations().stream()
                                .filter(task -> !task.callbackAttempts().isEmpty())
                                .forEach(task -> assertion.accept(context, task));
                    };
                })
                .requires(CREATES, TASK_DURATION, CALLBACKS);
    }

    static void assertCalledBack(TaskObservation task) {
        if (task.callbackAttempts().isEmpty()) {
            throw new CheckFailure(
                            "No callback was sent to " + callbackUrl(task),
                            task.lastPoll().response())
                    .ofPremise("callback");
        }
    }

    static void assertAttempts(TaskObservation task, int expected) {
        int actual = task.callbackAttempts().size();
        if (actual != expected) {
            throw new CheckFailure(
                    "There were " + actual + " callback attempts, but there must be " + expected,
                    task.lastPoll().response());
        }
    }

    static String callbackUrl(TaskObservation task) {
        return task.request().path("callBackUrl").asString("");
    }

    /** Returns a failure that shows a callback attempt and the response to the create request. */
    static CheckFailure failure(String message, TaskObservation task, CallbackAttempt attempt) {
        return new CheckFailure(message + "; the callback was " + attempt, task.createResponse());
    }
}
