package dev.lumamodify.contract;

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
final class Story {
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** How a task of the story is meant to end. */
    private enum Kind {
        PLAIN,
        CALLED_BACK,
        REFUSED,
        FAILING
    }

    /** A task of the story, with all the looks at it. */
    private record Chapter(Kind kind, Track track) {}

    private final Trial trial;
    private final List<Chapter> chapters = new ArrayList<>();

    private Story(Trial trial) {
        this.trial = trial;
    }

    static List<Law> laws() {
        return List.of(Law.of(
                        "life.any-order",
                        "Whatever the order of creating, looking and waiting: states advance, ends stay, and fit the task.",
                        "#/components/schemas/TaskRecord",
                        trial -> trial.forAll(
                                all(trial, trial.pace().real() ? 10 : 20),
                                trial.pace().real() ? 2 : trial.target().tries / 4,
                                Story::tell))
                .needing(Law.Need.CREATES, Law.Need.TASK_TIME));
    }

    /** Random orders of at most {@code steps} steps. */
    static ActionChainArbitrary<Story> all(Trial trial, int steps) {
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.values()).filter(kind -> switch (kind) {
            case PLAIN -> true;
            case FAILING -> trial.target().failingPrompt != null;
            case CALLED_BACK, REFUSED -> trial.target().canReceive();
        });
        Duration taskTime = Objects.requireNonNull(trial.target().taskTime);
        Arbitrary<Integer> parts = Arbitraries.integers().between(1, 8);
        return ActionChain.startWith(() -> new Story(trial))
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
    private record Step(boolean onTask, Arbitrary<Transformer<Story>> transformer)
            implements Action.Independent<Story> {
        @Override
        public boolean precondition(Story story) {
            return !onTask || !story.chapters.isEmpty();
        }
    }

    private void create(Kind kind) {
        var body = trial.body();
        Receiver.Box box = null;
        if (kind == Kind.FAILING) {
            body.put("prompt", Objects.requireNonNull(trial.target().failingPrompt));
        } else if (kind != Kind.PLAIN) {
            box = trial.receiver().box(Receiver.Reply.status(kind == Kind.REFUSED ? 503 : Answer.OK));
            body.put("callBackUrl", box.url());
        }
        Instant before = trial.pace().now();
        Answer created = trial.send(trial.creating(body));
        String id = trial.taskId(created);
        if (chapters.stream().anyMatch(chapter -> chapter.track().id().equals(id))) {
            throw new Broken("An id was given out twice", created);
        }
        chapters.add(new Chapter(
                kind, new Track(body, created, id, before, trial.pace().now(), box)));
    }

    private void look(int index) {
        Chapter chapter = chapters.get(index % chapters.size());
        Track track = chapter.track();
        boolean delivered = !track.deliveries().isEmpty();
        Instant asked = trial.pace().now();
        Answer answer = trial.send(trial.looking(track.id()));
        Instant now = trial.pace().now();
        if (!answer.accepted()) {
            if (!track.looks().isEmpty() || now.isAfter(track.after().plus(trial.target().lag))) {
                throw new Broken("A task that exists cannot be read", answer);
            }
            return;
        }
        Track.Look look = new Track.Look(asked, now, answer);
        track.looks().add(look);
        Told.advances(track);
        if (track.ended() != null) {
            Told.isFinal(track);
        }
        Told.exactly(track, Told.parameters(look.data(), "paramJson"), answer);
        ended(chapter, look, delivered);
        inOrder(answer);
    }

    private void ended(Chapter chapter, Track.Look look, boolean delivered) {
        Duration taskTime = Objects.requireNonNull(trial.target().taskTime);
        boolean generating = look.flag() == Track.GENERATING;
        if (generating
                && look.at().isAfter(chapter.track().after().plus(taskTime).plus(SLACK))) {
            throw new Broken("The task has not ended in the time it was given", look.answer());
        }
        if (generating && delivered) {
            throw new Broken("The task was called back, but is still generating", look.answer());
        }
        List<Integer> ends = switch (chapter.kind()) {
            case FAILING -> List.of(2, 3);
            case REFUSED -> List.of(Track.SUCCESS, Track.CALLBACK_FAILED);
            case PLAIN, CALLED_BACK -> List.of(Track.SUCCESS);
        };
        if (!generating && !ends.contains(look.flag())) {
            throw new Broken("A task that is " + chapter.kind() + " ended with flag " + look.flag(), look.answer());
        }
    }

    /** Later creates have later times; a second is forgiven, because a service may run on several machines. */
    private void inOrder(Answer evidence) {
        long latest = 0;
        for (Chapter chapter : chapters) {
            List<Track.Look> looks = chapter.track().looks();
            if (!looks.isEmpty()) {
                long time = looks.get(0).data().path("createTime").asLong(0);
                if (time < latest - 1000) {
                    throw new Broken("A task created later has an earlier createTime", evidence);
                }
                latest = Math.max(latest, time);
            }
        }
    }

    /** Tells the story; a broken promise is told with the steps that led to it. */
    static void tell(ActionChain<Story> chain) {
        try {
            chain.run();
        } catch (AssertionError | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Broken broken) {
                    throw broken.after(chain.transformations());
                }
                if (cause instanceof NotChecked notChecked) {
                    throw notChecked;
                }
            }
            throw e;
        }
    }
}
