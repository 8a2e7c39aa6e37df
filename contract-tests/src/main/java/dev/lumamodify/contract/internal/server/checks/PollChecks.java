package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.ServerRequirement.ALONE;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;
import static dev.lumamodify.contract.internal.server.ServerRequirement.TASK_DURATION;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.CallbackEndpoint;
import dev.lumamodify.contract.internal.server.CallbackFixtures;
import dev.lumamodify.contract.internal.server.CallbackResponder;
import dev.lumamodify.contract.internal.server.Credits;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskFixtures;
import dev.lumamodify.contract.internal.server.TaskObservation;
import dev.lumamodify.contract.internal.server.TaskPoller;
import dev.lumamodify.contract.internal.server.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** Checks that a poll has no effect on the task, and that the task needs no poll. */
final class PollChecks {
    /** Fewer than the reads per second that the service permits for a task. */
    private static final int POLLS = 8;

    private static final int PAIRS = 3;

    private PollChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                ServerCheck.twoPhase(
                                "lifecycle.without-polls",
                                "A task ends within the task duration, and is called back, without being read.",
                                "docs/api-facts.md#callbacks",
                                PollChecks::endsWithoutPolls)
                        .requires(CREATES, TASK_DURATION),
                ServerCheck.twoPhase(
                                "lifecycle.polls-have-no-effect",
                                "Polls cost nothing, do not make a task end, and do not make its callback be repeated.",
                                "RFC 9110, section 9.2.1",
                                PollChecks::pollsHaveNoEffect)
                        .requires(ALONE, CREATES, TASK_DURATION));
    }

    static Check<ServerTestContext> readableImmediately() {
        return ServerCheck.of(
                        "tasks.readable-immediately",
                        "A new task can be read immediately, or after the stated read delay.",
                        "docs/api-facts.md#unknown-tasks-and-read-delay",
                        PollChecks::newTaskIsReadable)
                .requires(CREATES)
                .recommended();
    }

    private static Runnable endsWithoutPolls(ServerTestContext context) {
        CallbackEndpoint endpoint = context.receiver().newEndpoint(CallbackResponder.status(Response.OK));
        Response created = create(context, endpoint);
        String id = context.taskId(created);
        Instant end = context.clock()
                .now()
                .plus(Objects.requireNonNull(context.target().taskDuration()))
                .plus(TaskPoller.TOLERANCE);
        return () -> {
            Instant now = context.clock().now();
            if (now.isBefore(end)) {
                context.sleep(Duration.between(now, end));
            }
            if (context.target().canReceiveCallbacks() && endpoint.attempts().isEmpty()) {
                throw new CheckFailure("No callback was sent for a task that was not read", created);
            }
            Response read = context.read(id);
            if (isGenerating(read)) {
                throw new CheckFailure("A task that was not read has not ended in time", read);
            }
        };
    }

    private static Response create(ServerTestContext context, CallbackEndpoint endpoint) {
        ObjectNode body = context.validBody();
        if (context.target().canReceiveCallbacks()) {
            body.put("callBackUrl", endpoint.url());
        }
        return context.send(context.createRequest(body));
    }

    private static boolean isGenerating(Response read) {
        return read.data().path("successFlag").asInt(-1) == TaskStatus.GENERATING;
    }

    private static Runnable pollsHaveNoEffect(ServerTestContext context) {
        TaskObservation task = context.target().canReceiveCallbacks()
                ? CallbackFixtures.accepted(context)
                : TaskFixtures.minimal(context);
        assertPollsEndNoTask(context);
        return () -> {
            task.finalPoll();
            int attempts = task.callbackAttempts().size();
            Response read = pollForFree(context, task.id());
            context.sleep(Duration.ofSeconds(1));
            if (task.callbackAttempts().size() > attempts) {
                throw new CheckFailure("Polls made the server repeat an accepted callback", read);
            }
        };
    }

    private static void assertPollsEndNoTask(ServerTestContext context) {
        for (int i = 0; i < PAIRS; i++) {
            String other = context.create(context.validBody());
            Response read = pollForFree(context, context.create(context.validBody()));
            // Created earlier, and read later, the other task must have ended too.
            if (isGenerating(read) || !isGenerating(context.read(other))) {
                return;
            }
            // A task may last a shorter time than another, but not in each pair.
            if (i == PAIRS - 1) {
                throw new CheckFailure("Tasks that were polled ended earlier than those that were not", read);
            }
        }
    }

    /** Polls a task several times, and returns the last response. */
    private static Response pollForFree(ServerTestContext context, String id) {
        Credits.assertFree(context, POLLS + " polls", () -> {
            for (int i = 0; i < POLLS; i++) {
                context.read(id);
            }
        });
        return context.read(id);
    }

    private static void newTaskIsReadable(ServerTestContext context) {
        Duration delay = context.target().statedReadDelay();
        for (int i = 0; i < 3; i++) {
            String id = context.create(context.validBody());
            if (delay != null) {
                context.sleep(delay);
            }
            Response read = context.send(context.readRequest(id));
            if (!read.accepted()) {
                throw new CheckFailure("A new task cannot be read immediately, and no --read-delay allows this", read);
            }
        }
    }
}
