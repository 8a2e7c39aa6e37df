package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.Check.Need.CREATES;
import static dev.lumamodify.contract.internal.server.Check.Need.FAIL_ON_PROMPT;
import static dev.lumamodify.contract.internal.server.Check.Need.TASK_DURATION;

import dev.lumamodify.contract.internal.generate.SampleStrings;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import dev.lumamodify.contract.internal.server.TaskObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** How tasks live and end. */
public final class LifecycleChecks {
    private static final String RECORD = "#/components/schemas/TaskRecord";
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private LifecycleChecks() {}

    public static List<Check> all() {
        return List.of(
                ordinary("lifecycle.ends", "A task ends in time, and an ordinary one with success.", track -> {
                    TaskObservation.Poll end = track.end();
                    if (end.flag() != TaskObservation.SUCCESS && end.flag() != TaskObservation.CALLBACK_FAILED) {
                        throw new CheckFailure("An ordinary task ended with successFlag " + end.flag(), end.answer());
                    }
                }),
                every(
                        "lifecycle.status-only-advances",
                        "successFlag only moves away from 0, and from 1 to 4.",
                        TaskAssertions::advances),
                every(
                        "lifecycle.final-state-stable",
                        "Nothing about an ended task changes, but 1 to 4.",
                        TaskAssertions::isFinal),
                every(
                        "lifecycle.stays-readable",
                        "A task that could be read can be read until the end.",
                        TaskAssertions::stays),
                every(
                        "lifecycle.create-time",
                        "createTime is there from the first look, is when that was in milliseconds, and stays.",
                        TaskAssertions::createTime),
                every(
                        "lifecycle.complete-time",
                        "completeTime is null until the end, then the time of the end in milliseconds.",
                        TaskAssertions::completeTime),
                every(
                        "lifecycle.results",
                        "The results are there exactly when the task has succeeded, and are those of the task.",
                        track -> track.looks().forEach(look -> TaskAssertions.results(track, look))),
                every(
                        "lifecycle.parameters",
                        "paramJson holds exactly the four parameters of the create, absent ones as \"\".",
                        track -> {
                            for (TaskObservation.Poll look : track.looks()) {
                                TaskAssertions.exactly(
                                        track, TaskAssertions.parameters(look.data(), "paramJson"), look.answer());
                            }
                        }),
                every(
                        "lifecycle.no-error-in-success",
                        "errorCode and errorMessage are null unless the task failed.",
                        track -> track.looks().stream()
                                .filter(look -> look.flag() != 2 && look.flag() != 3)
                                .forEach(look -> {
                                    TaskAssertions.absent("errorCode", look);
                                    TaskAssertions.absent("errorMessage", look);
                                })),
                ordinary(
                                "lifecycle.wall-clock",
                                "createTime and completeTime are when that happened, by a clock that is right.",
                                LifecycleChecks::wallClock)
                        .ofTheHouse(),
                failing(
                        "lifecycle.failure-reported",
                        "A failed task has flag 2 or 3, an end, a code and a message, and no results.",
                        LifecycleChecks::failure),
                failing("lifecycle.failure-stable", "A failed task stays as it is.", track -> {
                    TaskAssertions.advances(track);
                    TaskAssertions.isFinal(track);
                }));
    }

    private static Check ordinary(String id, String says, Consumer<TaskObservation> check) {
        return Check.lasting(id, says, RECORD, trial -> {
                    List<TaskObservation> tracks = ordinary(trial);
                    return () -> tracks.forEach(check);
                })
                .needing(CREATES, TASK_DURATION);
    }

    /** A law for every task of the run, however it ends; there are at least the ordinary ones. */
    private static Check every(String id, String says, Consumer<TaskObservation> check) {
        return Check.lasting(id, says, RECORD, trial -> {
                    ordinary(trial);
                    return () -> trial.watch().tracks().forEach(check);
                })
                .needing(CREATES, TASK_DURATION);
    }

    private static Check failing(String id, String says, Consumer<TaskObservation> check) {
        return Check.lasting(id, says, RECORD, trial -> {
                    TaskObservation track = failed(trial);
                    return () -> check.accept(track);
                })
                .needing(CREATES, TASK_DURATION, FAIL_ON_PROMPT);
    }

    /** Tasks without a callback: the smallest request, and one with everything that is hard to keep. */
    private static List<TaskObservation> ordinary(ServerTestContext trial) {
        ObjectNode awkward = trial.body();
        awkward.put("prompt", SampleStrings.AWKWARD_AND_LONG);
        awkward.put("videoUrl", SampleStrings.AWKWARD_URL);
        awkward.put("watermark", String.join(" ", SampleStrings.AWKWARD));
        return List.of(
                smallest(trial),
                trial.watch().shared("awkward", () -> trial.watch().follow(awkward, null)));
    }

    /** A task of the smallest request, without a callback. */
    public static TaskObservation smallest(ServerTestContext trial) {
        return trial.watch().shared("smallest", () -> trial.watch().follow(trial.body(), null));
    }

    private static TaskObservation failed(ServerTestContext trial) {
        ObjectNode body = trial.body().put("prompt", Objects.requireNonNull(trial.target().failOnPrompt));
        return trial.watch().shared("failing", () -> trial.watch().follow(body, null));
    }

    private static void failure(TaskObservation track) {
        TaskObservation.Poll end = track.end();
        if (end.flag() != 2 && end.flag() != 3) {
            throw new CheckFailure("The failing prompt ended with successFlag " + end.flag(), end.answer());
        }
        TaskAssertions.absent("response", end);
        TaskAssertions.inMilliseconds("completeTime", end);
        int code = end.data().path("errorCode").asInt(0);
        if (!end.data().path("errorCode").isInt() || code <= 0 || code == Response.OK) {
            throw new CheckFailure("The failed task has no errorCode", end.answer());
        }
        String message = end.data().path("errorMessage").asString("");
        if (message.isBlank() || message.equals("success")) {
            throw new CheckFailure("The failed task has no errorMessage", end.answer());
        }
    }

    private static void wallClock(TaskObservation track) {
        TaskObservation.Poll end = track.end();
        TaskAssertions.within("createTime", CLOCKS_APART, track.before(), track.after(), end);
        Instant lastGenerating = track.looks().stream()
                .filter(look -> look.flag() == TaskObservation.GENERATING)
                .map(TaskObservation.Poll::at)
                .reduce(track.before(), (a, b) -> b);
        TaskAssertions.within("completeTime", CLOCKS_APART, lastGenerating, end.at(), end);
    }
}
