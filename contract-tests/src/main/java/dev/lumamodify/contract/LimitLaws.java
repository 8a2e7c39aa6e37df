package dev.lumamodify.contract;

import static dev.lumamodify.contract.Law.Need.CREATES;
import static dev.lumamodify.contract.Law.Need.RATE_LIMIT;
import static dev.lumamodify.contract.Law.Need.SECOND_KEY;
import static dev.lumamodify.contract.Law.Need.TASK_TIME;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How often may be asked. */
final class LimitLaws {
    private static final String SOURCE = "facts, section 5";
    private static final int RATE_LIMITED = 429;

    /** How many creates are tried beyond the limit at once. */
    private static final int MOST_BEYOND = 20;

    private LimitLaws() {}

    static List<Law> all() {
        return List.of(
                Law.of("limits.allowed", "Up to the stated limit, creates are accepted.", SOURCE, trial -> {
                            Burst burst = firstBurst(trial);
                            if (burst.accepted() < limit(trial).creates()) {
                                throw new Broken(
                                        "Create " + (burst.accepted() + 1) + " of "
                                                + limit(trial).creates() + " was refused",
                                        burst.refused());
                            }
                        })
                        .needing(CREATES, RATE_LIMIT),
                Law.of("limits.enforced", "Beyond the stated limit, creates are refused with 429.", SOURCE, trial -> {
                            // A window that turns over in the middle of a burst lets more through, but not each time.
                            Burst burst = firstBurst(trial);
                            for (int again = 0; again < 2 && burst.overLimit(); again++) {
                                burst = burst(trial);
                            }
                            if (burst.overLimit()) {
                                throw new Broken(burst.accepted() + " creates were accepted", burst.refused());
                            }
                        })
                        .needing(CREATES, RATE_LIMIT),
                Law.of(
                                "limits.enforced-at-once",
                                "Creates at the same time get past the limit no more than others.",
                                SOURCE,
                                trial -> {
                                    Burst crowd = crowd(trial);
                                    for (int again = 0; again < 2 && crowd.overLimit(); again++) {
                                        crowd = crowd(trial);
                                    }
                                    if (crowd.overLimit()) {
                                        throw new Broken(
                                                crowd.accepted() + " creates at once were accepted", crowd.refused());
                                    }
                                })
                        .needing(CREATES, RATE_LIMIT),
                Law.of("limits.by-account", "Each account has the limit, and each its own.", SOURCE, trial -> {
                            Call call =
                                    trial.creating(trial.body()).key(Objects.requireNonNull(trial.target().secondKey));
                            trial.taskId(trial.send(call));
                            exhaust(trial);
                            Answer second = trial.wire().send(call);
                            trial.taskId(second);
                            if (exhaust(trial, call) == null) {
                                throw new Broken("The creates of a second account are not limited", second);
                            }
                        })
                        .needing(CREATES, RATE_LIMIT, SECOND_KEY),
                Law.of("limits.reading-goes-on", "Who may not create may still look.", SOURCE, trial -> {
                            Answer refused = exhaust(trial);
                            Answer look = trial.wire().send(trial.looking("none"));
                            if (look.code() == RATE_LIMITED) {
                                throw new Broken("A look was refused because of the creates; " + refused, look);
                            }
                        })
                        .needing(CREATES, RATE_LIMIT),
                Law.lasting(
                                "limits.not-queued",
                                "A create that was refused with 429 makes no task later.",
                                SOURCE,
                                trial -> {
                                    Reset reset = reset(trial);
                                    return () -> {
                                        reset.next().end();
                                        if (reset.refused().code() == RATE_LIMITED
                                                && !reset.box().deliveries().isEmpty()) {
                                            throw new Broken(
                                                    "A create that was refused was called back", reset.refused());
                                        }
                                    };
                                })
                        .needing(CREATES, RATE_LIMIT, TASK_TIME),
                Law.of("limits.reset", "When the time is over, creates are accepted again.", SOURCE, LimitLaws::reset)
                        .needing(CREATES, RATE_LIMIT));
    }

    /** Creates in a row after a pause, and the answer that ended the row. */
    private record Burst(int accepted, Answer refused, Duration took, Target.Rate limit) {
        /** More than the limit, and more than the time that it took could explain. */
        boolean overLimit() {
            long refilled = (long) limit.creates()
                    * took.toMillis()
                    / Math.max(1, limit.window().toMillis());
            return accepted > limit.creates() + refilled;
        }
    }

    private static Burst firstBurst(Trial trial) {
        return trial.watch().shared("burst", Burst.class, () -> burst(trial));
    }

    /** A create that was refused, where it would have called back, and the first that was accepted after the window. */
    private record Reset(Receiver.Box box, Answer refused, Track next) {}

    private static Reset reset(Trial trial) {
        return trial.watch().shared("reset", Reset.class, () -> {
            Receiver.Box box = trial.receiver().box(Receiver.Reply.status(Answer.OK));
            exhaust(trial);
            Answer refused = trial.wire().send(trial.creating(trial.body().put("callBackUrl", box.url())));
            trial.watch().pass(limit(trial).window().plusMillis(200));
            return new Reset(box, refused, trial.watch().follow(trial.wire(), trial.body()));
        });
    }

    private static Burst burst(Trial trial) {
        trial.watch().pass(limit(trial).window().plusMillis(200));
        Call call = trial.creating(trial.body());
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < limit(trial).creates(); i++) {
            // Looks are no creates.
            trial.wire().send(trial.looking("none"));
        }
        Instant start = trial.pace().now();
        for (int i = 0; i < 2 * limit(trial).creates() + 2; i++) {
            Answer answer = trial.wire().send(call);
            answers.add(answer);
            if (answer.taskId() == null) {
                break;
            }
        }
        Answer last = answers.get(answers.size() - 1);
        if (last.taskId() == null) {
            trial.refused("A create beyond the limit", last, RATE_LIMITED);
        }
        int accepted =
                (int) answers.stream().filter(answer -> answer.taskId() != null).count();
        return new Burst(accepted, last, Duration.between(start, trial.pace().now()), limit(trial));
    }

    /** Creates at the same moment, after a pause. */
    private static Burst crowd(Trial trial) {
        trial.watch().pass(limit(trial).window().plusMillis(200));
        Call call = trial.creating(trial.body());
        int size = limit(trial).creates() + Math.min(limit(trial).creates(), MOST_BEYOND);
        Instant start = trial.pace().now();
        List<Answer> answers = AtOnce.times(size, i -> trial.wire().send(call));
        Duration took = Duration.between(start, trial.pace().now());
        List<Answer> refused =
                answers.stream().filter(answer -> answer.taskId() == null).toList();
        refused.forEach(answer -> trial.refused("A create beyond the limit", answer, RATE_LIMITED));
        Answer last = refused.isEmpty() ? answers.get(size - 1) : refused.get(0);
        return new Burst(size - refused.size(), last, took, limit(trial));
    }

    private static Answer exhaust(Trial trial) {
        Answer refused = exhaust(trial, trial.creating(trial.body()));
        if (refused == null) {
            throw new NotChecked("the target does not limit creates; see limits.enforced");
        }
        return refused;
    }

    /** Creates until one is refused for its rate; null if none is. */
    private static @Nullable Answer exhaust(Trial trial, Call call) {
        for (int i = 0; i < 2 * limit(trial).creates() + 2; i++) {
            Answer answer = trial.wire().send(call);
            if (answer.code() == RATE_LIMITED) {
                return answer;
            }
        }
        return null;
    }

    private static Target.Rate limit(Trial trial) {
        return Objects.requireNonNull(trial.target().rateLimit);
    }
}
