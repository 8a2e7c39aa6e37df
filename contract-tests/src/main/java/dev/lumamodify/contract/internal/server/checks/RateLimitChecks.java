package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.Check.Need.CREATES;
import static dev.lumamodify.contract.internal.server.Check.Need.RATE_LIMIT;
import static dev.lumamodify.contract.internal.server.Check.Need.SECOND_KEY;
import static dev.lumamodify.contract.internal.server.Check.Need.TASK_DURATION;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Concurrently;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.CallbackReceiver;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.server.TaskObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How often may be asked. */
public final class RateLimitChecks {
    private static final String SOURCE = "facts, section 5";
    private static final int RATE_LIMITED = 429;

    /** How many creates are tried beyond the limit at once. */
    private static final int MOST_BEYOND = 20;

    private RateLimitChecks() {}

    public static List<Check> all() {
        return List.of(
                Check.of("limits.allowed", "Up to the stated limit, creates are accepted.", SOURCE, trial -> {
                            Burst burst = firstBurst(trial);
                            if (burst.accepted() < limit(trial).creates()) {
                                throw new CheckFailure(
                                        "Create " + (burst.accepted() + 1) + " of "
                                                + limit(trial).creates() + " was refused",
                                        burst.refused());
                            }
                        })
                        .needing(CREATES, RATE_LIMIT),
                Check.of("limits.enforced", "Beyond the stated limit, creates are refused with 429.", SOURCE, trial -> {
                            // A window that turns over in the middle of a burst lets more through, but not each time.
                            Burst burst = firstBurst(trial);
                            for (int again = 0; again < 2 && burst.overLimit(); again++) {
                                burst = burst(trial);
                            }
                            if (burst.overLimit()) {
                                throw new CheckFailure(burst.accepted() + " creates were accepted", burst.refused());
                            }
                        })
                        .needing(CREATES, RATE_LIMIT),
                Check.of(
                                "limits.enforced-concurrently",
                                "Creates at the same time get past the limit no more than others.",
                                SOURCE,
                                trial -> {
                                    Burst crowd = crowd(trial);
                                    for (int again = 0; again < 2 && crowd.overLimit(); again++) {
                                        crowd = crowd(trial);
                                    }
                                    if (crowd.overLimit()) {
                                        throw new CheckFailure(
                                                crowd.accepted() + " creates at once were accepted", crowd.refused());
                                    }
                                })
                        .needing(CREATES, RATE_LIMIT),
                Check.of("limits.per-account", "Each account has the limit, and each its own.", SOURCE, trial -> {
                            Request call =
                                    trial.creating(trial.body()).key(Objects.requireNonNull(trial.target().secondKey));
                            trial.taskId(trial.send(call));
                            exhaust(trial);
                            Response second = trial.wire().send(call);
                            trial.taskId(second);
                            if (exhaust(trial, call) == null) {
                                throw new CheckFailure("The creates of a second account are not limited", second);
                            }
                        })
                        .needing(CREATES, RATE_LIMIT, SECOND_KEY),
                Check.of("limits.reads-unaffected", "Who may not create may still look.", SOURCE, trial -> {
                            Response refused = exhaust(trial);
                            Response look = trial.wire().send(trial.looking("none"));
                            if (look.code() == RATE_LIMITED) {
                                throw new CheckFailure("A look was refused because of the creates; " + refused, look);
                            }
                        })
                        .needing(CREATES, RATE_LIMIT),
                Check.lasting(
                                "limits.not-queued",
                                "A create that was refused with 429 makes no task later.",
                                SOURCE,
                                trial -> {
                                    Reset reset = reset(trial);
                                    return () -> {
                                        reset.next().end();
                                        if (reset.refused().code() == RATE_LIMITED
                                                && !reset.box().deliveries().isEmpty()) {
                                            throw new CheckFailure(
                                                    "A create that was refused was called back", reset.refused());
                                        }
                                    };
                                })
                        .needing(CREATES, RATE_LIMIT, TASK_DURATION),
                Check.of(
                                "limits.reset",
                                "When the time is over, creates are accepted again.",
                                SOURCE,
                                RateLimitChecks::reset)
                        .needing(CREATES, RATE_LIMIT));
    }

    /** Creates in a row after a pause, and the answer that ended the row. */
    private record Burst(int accepted, Response refused, Duration took, Target.Rate limit) {
        /** More than the limit, and more than the time that it took could explain. */
        boolean overLimit() {
            long refilled = (long) limit.creates()
                    * took.toMillis()
                    / Math.max(1, limit.window().toMillis());
            return accepted > limit.creates() + refilled;
        }
    }

    private static Burst firstBurst(ServerTestContext trial) {
        return trial.watch().shared("burst", Burst.class, () -> burst(trial));
    }

    /** A create that was refused, where it would have called back, and the first that was accepted after the window. */
    private record Reset(CallbackReceiver.Box box, Response refused, TaskObservation next) {}

    private static Reset reset(ServerTestContext trial) {
        return trial.watch().shared("reset", Reset.class, () -> {
            CallbackReceiver.Box box = trial.receiver().box(CallbackReceiver.Reply.status(Response.OK));
            exhaust(trial);
            Response refused = trial.wire().send(trial.creating(trial.body().put("callBackUrl", box.url())));
            trial.watch().pass(limit(trial).window().plusMillis(200));
            return new Reset(box, refused, trial.watch().follow(trial.wire(), trial.body()));
        });
    }

    private static Burst burst(ServerTestContext trial) {
        trial.watch().pass(limit(trial).window().plusMillis(200));
        Request call = trial.creating(trial.body());
        List<Response> answers = new ArrayList<>();
        for (int i = 0; i < limit(trial).creates(); i++) {
            // Looks are no creates.
            trial.wire().send(trial.looking("none"));
        }
        Instant start = trial.pace().now();
        for (int i = 0; i < 2 * limit(trial).creates() + 2; i++) {
            Response answer = trial.wire().send(call);
            answers.add(answer);
            if (answer.taskId() == null) {
                break;
            }
        }
        Response last = answers.get(answers.size() - 1);
        if (last.taskId() == null) {
            trial.refused("A create beyond the limit", last, RATE_LIMITED);
        }
        int accepted =
                (int) answers.stream().filter(answer -> answer.taskId() != null).count();
        return new Burst(accepted, last, Duration.between(start, trial.pace().now()), limit(trial));
    }

    /** Creates at the same moment, after a pause. */
    private static Burst crowd(ServerTestContext trial) {
        trial.watch().pass(limit(trial).window().plusMillis(200));
        Request call = trial.creating(trial.body());
        int size = limit(trial).creates() + Math.min(limit(trial).creates(), MOST_BEYOND);
        Instant start = trial.pace().now();
        List<Response> answers = Concurrently.times(size, i -> trial.wire().send(call));
        Duration took = Duration.between(start, trial.pace().now());
        List<Response> refused =
                answers.stream().filter(answer -> answer.taskId() == null).toList();
        refused.forEach(answer -> trial.refused("A create beyond the limit", answer, RATE_LIMITED));
        Response last = refused.isEmpty() ? answers.get(size - 1) : refused.get(0);
        return new Burst(size - refused.size(), last, took, limit(trial));
    }

    private static Response exhaust(ServerTestContext trial) {
        Response refused = exhaust(trial, trial.creating(trial.body()));
        if (refused == null) {
            throw new CheckSkipped("the target does not limit creates; see limits.enforced");
        }
        return refused;
    }

    /** Creates until one is refused for its rate; null if none is. */
    private static @Nullable Response exhaust(ServerTestContext trial, Request call) {
        for (int i = 0; i < 2 * limit(trial).creates() + 2; i++) {
            Response answer = trial.wire().send(call);
            if (answer.code() == RATE_LIMITED) {
                return answer;
            }
        }
        return null;
    }

    private static Target.Rate limit(ServerTestContext trial) {
        return Objects.requireNonNull(trial.target().rateLimit);
    }
}
