package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
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

/** What has been done to a server in one random order of creating, looking and waiting, and what must be true of it. */
final class LifecycleModel {
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** How a task of the story is meant to end. */
    private enum Kind {
        PLAIN,
        CALLED_BACK,
        REFUSED,
        FAILING
    }

    /** A task of the story, with all the looks at it. */
    private record ModelTask(Kind kind, TaskObservation track) {}

    private final ServerTestContext trial;
    private final List<ModelTask> chapters = new ArrayList<>();

    private LifecycleModel(ServerTestContext trial) {
        this.trial = trial;
    }

    static List<Check> laws() {
        return List.of(Check.of(
                        "lifecycle.any-order",
                        "Whatever the order of creating, looking and waiting: states advance, ends stay, and fit the task.",
                        "#/components/schemas/TaskRecord",
                        trial -> trial.forAll(
                                all(trial, trial.pace().real() ? 10 : 20),
                                trial.pace().real() ? 2 : trial.target().samples / 4,
                                LifecycleModel::tell))
                .needing(Check.Need.CREATES, Check.Need.TASK_DURATION));
    }

    /** Random orders of at most {@code steps} steps. */
    static ActionChainArbitrary<LifecycleModel> all(ServerTestContext trial, int steps) {
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.values()).filter(kind -> switch (kind) {
            case PLAIN -> true;
            case FAILING -> trial.target().failOnPrompt != null;
            case CALLED_BACK, REFUSED -> trial.target().canReceive();
        });
        Duration taskTime = Objects.requireNonNull(trial.target().taskDuration);
        Arbitrary<Integer> parts = Arbitraries.integers().between(1, 8);
        return ActionChain.startWith(() -> new LifecycleModel(trial))
                .withAction(
                        2,
                        new Step(false, kinds.map(kind -> Transformer.mutate("create " + kind, s -> s.create(kind)))))
                .withAction(
                        3,
                        new Step(
                                true,
                                Arbitraries.integers()
                                        .between(0, 99)
                                        .map(i -> Transformer.mutate("look at " + i, s -> s.look(i)))))
                .withAction(
                        2,
                        new Step(
                                false,
                                parts.map(part -> Transformer.mutate(
                                        "wait " + part + "/16 of the task time",
                                        s -> s.trial
                                                .pace()
                                                .pass(taskTime.multipliedBy(part)
                                                        .dividedBy(16))))))
                .withMaxTransformations(steps);
    }

    /** One kind of step. */
    private record Step(boolean onTask, Arbitrary<Transformer<LifecycleModel>> transformer)
            implements Action.Independent<LifecycleModel> {
        @Override
        public boolean precondition(LifecycleModel story) {
            return !onTask || !story.chapters.isEmpty();
        }
    }

    private void create(Kind kind) {
        var body = trial.body();
        CallbackReceiver.Box box = null;
        if (kind == Kind.FAILING) {
            body.put("prompt", Objects.requireNonNull(trial.target().failOnPrompt));
        } else if (kind != Kind.PLAIN) {
            box = trial.receiver().box(CallbackReceiver.Reply.status(kind == Kind.REFUSED ? 503 : Response.OK));
            body.put("callBackUrl", box.url());
        }
        Instant before = trial.pace().now();
        Response created = trial.send(trial.creating(body));
        String id = trial.taskId(created);
        if (chapters.stream().anyMatch(chapter -> chapter.track().id().equals(id))) {
            throw new CheckFailure("An id was given out twice", created);
        }
        chapters.add(new ModelTask(
                kind,
                new TaskObservation(body, created, id, before, trial.pace().now(), box)));
    }

    private void look(int index) {
        ModelTask chapter = chapters.get(index % chapters.size());
        TaskObservation track = chapter.track();
        boolean delivered = !track.deliveries().isEmpty();
        Instant asked = trial.pace().now();
        Response answer = trial.send(trial.looking(track.id()));
        Instant now = trial.pace().now();
        if (!answer.accepted()) {
            if (!track.looks().isEmpty() || now.isAfter(track.after().plus(trial.target().readDelay))) {
                throw new CheckFailure("A task that exists cannot be read", answer);
            }
            return;
        }
        TaskObservation.Poll look = new TaskObservation.Poll(asked, now, answer);
        track.looks().add(look);
        TaskAssertions.advances(track);
        if (track.ended() != null) {
            TaskAssertions.isFinal(track);
        }
        TaskAssertions.exactly(track, TaskAssertions.parameters(look.data(), "paramJson"), answer);
        ended(chapter, look, delivered);
        inOrder(answer);
    }

    private void ended(ModelTask chapter, TaskObservation.Poll look, boolean delivered) {
        Duration taskTime = Objects.requireNonNull(trial.target().taskDuration);
        boolean generating = look.flag() == TaskObservation.GENERATING;
        if (generating
                && look.at().isAfter(chapter.track().after().plus(taskTime).plus(SLACK))) {
            throw new CheckFailure("The task has not ended in the time it was given", look.answer());
        }
        if (generating && delivered) {
            throw new CheckFailure("The task was called back, but is still generating", look.answer());
        }
        List<Integer> ends = switch (chapter.kind()) {
            case FAILING -> List.of(2, 3);
            case REFUSED -> List.of(TaskObservation.SUCCESS, TaskObservation.CALLBACK_FAILED);
            case PLAIN, CALLED_BACK -> List.of(TaskObservation.SUCCESS);
        };
        if (!generating && !ends.contains(look.flag())) {
            throw new CheckFailure(
                    "A task that is " + chapter.kind() + " ended with flag " + look.flag(), look.answer());
        }
    }

    /** Later creates have later times; a second is forgiven, because a service may run on several machines. */
    private void inOrder(Response evidence) {
        long latest = 0;
        for (ModelTask chapter : chapters) {
            List<TaskObservation.Poll> looks = chapter.track().looks();
            if (!looks.isEmpty()) {
                long time = looks.get(0).data().path("createTime").asLong(0);
                if (time < latest - 1000) {
                    throw new CheckFailure("A task created later has an earlier createTime", evidence);
                }
                latest = Math.max(latest, time);
            }
        }
    }

    /** Tells the story; a broken promise is told with the steps that led to it. */
    static void tell(ActionChain<LifecycleModel> chain) {
        try {
            chain.run();
        } catch (AssertionError | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CheckFailure broken) {
                    throw broken.after(chain.transformations());
                }
                if (cause instanceof CheckSkipped notChecked) {
                    throw notChecked;
                }
            }
            throw e;
        }
    }
}
