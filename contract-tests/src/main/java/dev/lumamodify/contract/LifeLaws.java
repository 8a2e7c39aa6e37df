package dev.lumamodify.contract;

import static dev.lumamodify.contract.Law.Need.CREATES;
import static dev.lumamodify.contract.Law.Need.FAILING_PROMPT;
import static dev.lumamodify.contract.Law.Need.TASK_TIME;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** How tasks live and end. */
final class LifeLaws {
    private static final String RECORD = "#/components/schemas/TaskRecord";
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    private static final long YEAR_2020 = 1_577_836_800_000L;
    private static final long YEAR_2100 = 4_102_444_800_000L;

    private LifeLaws() {}

    static List<Law> all() {
        return List.of(
                succeeding("life.ends", "A task ends in time, and an ordinary one with success.", track -> {
                    Track.Look end = track.end();
                    if (end.flag() != Track.SUCCESS && end.flag() != Track.CALLBACK_FAILED) {
                        throw new Broken("An ordinary task ended with successFlag " + end.flag(), end.answer());
                    }
                }),
                succeeding(
                        "life.only-advances",
                        "successFlag only moves away from 0, and from 1 to 4.",
                        LifeLaws::advances),
                succeeding(
                        "life.final-is-final", "Nothing about an ended task changes, but 1 to 4.", LifeLaws::isFinal),
                succeeding(
                        "life.create-time",
                        "createTime is there from the first look, in milliseconds, and stays.",
                        track -> {
                            for (Track.Look look : track.looks()) {
                                long time = look.data().path("createTime").asLong(0);
                                inMilliseconds("createTime", time, look);
                                if (time
                                        != track.looks()
                                                .get(0)
                                                .data()
                                                .path("createTime")
                                                .asLong(0)) {
                                    throw new Broken("createTime has moved", look.answer());
                                }
                            }
                        }),
                succeeding(
                        "life.complete-time",
                        "completeTime is null until the end, then in milliseconds and not before createTime.",
                        track -> {
                            for (Track.Look look : track.looks()) {
                                if (look.flag() == Track.GENERATING) {
                                    absent("completeTime", look);
                                } else {
                                    long end = look.data().path("completeTime").asLong(0);
                                    inMilliseconds("completeTime", end, look);
                                    if (end < look.data().path("createTime").asLong(0)) {
                                        throw new Broken("completeTime is before createTime", look.answer());
                                    }
                                }
                            }
                        }),
                succeeding(
                        "life.results",
                        "The results are there exactly when the task has succeeded, and are those of the task.",
                        LifeLaws::results),
                succeeding(
                        "life.parameters",
                        "paramJson holds exactly the four parameters of the create, absent ones as \"\".",
                        track -> {
                            for (Track.Look look : track.looks()) {
                                exactly(track, parameters(look.data(), "paramJson"), look.answer());
                            }
                        }),
                succeeding(
                        "life.no-error-in-success",
                        "errorCode and errorMessage are null unless the task failed.",
                        track -> {
                            for (Track.Look look : track.looks()) {
                                absent("errorCode", look);
                                absent("errorMessage", look);
                            }
                        }),
                succeeding(
                                "life.wall-clock",
                                "createTime and completeTime are when that happened.",
                                LifeLaws::wallClock)
                        .ofTheHouse(),
                failing(
                        "life.failure-told",
                        "A failed task has flag 2 or 3, an end, a code and a message, and no results.",
                        track -> {
                            Track.Look end = track.end();
                            if (end.flag() != 2 && end.flag() != 3) {
                                throw new Broken(
                                        "The failing prompt ended with successFlag " + end.flag(), end.answer());
                            }
                            absent("response", end);
                            if (!end.data().path("errorCode").isInt()
                                    || end.data().path("errorCode").asInt() == Answer.OK) {
                                throw new Broken("The failed task has no errorCode", end.answer());
                            }
                            if (end.data().path("errorMessage").asString("").isBlank()) {
                                throw new Broken("The failed task has no errorMessage", end.answer());
                            }
                            inMilliseconds(
                                    "completeTime",
                                    end.data().path("completeTime").asLong(0),
                                    end);
                        }),
                failing("life.failure-is-final", "A failed task stays as it is.", track -> {
                    advances(track);
                    isFinal(track);
                }));
    }

    private static Law succeeding(String id, String says, Consumer<Track> check) {
        return Law.lasting(id, says, RECORD, trial -> {
                    List<Track> tracks = ordinary(trial);
                    return () -> tracks.forEach(check);
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

    /** Tasks without a callback: the smallest request, and one with everything that is hard to escape. */
    private static List<Track> ordinary(Trial trial) {
        ObjectNode awkward = trial.body();
        awkward.put("prompt", String.join(" ", Texts.AWKWARD));
        awkward.put("watermark", String.join(" ", Texts.AWKWARD));
        return List.of(
                trial.watch().shared("smallest", () -> trial.watch().follow(trial.body(), null)),
                trial.watch().shared("awkward", () -> trial.watch().follow(awkward, null)));
    }

    static Track failed(Trial trial) {
        ObjectNode body = trial.body().put("prompt", Objects.requireNonNull(trial.target().failingPrompt));
        return trial.watch().shared("failing", () -> trial.watch().follow(body, null));
    }

    static void advances(Track track) {
        int before = Track.GENERATING;
        for (Track.Look look : track.looks()) {
            int now = look.flag();
            boolean same = now == before;
            boolean ends = before == Track.GENERATING && now >= Track.SUCCESS && now <= Track.CALLBACK_FAILED;
            boolean undelivered = before == Track.SUCCESS && now == Track.CALLBACK_FAILED;
            if (!same && !ends && !undelivered) {
                throw new Broken("successFlag moved from " + before + " to " + now, look.answer());
            }
            before = now;
        }
    }

    static void isFinal(Track track) {
        ObjectNode first = withoutFlag(track.end());
        for (Track.Look look : track.looks()) {
            if (look.flag() > Track.GENERATING && !withoutFlag(look).equals(first)) {
                throw new Broken("An ended task has changed; it was " + first, look.answer());
            }
        }
    }

    private static ObjectNode withoutFlag(Track.Look look) {
        ObjectNode copy = (ObjectNode) look.data().deepCopy();
        copy.remove("successFlag");
        return copy;
    }

    private static void results(Track track) {
        for (Track.Look look : track.looks()) {
            if (look.flag() == Track.GENERATING) {
                absent("response", look);
                continue;
            }
            JsonNode response = look.data().path("response");
            if (!response.path("taskId").asString("").equals(track.id())) {
                throw new Broken("The results are those of another task", look.answer());
            }
            JsonNode origins = response.path("originUrls");
            if (origins.size() != 1 || !origins.path(0).equals(track.request().path("videoUrl"))) {
                throw new Broken("originUrls are not the video of the request", look.answer());
            }
            if (response.path("resultUrls").isEmpty()) {
                throw new Broken("A task that succeeded has no resultUrls", look.answer());
            }
        }
    }

    /** Breaks the law unless {@code told} repeats the parameters of the create: exactly these, absent ones as "". */
    static void exactly(Track track, JsonNode told, Answer evidence) {
        ObjectNode expected = ((ObjectNode) track.request()).objectNode();
        expected.put("callBackUrl", track.request().path("callBackUrl").asString(""));
        expected.put("prompt", track.request().path("prompt").asString(""));
        expected.put("videoUrl", track.request().path("videoUrl").asString(""));
        expected.put("waterMark", track.request().path("watermark").asString(""));
        if (!told.equals(expected)) {
            throw new Broken("The parameters told are " + told + " and were " + expected, evidence);
        }
    }

    /** The JSON in a string property, or a missing node. */
    static JsonNode parameters(JsonNode data, String name) {
        try {
            return Document.JSON.readTree(data.path(name).asString("{}"));
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static void wallClock(Track track) {
        Track.Look end = track.end();
        near("createTime", end.data().path("createTime").asLong(0), track.before(), track.after(), end);
        Instant lastGenerating = track.looks().stream()
                .filter(look -> look.flag() == Track.GENERATING)
                .map(Track.Look::at)
                .reduce(track.before(), (a, b) -> b);
        near("completeTime", end.data().path("completeTime").asLong(0), lastGenerating, end.at(), end);
    }

    private static void near(String name, long time, Instant from, Instant to, Track.Look look) {
        Instant told = Instant.ofEpochMilli(time);
        if (told.isBefore(from.minus(CLOCKS_APART)) || told.isAfter(to.plus(CLOCKS_APART))) {
            throw new Broken(name + " is " + told + ", but it was between " + from + " and " + to, look.answer());
        }
    }

    private static void inMilliseconds(String name, long time, Track.Look look) {
        if (time < YEAR_2020 || time > YEAR_2100) {
            throw new Broken(name + " " + time + " is no Unix time in milliseconds", look.answer());
        }
    }

    private static void absent(String name, Track.Look look) {
        if (!look.data().path(name).isNull() && !look.data().path(name).isMissingNode()) {
            throw new Broken(name + " must be null or absent here", look.answer());
        }
    }
}
