package dev.lumamodify.contract;

import static dev.lumamodify.contract.Law.Need.CREATES;
import static dev.lumamodify.contract.Law.Need.FAILING_PROMPT;
import static dev.lumamodify.contract.Law.Need.TASK_TIME;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** How tasks live and end. */
final class LifeLaws {
    private static final String RECORD = "#/components/schemas/TaskRecord";
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private LifeLaws() {}

    static List<Law> all() {
        return List.of(
                ordinary("life.ends", "A task ends in time, and an ordinary one with success.", track -> {
                    Track.Look end = track.end();
                    if (end.flag() != Track.SUCCESS && end.flag() != Track.CALLBACK_FAILED) {
                        throw new Broken("An ordinary task ended with successFlag " + end.flag(), end.answer());
                    }
                }),
                every("life.only-advances", "successFlag only moves away from 0, and from 1 to 4.", Told::advances),
                every("life.final-is-final", "Nothing about an ended task changes, but 1 to 4.", Told::isFinal),
                every("life.stays-readable", "A task that could be read can be read until the end.", Told::stays),
                every(
                        "life.create-time",
                        "createTime is there from the first look, is when that was in milliseconds, and stays.",
                        Told::createTime),
                every(
                        "life.complete-time",
                        "completeTime is null until the end, then the time of the end in milliseconds.",
                        Told::completeTime),
                every(
                        "life.results",
                        "The results are there exactly when the task has succeeded, and are those of the task.",
                        track -> track.looks().forEach(look -> Told.results(track, look))),
                every(
                        "life.parameters",
                        "paramJson holds exactly the four parameters of the create, absent ones as \"\".",
                        track -> {
                            for (Track.Look look : track.looks()) {
                                Told.exactly(track, Told.parameters(look.data(), "paramJson"), look.answer());
                            }
                        }),
                every(
                        "life.no-error-in-success",
                        "errorCode and errorMessage are null unless the task failed.",
                        track -> track.looks().stream()
                                .filter(look -> look.flag() != 2 && look.flag() != 3)
                                .forEach(look -> {
                                    Told.absent("errorCode", look);
                                    Told.absent("errorMessage", look);
                                })),
                ordinary(
                                "life.wall-clock",
                                "createTime and completeTime are when that happened, by a clock that is right.",
                                LifeLaws::wallClock)
                        .ofTheHouse(),
                failing(
                        "life.failure-told",
                        "A failed task has flag 2 or 3, an end, a code and a message, and no results.",
                        LifeLaws::failure),
                failing("life.failure-is-final", "A failed task stays as it is.", track -> {
                    Told.advances(track);
                    Told.isFinal(track);
                }));
    }

    private static Law ordinary(String id, String says, Consumer<Track> check) {
        return Law.lasting(id, says, RECORD, trial -> {
                    List<Track> tracks = ordinary(trial);
                    return () -> tracks.forEach(check);
                })
                .needing(CREATES, TASK_TIME);
    }

    /** A law for every task of the run, however it ends; there are at least the ordinary ones. */
    private static Law every(String id, String says, Consumer<Track> check) {
        return Law.lasting(id, says, RECORD, trial -> {
                    ordinary(trial);
                    return () -> trial.watch().tracks().forEach(check);
                })
                .needing(CREATES, TASK_TIME);
    }

    private static Law failing(String id, String says, Consumer<Track> check) {
        return Law.lasting(id, says, RECORD, trial -> {
                    Track track = failed(trial);
                    return () -> check.accept(track);
                })
                .needing(CREATES, TASK_TIME, FAILING_PROMPT);
    }

    /** Tasks without a callback: the smallest request, and one with everything that is hard to keep. */
    private static List<Track> ordinary(Trial trial) {
        ObjectNode awkward = trial.body();
        awkward.put("prompt", Texts.AWKWARD_AND_LONG);
        awkward.put("videoUrl", Texts.AWKWARD_URL);
        awkward.put("watermark", String.join(" ", Texts.AWKWARD));
        return List.of(
                smallest(trial),
                trial.watch().shared("awkward", () -> trial.watch().follow(awkward, null)));
    }

    /** A task of the smallest request, without a callback. */
    static Track smallest(Trial trial) {
        return trial.watch().shared("smallest", () -> trial.watch().follow(trial.body(), null));
    }

    private static Track failed(Trial trial) {
        ObjectNode body = trial.body().put("prompt", Objects.requireNonNull(trial.target().failingPrompt));
        return trial.watch().shared("failing", () -> trial.watch().follow(body, null));
    }

    private static void failure(Track track) {
        Track.Look end = track.end();
        if (end.flag() != 2 && end.flag() != 3) {
            throw new Broken("The failing prompt ended with successFlag " + end.flag(), end.answer());
        }
        Told.absent("response", end);
        Told.inMilliseconds("completeTime", end);
        int code = end.data().path("errorCode").asInt(0);
        if (!end.data().path("errorCode").isInt() || code <= 0 || code == Answer.OK) {
            throw new Broken("The failed task has no errorCode", end.answer());
        }
        String message = end.data().path("errorMessage").asString("");
        if (message.isBlank() || message.equals("success")) {
            throw new Broken("The failed task has no errorMessage", end.answer());
        }
    }

    private static void wallClock(Track track) {
        Track.Look end = track.end();
        Told.within("createTime", CLOCKS_APART, track.before(), track.after(), end);
        Instant lastGenerating = track.looks().stream()
                .filter(look -> look.flag() == Track.GENERATING)
                .map(Track.Look::at)
                .reduce(track.before(), (a, b) -> b);
        Told.within("completeTime", CLOCKS_APART, lastGenerating, end.at(), end);
    }
}
