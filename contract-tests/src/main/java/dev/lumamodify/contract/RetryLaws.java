package dev.lumamodify.contract;

import static dev.lumamodify.contract.CallbackLaws.attempts;
import static dev.lumamodify.contract.CallbackLaws.broken;
import static dev.lumamodify.contract.CallbackLaws.every;
import static dev.lumamodify.contract.CallbackLaws.scene;
import static dev.lumamodify.contract.Law.Need.CALLBACKS;
import static dev.lumamodify.contract.Law.Need.CREATES;
import static dev.lumamodify.contract.Law.Need.FAILING_PROMPT;
import static dev.lumamodify.contract.Law.Need.REAL_TIME;
import static dev.lumamodify.contract.Law.Need.TASK_TIME;

import java.util.List;

/** What follows when a callback is not taken. */
final class RetryLaws {
    private static final String FACTS = "facts, section 4";

    /** First attempt and three retries. */
    private static final int ATTEMPTS = 4;

    private RetryLaws() {}

    static List<Law> all() {
        return List.of(
                scene(
                        "callbacks.repeated",
                        "A delivery that was answered HTTP 503 is tried again, and not after it was taken.",
                        FACTS,
                        Scenes::second,
                        (trial, track) -> attempts(track, 2)),
                scene(
                        "callbacks.only-200-is-taken",
                        "Only HTTP 200 takes a delivery: 201, 202 and 204 do not.",
                        FACTS,
                        Scenes::almost,
                        (trial, track) -> attempts(track, ATTEMPTS)),
                scene(
                        "callbacks.refusal-is-repeated",
                        "A delivery that was answered HTTP 404, 410 or 400 is tried again.",
                        FACTS,
                        Scenes::rejecting,
                        (trial, track) -> attempts(track, ATTEMPTS)),
                scene(
                        "callbacks.odd-is-repeated",
                        "A delivery that was answered HTTP 206, 302 or 429 is tried again.",
                        FACTS,
                        Scenes::odd,
                        (trial, track) -> attempts(track, ATTEMPTS)),
                scene(
                        "callbacks.no-redirects",
                        "A redirect does not take a delivery, and is not followed.",
                        FACTS,
                        Scenes::redirected,
                        (trial, track) -> {
                            attempts(track, 2);
                            if (!Scenes.elsewhere(trial).deliveries().isEmpty()) {
                                throw broken(
                                        "The redirect was followed",
                                        track,
                                        Scenes.elsewhere(trial).deliveries().get(0));
                            }
                        }),
                scene(
                        "callbacks.dropped-is-repeated",
                        "A delivery whose connection was dropped is tried again.",
                        FACTS,
                        Scenes::dropped,
                        (trial, track) -> attempts(track, 2)),
                scene(
                        "callbacks.recovered-stays-1",
                        "A delivery that was taken in the end leaves successFlag at 1.",
                        FACTS,
                        Scenes::almost,
                        (trial, track) -> {
                            if (track.last().flag() != Track.SUCCESS) {
                                throw new Broken(
                                        "successFlag is " + track.last().flag(),
                                        track.last().answer());
                            }
                        }),
                scene(
                        "callbacks.retries-end",
                        "After the first attempt and three retries, it stops.",
                        FACTS,
                        Scenes::refusing,
                        (trial, track) -> attempts(track, ATTEMPTS)),
                scene(
                        "callbacks.flag-4",
                        "A success that could not be delivered ends as 4, with its results.",
                        FACTS,
                        Scenes::refusing,
                        RetryLaws::undelivered),
                scene(
                        "callbacks.flag-4-unreachable",
                        "A success whose callBackUrl cannot be reached ends as 4, with its results.",
                        FACTS,
                        Scenes::unreachable,
                        RetryLaws::undelivered),
                scene(
                        "callbacks.flag-4-not-early",
                        "Until the last retry has failed, successFlag is 1.",
                        FACTS,
                        Scenes::refusing,
                        (trial, track) -> {
                            for (Track.Look look : track.duringDelivery()) {
                                if (look.flag() != Track.SUCCESS) {
                                    throw new Broken(
                                            "During the deliveries successFlag was " + look.flag(), look.answer());
                                }
                            }
                        }),
                every(
                        "callbacks.same-every-time",
                        "Every attempt has the same body.",
                        FACTS,
                        Scenes::refusing,
                        (trial, track) -> CallbackLaws.each(track, delivery -> {
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
                                "callbacks.patient",
                                "A delivery that is answered after 10 seconds was taken.",
                                FACTS,
                                Scenes::slow,
                                (trial, track) -> attempts(track, 1))
                        .needing(CREATES, TASK_TIME, CALLBACKS, REAL_TIME),
                scene(
                                "callbacks.not-too-patient",
                                "A delivery that is not answered within 15 seconds is tried again.",
                                FACTS,
                                Scenes::stalled,
                                (trial, track) -> attempts(track, 2))
                        .needing(CREATES, TASK_TIME, CALLBACKS, REAL_TIME),
                scene(
                                "callbacks.failure-repeated",
                                "The callback of a failure is retried like any other, and the task stays failed.",
                                FACTS,
                                Scenes::failedRefusing,
                                (trial, track) -> {
                                    attempts(track, ATTEMPTS);
                                    int flag = track.last().flag();
                                    if (flag != track.end().flag()
                                            || flag == Track.SUCCESS
                                            || flag == Track.CALLBACK_FAILED) {
                                        throw new Broken(
                                                "The failed task went on to successFlag " + flag,
                                                track.last().answer());
                                    }
                                })
                        .needing(CREATES, TASK_TIME, CALLBACKS, FAILING_PROMPT));
    }

    private static void undelivered(Trial trial, Track track) {
        Track.Look last = track.last();
        if (last.flag() != Track.CALLBACK_FAILED) {
            throw new Broken("successFlag is " + last.flag() + ", not 4", last.answer());
        }
        if (last.data().path("response").path("resultUrls").isEmpty()) {
            throw new Broken("The results are gone", last.answer());
        }
        Told.isFinal(track);
    }
}
