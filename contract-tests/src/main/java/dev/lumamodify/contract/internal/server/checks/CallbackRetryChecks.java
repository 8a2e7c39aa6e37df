package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.Check.Need.CALLBACKS;
import static dev.lumamodify.contract.internal.server.Check.Need.CREATES;
import static dev.lumamodify.contract.internal.server.Check.Need.FAIL_ON_PROMPT;
import static dev.lumamodify.contract.internal.server.Check.Need.REAL_TIME;
import static dev.lumamodify.contract.internal.server.Check.Need.TASK_DURATION;
import static dev.lumamodify.contract.internal.server.checks.CallbackChecks.attempts;
import static dev.lumamodify.contract.internal.server.checks.CallbackChecks.broken;
import static dev.lumamodify.contract.internal.server.checks.CallbackChecks.every;
import static dev.lumamodify.contract.internal.server.checks.CallbackChecks.scene;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.server.CallbackFixtures;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import dev.lumamodify.contract.internal.server.TaskObservation;
import java.util.List;

/** What follows when a callback is not taken. */
public final class CallbackRetryChecks {
    private static final String FACTS = "facts, section 4";

    /** First attempt and three retries. */
    private static final int ATTEMPTS = 4;

    private CallbackRetryChecks() {}

    public static List<Check> all() {
        return List.of(
                scene(
                        "callbacks.retried-after-503",
                        "A delivery that was answered HTTP 503 is tried again, and not after it was taken.",
                        FACTS,
                        CallbackFixtures::second,
                        (trial, track) -> attempts(track, 2)),
                scene(
                        "callbacks.only-200-accepts",
                        "Only HTTP 200 takes a delivery: 201, 202 and 204 do not.",
                        FACTS,
                        CallbackFixtures::almost,
                        (trial, track) -> attempts(track, ATTEMPTS)),
                scene(
                        "callbacks.retried-after-4xx",
                        "A delivery that was answered HTTP 404, 410 or 400 is tried again.",
                        FACTS,
                        CallbackFixtures::rejecting,
                        (trial, track) -> attempts(track, ATTEMPTS)),
                scene(
                        "callbacks.retried-after-other-status",
                        "A delivery that was answered HTTP 206, 302 or 429 is tried again.",
                        FACTS,
                        CallbackFixtures::odd,
                        (trial, track) -> attempts(track, ATTEMPTS)),
                scene(
                        "callbacks.no-redirects",
                        "A redirect does not take a delivery, and is not followed.",
                        FACTS,
                        CallbackFixtures::redirected,
                        (trial, track) -> {
                            attempts(track, 2);
                            if (!CallbackFixtures.elsewhere(trial).deliveries().isEmpty()) {
                                throw broken(
                                        "The redirect was followed",
                                        track,
                                        CallbackFixtures.elsewhere(trial)
                                                .deliveries()
                                                .get(0));
                            }
                        }),
                scene(
                        "callbacks.retried-after-connection-drop",
                        "A delivery whose connection was dropped is tried again.",
                        FACTS,
                        CallbackFixtures::dropped,
                        (trial, track) -> attempts(track, 2)),
                scene(
                        "callbacks.status-1-after-recovery",
                        "A delivery that was taken in the end leaves successFlag at 1.",
                        FACTS,
                        CallbackFixtures::almost,
                        (trial, track) -> {
                            if (track.last().flag() != TaskObservation.SUCCESS) {
                                throw new CheckFailure(
                                        "successFlag is " + track.last().flag(),
                                        track.last().answer());
                            }
                        }),
                scene(
                        "callbacks.max-retries",
                        "After the first attempt and three retries, it stops.",
                        FACTS,
                        CallbackFixtures::refusing,
                        (trial, track) -> attempts(track, ATTEMPTS)),
                scene(
                        "callbacks.status-4",
                        "A success that could not be delivered ends as 4, with its results.",
                        FACTS,
                        CallbackFixtures::refusing,
                        CallbackRetryChecks::undelivered),
                scene(
                        "callbacks.status-4-unreachable",
                        "A success whose callBackUrl cannot be reached ends as 4, with its results.",
                        FACTS,
                        CallbackFixtures::unreachable,
                        CallbackRetryChecks::undelivered),
                scene(
                        "callbacks.status-4-not-early",
                        "Until the last retry has failed, successFlag is 1.",
                        FACTS,
                        CallbackFixtures::refusing,
                        (trial, track) -> {
                            for (TaskObservation.Poll look : track.duringDelivery()) {
                                if (look.flag() != TaskObservation.SUCCESS) {
                                    throw new CheckFailure(
                                            "During the deliveries successFlag was " + look.flag(), look.answer());
                                }
                            }
                        }),
                every(
                        "callbacks.same-body-every-attempt",
                        "Every attempt has the same body.",
                        FACTS,
                        CallbackFixtures::refusing,
                        (trial, track) -> CallbackChecks.each(track, delivery -> {
                            if (!delivery.json()
                                    .equals(track.deliveries().get(0).json())) {
                                throw broken(
                                        "The body has changed since "
                                                + track.deliveries().get(0),
                                        track,
                                        delivery);
                            }
                        })),
                scene(
                                "callbacks.slow-receiver-accepted",
                                "A delivery that is answered after 10 seconds was taken.",
                                FACTS,
                                CallbackFixtures::slow,
                                (trial, track) -> attempts(track, 1))
                        .needing(CREATES, TASK_DURATION, CALLBACKS, REAL_TIME),
                scene(
                                "callbacks.receiver-timeout",
                                "A delivery that is not answered within 15 seconds is tried again.",
                                FACTS,
                                CallbackFixtures::stalled,
                                (trial, track) -> attempts(track, 2))
                        .needing(CREATES, TASK_DURATION, CALLBACKS, REAL_TIME),
                scene(
                                "callbacks.failure-retried",
                                "The callback of a failure is retried like any other, and the task stays failed.",
                                FACTS,
                                CallbackFixtures::failedRefusing,
                                (trial, track) -> {
                                    attempts(track, ATTEMPTS);
                                    int flag = track.last().flag();
                                    if (flag != track.end().flag()
                                            || flag == TaskObservation.SUCCESS
                                            || flag == TaskObservation.CALLBACK_FAILED) {
                                        throw new CheckFailure(
                                                "The failed task went on to successFlag " + flag,
                                                track.last().answer());
                                    }
                                })
                        .needing(CREATES, TASK_DURATION, CALLBACKS, FAIL_ON_PROMPT));
    }

    private static void undelivered(ServerTestContext trial, TaskObservation track) {
        TaskObservation.Poll last = track.last();
        if (last.flag() != TaskObservation.CALLBACK_FAILED) {
            throw new CheckFailure("successFlag is " + last.flag() + ", not 4", last.answer());
        }
        if (last.data().path("response").path("resultUrls").isEmpty()) {
            throw new CheckFailure("The results are gone", last.answer());
        }
        TaskAssertions.isFinal(track);
    }
}
