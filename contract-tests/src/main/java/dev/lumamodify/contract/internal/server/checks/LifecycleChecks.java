package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.ServerRequirement.ALONE;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;
import static dev.lumamodify.contract.internal.server.ServerRequirement.FAIL_ON_PROMPT;
import static dev.lumamodify.contract.internal.server.ServerRequirement.TASK_DURATION;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.ResultCode;
import dev.lumamodify.contract.internal.server.LifecycleModel;
import dev.lumamodify.contract.internal.server.Poll;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import dev.lumamodify.contract.internal.server.TaskFixtures;
import dev.lumamodify.contract.internal.server.TaskObservation;
import dev.lumamodify.contract.internal.server.TaskStatus;
import dev.lumamodify.contract.internal.server.TaskTimeAssertions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Lifecycle checks: how tasks advance and end, and what they hold at each status. */
final class LifecycleChecks {
    private static final String RECORD = "#/components/schemas/TaskRecord";
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private LifecycleChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                forOrdinaryTasks(
                        "lifecycle.ends",
                        "A task ends within the task duration, and an ordinary task ends successfully.",
                        LifecycleChecks::assertEndsSuccessfully),
                forEveryTask(
                        "lifecycle.status-only-advances",
                        "successFlag only changes from 0 to another value, and from 1 to 4.",
                        TaskAssertions::assertStatusOnlyAdvances),
                forEveryTask(
                        "lifecycle.final-state-stable",
                        "Nothing about an ended task changes, except successFlag from 1 to 4.",
                        TaskAssertions::assertFinalStateStable),
                forEveryTask(
                        "lifecycle.stays-readable",
                        "A task that was readable stays readable.",
                        TaskAssertions::assertStaysReadable),
                forEveryTask(
                        "lifecycle.create-time",
                        "createTime is the time of the create request in Unix milliseconds, and does not change.",
                        TaskTimeAssertions::assertCreateTimeStable),
                forEveryTask(
                        "lifecycle.complete-time",
                        "completeTime is null until the task ends, and then the time of its end in Unix milliseconds.",
                        TaskTimeAssertions::assertCompleteTimeIsEnd),
                forEveryTask(
                        "lifecycle.results",
                        "The results are present exactly if the task succeeded, and belong to the task.",
                        task -> task.polls().forEach(poll -> TaskAssertions.assertResultsMatchStatus(task, poll))),
                forEveryTask(
                        "lifecycle.parameters",
                        "paramJson holds exactly the values of the four parameters of the create request; absent ones are"
                                + " \"\".",
                        LifecycleChecks::assertParametersMatch),
                forEveryTask(
                        "lifecycle.no-error-in-success",
                        "errorCode and errorMessage are null unless the task, or its callback, failed.",
                        LifecycleChecks::assertNoErrorUnlessFailed),
                forOrdinaryTasks(
                                "lifecycle.wall-clock",
                                "createTime and completeTime agree with the clock of this machine within 5 minutes.",
                                LifecycleChecks::assertTimesMatchWallClock)
                        .recommended(),
                forFailingTask(
                        "lifecycle.failure-reported",
                        "A failed task has successFlag 2 or 3, a completeTime, an errorCode, an errorMessage, and no"
                                + " results.",
                        LifecycleChecks::assertFailureReported),
                forFailingTask("lifecycle.failure-stable", "A failed task does not change.", task -> {
                    TaskAssertions.assertStatusOnlyAdvances(task);
                    TaskAssertions.assertFinalStateStable(task);
                }));
    }

    /** Runs random chains of actions. It takes long, so it starts after the checks that only wait. */
    static Check<ServerTestContext> anyOrder() {
        return ServerCheck.of(
                        "lifecycle.any-order",
                        "After create requests, reads and waits in any order, every task has the status that its"
                                + " history allows.",
                        RECORD,
                        LifecycleModel::check)
                .requires(ALONE, CREATES, TASK_DURATION);
    }

    private static Check<ServerTestContext> forOrdinaryTasks(
            String id, String description, Consumer<TaskObservation> assertion) {
        return ServerCheck.twoPhase(id, description, RECORD, context -> {
                    List<TaskObservation> tasks = ordinaryTasks(context);
                    return () -> tasks.forEach(assertion);
                })
                .requires(CREATES, TASK_DURATION);
    }

    /** Returns a check for every task of the run. The ordinary tasks ensure that there are some. */
    private static Check<ServerTestContext> forEveryTask(
            String id, String description, Consumer<TaskObservation> assertion) {
        return ServerCheck.twoPhase(id, description, RECORD, context -> {
                    ordinaryTasks(context);
                    return () -> context.poller().observations().forEach(assertion);
                })
                .requires(CREATES, TASK_DURATION);
    }

    private static Check<ServerTestContext> forFailingTask(
            String id, String description, Consumer<TaskObservation> assertion) {
        return ServerCheck.twoPhase(id, description, RECORD, context -> {
                    TaskObservation task = TaskFixtures.failing(context);
                    return () -> assertion.accept(task);
                })
                .requires(CREATES, TASK_DURATION, FAIL_ON_PROMPT);
    }

    private static List<TaskObservation> ordinaryTasks(ServerTestContext context) {
        return List.of(TaskFixtures.minimal(context), TaskFixtures.unusual(context));
    }

    private static void assertEndsSuccessfully(TaskObservation task) {
        Poll end = task.finalPoll();
        if (!TaskStatus.hasResults(end.status())) {
            throw new CheckFailure("An ordinary task ended with `successFlag` " + end.status(), end.response());
        }
    }

    private static void assertParametersMatch(TaskObservation task) {
        for (Poll poll : task.polls()) {
            TaskAssertions.assertParametersMatch(task, poll.data(), "paramJson", poll.response());
        }
    }

    private static void assertNoErrorUnlessFailed(TaskObservation task) {
        for (Poll poll : task.polls()) {
            // With status 4, an error may describe the callback.
            if (!TaskStatus.isFailure(poll.status()) && poll.status() != TaskStatus.CALLBACK_FAILED) {
                TaskAssertions.assertAbsent("errorCode", poll);
                TaskAssertions.assertAbsent("errorMessage", poll);
            }
        }
    }

    private static void assertFailureReported(TaskObservation task) {
        Poll end = task.finalPoll();
        if (!TaskStatus.isFailure(end.status())) {
            throw new CheckFailure(
                    "The task with the failing prompt ended with `successFlag` " + end.status(), end.response());
        }
        TaskAssertions.assertAbsent("response", end);
        TaskTimeAssertions.assertMilliseconds("completeTime", end);
        JsonNode code = end.data().path("errorCode");
        if (!code.isInt() || code.asInt() <= 0 || code.asInt() == ResultCode.SUCCESS) {
            throw new CheckFailure("The failed task has no `errorCode`", end.response());
        }
        String message = end.data().path("errorMessage").asString("");
        if (message.isBlank() || message.equals("success")) {
            throw new CheckFailure("The failed task has no `errorMessage`", end.response());
        }
    }

    private static void assertTimesMatchWallClock(TaskObservation task) {
        Poll end = task.finalPoll();
        TaskTimeAssertions.assertBetween("createTime", CLOCK_TOLERANCE, task.submittedAt(), task.acceptedAt(), end);
        Instant lastInProgress = task.polls().stream()
                .filter(poll -> poll.status() == TaskStatus.GENERATING)
                .map(Poll::receivedAt)
                .reduce(task.submittedAt(), (earlier, later) -> later);
        TaskTimeAssertions.assertBetween("completeTime", CLOCK_TOLERANCE, lastInProgress, end.receivedAt(), end);
    }
}
