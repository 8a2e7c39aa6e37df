package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Property;
import dev.lumamodify.contract.internal.harness.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model of the tasks of a server. Random chains of actions (create, poll, wait) run on the server, and the model
 * asserts after each poll that the response fits everything that was done before.
 */
public final class LifecycleModel {
    /** How the task ends. */
    private enum TaskKind {
        PLAIN,
        CALLBACK_ACCEPTED,
        CALLBACK_REJECTED,
        FAILING
    }

    private record ModelTask(TaskKind kind, TaskObservation observation) {}

    private final ServerTestContext context;
    private final List<ModelTask> tasks = new ArrayList<>();

    private LifecycleModel(ServerTestContext context) {
        this.context = context;
    }

    /** Runs random chains of actions. Throws a {@link CheckFailure} with the actions that led to it. */
    public static void check(ServerTestContext context) {
        boolean realTime = context.clock().isRealTime();
        int chains = realTime ? 2 : context.settings().samples() / 4;
        context.forAll(chains(context, realTime ? 10 : 20), chains, LifecycleModel::run);
    }

    private static ActionChainArbitrary<LifecycleModel> chains(ServerTestContext context, int maxActions) {
        Arbitrary<TaskKind> kinds = Arbitraries.of(TaskKind.values()).filter(kind -> switch (kind) {
            case PLAIN -> true;
            case FAILING -> context.target().failOnPrompt() != null;
            case CALLBACK_ACCEPTED, CALLBACK_REJECTED -> context.target().canReceiveCallbacks();
        });
        Duration taskDuration = Objects.requireNonNull(context.target().taskDuration());
        Arbitrary<Transformer<LifecycleModel>> create =
                kinds.map(kind -> Transformer.mutate("create " + kind, model -> model.create(kind)));
        Arbitrary<Transformer<LifecycleModel>> poll = Arbitraries.integers()
                .between(0, 99)
                .map(index -> Transformer.mutate("poll task " + index, model -> model.poll(index)));
        Arbitrary<Transformer<LifecycleModel>> sleep = Arbitraries.integers()
                .between(1, 8)
                .map(parts -> Transformer.mutate(
                        "wait " + parts + "/16 of the task duration",
                        model -> context.sleep(taskDuration.multipliedBy(parts).dividedBy(16))));
        return ActionChain.startWith(() -> new LifecycleModel(context))
                .withAction(2, new ModelAction(false, create))
                .withAction(3, new ModelAction(true, poll))
                .withAction(2, new ModelAction(false, sleep))
                .withMaxTransformations(maxActions);
    }

    private record ModelAction(boolean needsTask, Arbitrary<Transformer<LifecycleModel>> transformer)
            implements Action.Independent<LifecycleModel> {
        @Override
        public boolean precondition(LifecycleModel model) {
            return !needsTask || !model.tasks.isEmpty();
        }
    }

    private static void run(ActionChain<LifecycleModel> chain) {
        try {
            // The chain generates its next action while it runs.
            var unused = Property.generated(chain::run);
        } catch (AssertionError | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CheckFailure failure) {
                    throw failure.withSteps(chain.transformations());
                }
                if (cause instanceof CheckSkipped skipped) {
                    throw skipped;
                }
            }
            throw e;
        }
    }

    private void create(TaskKind kind) {
        ObjectNode body = context.validBody();
        CallbackEndpoint endpoint = null;
        if (kind == TaskKind.FAILING) {
            body.put("prompt", Objects.requireNonNull(context.target().failOnPrompt()));
        } else if (kind != TaskKind.PLAIN) {
            int status = kind == TaskKind.CALLBACK_REJECTED ? 503 : Response.OK;
            endpoint = context.receiver().newEndpoint(CallbackResponder.status(status));
            body.put("callBackUrl", endpoint.url());
        }
        Instant submittedAt = context.clock().now();
        Response response = context.send(context.createRequest(body));
        String id = context.taskId(response);
        if (tasks.stream().anyMatch(task -> task.observation().id().equals(id))) {
            throw new CheckFailure("Two tasks have the same id", response);
        }
        Instant acceptedAt = context.clock().now();
        tasks.add(new ModelTask(kind, new TaskObservation(body, response, id, submittedAt, acceptedAt, endpoint)));
    }

    private void poll(int index) {
        ModelTask task = tasks.get(index % tasks.size());
        TaskObservation observation = task.observation();
        boolean calledBack = !observation.callbackAttempts().isEmpty();
        Instant sentAt = context.clock().now();
        Response response = context.send(context.readRequest(observation.id()));
        Instant now = context.clock().now();
        if (!response.accepted()) {
            Instant readable = observation.acceptedAt().plus(context.target().readDelay());
            if (!observation.polls().isEmpty() || now.isAfter(readable)) {
                throw new CheckFailure("A task that exists cannot be read", response);
            }
            return;
        }
        Poll poll = new Poll(sentAt, now, response);
        observation.polls().add(poll);
        TaskAssertions.assertStatusOnlyAdvances(observation);
        TaskAssertions.assertFinalStateStable(observation);
        TaskAssertions.assertParametersMatch(observation, poll.data(), "paramJson", response);
        assertStatus(task, poll, calledBack);
        assertCreationOrder(response);
    }

    private void assertStatus(ModelTask task, Poll poll, boolean calledBack) {
        Duration taskDuration = Objects.requireNonNull(context.target().taskDuration());
        boolean generating = poll.status() == TaskStatus.GENERATING;
        Instant end = task.observation().acceptedAt().plus(taskDuration).plus(TaskPoller.TOLERANCE);
        if (generating && poll.receivedAt().isAfter(end)) {
            throw new CheckFailure("The task has not ended in time", poll.response());
        }
        if (generating && calledBack) {
            throw new CheckFailure("The callback was sent while the task was in progress", poll.response());
        }
        List<Integer> expected = switch (task.kind()) {
            case FAILING -> List.of(TaskStatus.CREATE_FAILED, TaskStatus.GENERATE_FAILED);
            case CALLBACK_REJECTED -> List.of(TaskStatus.SUCCESS, TaskStatus.CALLBACK_FAILED);
            case PLAIN, CALLBACK_ACCEPTED -> List.of(TaskStatus.SUCCESS);
        };
        if (!generating && !expected.contains(poll.status())) {
            throw new CheckFailure(
                    "A task of kind " + task.kind() + " ended with `successFlag` " + poll.status(), poll.response());
        }
    }

    /**
     * Asserts that tasks created later have a later {@code createTime}. One second is tolerated: a service may have
     * several clocks.
     */
    private void assertCreationOrder(Response evidence) {
        long latest = 0;
        for (ModelTask task : tasks) {
            List<Poll> polls = task.observation().polls();
            if (!polls.isEmpty()) {
                long time = polls.get(0).data().path("createTime").asLong(0);
                if (time < latest - 1000) {
                    throw new CheckFailure("A task that was created later has an earlier `createTime`", evidence);
                }
                latest = Math.max(latest, time);
            }
        }
    }
}
