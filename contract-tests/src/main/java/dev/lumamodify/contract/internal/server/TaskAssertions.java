package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What the looks at a task told, held against what is known of it. Each check breaks the law or says nothing. */
public final class TaskAssertions {
    /** What stays as it is once a task has ended. */
    private static final List<String> LASTING = List.of(
            "/taskId",
            "/createTime",
            "/completeTime",
            "/response/taskId",
            "/response/originUrls",
            "/response/resultUrls",
            "/errorCode",
            "/errorMessage");

    /** Clocks differ, but no time zone is less than this away. */
    private static final Duration ZONES_APART = Duration.ofMinutes(30);

    private static final long YEAR_2020 = 1_577_836_800_000L;
    private static final long YEAR_2100 = 4_102_444_800_000L;
    private static final int MOST_SHOWN = 200;

    private TaskAssertions() {}

    public static void advances(TaskObservation track) {
        int before = TaskObservation.GENERATING;
        for (TaskObservation.Poll look : track.looks()) {
            int now = look.flag();
            boolean same = now == before;
            boolean ends = before == TaskObservation.GENERATING
                    && now >= TaskObservation.SUCCESS
                    && now <= TaskObservation.CALLBACK_FAILED;
            boolean undelivered = before == TaskObservation.SUCCESS && now == TaskObservation.CALLBACK_FAILED;
            if (!same && !ends && !undelivered) {
                throw new CheckFailure("successFlag moved from " + before + " to " + now, look.answer());
            }
            before = now;
        }
    }

    /** Nothing documented about an ended task changes but the flag. */
    public static void isFinal(TaskObservation track) {
        TaskObservation.Poll first = track.ended();
        if (first == null) {
            return;
        }
        for (TaskObservation.Poll look : track.looks()) {
            if (look.flag() == TaskObservation.GENERATING) {
                continue;
            }
            for (String place : LASTING) {
                JsonNode then = first.data().at(place);
                if (!same(then, look.data().at(place))) {
                    throw new CheckFailure(
                            place.substring(1) + " of an ended task has changed; it was " + then, look.answer());
                }
            }
            if (!parameters(first.data(), "paramJson").equals(parameters(look.data(), "paramJson"))) {
                throw new CheckFailure("paramJson of an ended task has changed", look.answer());
            }
        }
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(other) || (none(one) && none(other));
    }

    private static boolean none(JsonNode value) {
        return value.isNull() || value.isMissingNode();
    }

    /** Once it could be read, it can always be read. */
    public static void stays(TaskObservation track) {
        track.misses().stream()
                .filter(miss -> !track.looks().isEmpty()
                        && miss.asked().isAfter(track.looks().get(0).at()))
                .findFirst()
                .ifPresent(miss -> {
                    throw new CheckFailure("A task that was readable is not any more", miss.answer());
                });
    }

    public static void createTime(TaskObservation track) {
        for (TaskObservation.Poll look : track.looks()) {
            long time = inMilliseconds("createTime", look);
            if (time != track.looks().get(0).data().path("createTime").asLong(0)) {
                throw new CheckFailure("createTime has moved", look.answer());
            }
            within("createTime", ZONES_APART, track.before(), track.after(), look);
        }
    }

    public static void completeTime(TaskObservation track) {
        Instant atWork = track.after();
        for (TaskObservation.Poll look : track.looks()) {
            if (look.flag() == TaskObservation.GENERATING) {
                absent("completeTime", look);
                atWork = look.asked();
                continue;
            }
            long took = inMilliseconds("completeTime", look)
                    - look.data().path("createTime").asLong(0);
            if (took < 0) {
                throw new CheckFailure("completeTime is before createTime", look.answer());
            }
            // Half of it: a server may notice late that a task has ended.
            if (took < Duration.between(track.after(), atWork).toMillis() / 2) {
                throw new CheckFailure("completeTime is when the task was still at work", look.answer());
            }
            within("completeTime", ZONES_APART, track.before(), look.at(), look);
        }
    }

    /** The results are there exactly when the task has succeeded, and are its own. */
    public static void results(TaskObservation track, TaskObservation.Poll look) {
        if (look.flag() != TaskObservation.SUCCESS && look.flag() != TaskObservation.CALLBACK_FAILED) {
            absent("response", look);
            return;
        }
        JsonNode response = look.data().path("response");
        JsonNode video = track.request().path("videoUrl");
        if (!response.path("taskId").asString("").equals(track.id())) {
            throw new CheckFailure("The results are those of another task", look.answer());
        }
        JsonNode origins = response.path("originUrls");
        if (origins.size() != 1 || !origins.path(0).equals(video)) {
            throw new CheckFailure("originUrls are not the video of the request", look.answer());
        }
        if (response.path("resultUrls").isEmpty()) {
            throw new CheckFailure("A task that succeeded has no resultUrls", look.answer());
        }
        if (response.path("resultUrls").valueStream().anyMatch(video::equals)) {
            throw new CheckFailure("A result is the original video", look.answer());
        }
    }

    /** Breaks the law unless {@code told} repeats the parameters of the create: exactly these, absent ones as "". */
    public static void exactly(TaskObservation track, JsonNode told, Response evidence) {
        ObjectNode expected = ValidValues.NODES.objectNode();
        expected.put("callBackUrl", track.request().path("callBackUrl").asString(""));
        expected.put("prompt", track.request().path("prompt").asString(""));
        expected.put("videoUrl", track.request().path("videoUrl").asString(""));
        expected.put("waterMark", track.request().path("watermark").asString(""));
        for (String name : expected.propertyNames()) {
            if (!told.path(name).equals(expected.get(name))) {
                throw new CheckFailure(difference(name, told.path(name), expected.path(name)), evidence);
            }
        }
        if (!told.equals(expected)) {
            throw new CheckFailure("There are other parameters than " + expected.propertyNames(), evidence);
        }
    }

    private static String difference(String name, JsonNode told, JsonNode expected) {
        String one = told.toString();
        String other = expected.toString();
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return name + " is told as " + shown(one, same) + " and was " + shown(other, same);
    }

    /** The text around a place in it. */
    private static String shown(String text, int place) {
        int from = Math.max(0, Math.min(place - MOST_SHOWN / 2, text.length() - MOST_SHOWN));
        int to = Math.min(text.length(), from + MOST_SHOWN);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }

    /** The JSON in a string property, or a missing node. */
    public static JsonNode parameters(JsonNode data, String name) {
        try {
            return Document.JSON.readTree(data.path(name).asString("{}"));
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    public static long inMilliseconds(String name, TaskObservation.Poll look) {
        long time = look.data().path(name).asLong(0);
        if (time < YEAR_2020 || time > YEAR_2100) {
            throw new CheckFailure(name + " " + time + " is no Unix time in milliseconds", look.answer());
        }
        return time;
    }

    public static void within(String name, Duration slack, Instant from, Instant to, TaskObservation.Poll look) {
        Instant told = Instant.ofEpochMilli(look.data().path(name).asLong(0));
        if (told.isBefore(from.minus(slack)) || told.isAfter(to.plus(slack))) {
            throw new CheckFailure(name + " is " + told + ", but it was between " + from + " and " + to, look.answer());
        }
    }

    public static void absent(String name, TaskObservation.Poll look) {
        if (!none(look.data().path(name))) {
            throw new CheckFailure(name + " must be null or absent here", look.answer());
        }
    }
}
