package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Assertions about an observed task. Each throws a {@link CheckFailure} if it does not hold. */
public final class TaskAssertions {
    /** The members that must not change once a task has ended. */
    private static final List<String> FINAL_MEMBERS = List.of(
            "/taskId",
            "/createTime",
            "/completeTime",
            "/response/taskId",
            "/response/originUrls",
            "/response/resultUrls",
            "/errorCode",
            "/errorMessage");

    private static final int MAX_SHOWN = 200;

    private TaskAssertions() {}

    /** Asserts that {@code successFlag} only moves from 0 to another status, and from 1 to 4. */
    public static void assertStatusOnlyAdvances(TaskObservation observation) {
        int before = TaskStatus.GENERATING;
        for (Poll poll : observation.polls()) {
            int now = poll.status();
            boolean same = now == before;
            boolean ended =
                    before == TaskStatus.GENERATING && now >= TaskStatus.SUCCESS && now <= TaskStatus.CALLBACK_FAILED;
            boolean callbackFailed = before == TaskStatus.SUCCESS && now == TaskStatus.CALLBACK_FAILED;
            if (!same && !ended && !callbackFailed) {
                throw new CheckFailure("successFlag moved from " + before + " to " + now, poll.response());
            }
            before = now;
        }
    }

    /** Asserts that no documented member of an ended task changes, except {@code successFlag}. */
    public static void assertFinalStateStable(TaskObservation observation) {
        Poll first = observation.firstFinalPoll();
        if (first == null) {
            return;
        }
        for (Poll poll : observation.polls()) {
            if (poll.status() == TaskStatus.GENERATING) {
                continue;
            }
            for (String member : FINAL_MEMBERS) {
                JsonNode before = first.data().at(member);
                // It may state why the callback failed.
                boolean explained = member.equals("/errorMessage") && poll.status() == TaskStatus.CALLBACK_FAILED;
                if (!explained && !sameUrls(before, poll.data().at(member))) {
                    throw new CheckFailure(
                            "`" + member.substring(1) + "` of an ended task changed; it was " + before,
                            poll.response());
                }
            }
            if (!parameters(first.data(), "paramJson").equals(parameters(poll.data(), "paramJson"))) {
                throw new CheckFailure("`paramJson` of an ended task changed", poll.response());
            }
        }
    }

    /** Returns whether two values are equal. The queries of URLs may differ: they may be signed for each response. */
    public static boolean sameUrls(JsonNode one, JsonNode other) {
        return (isNone(one) && isNone(other)) || withoutQueries(one).equals(withoutQueries(other));
    }

    private static String withoutQueries(JsonNode value) {
        return value.toString().replaceAll("\\?[^\"]*", "");
    }

    private static boolean isNone(JsonNode value) {
        return value.isNull() || value.isMissingNode();
    }

    /** Asserts that a task that was readable stays readable. */
    public static void assertStaysReadable(TaskObservation observation) {
        observation.failedPolls().stream()
                .filter(failed -> !observation.polls().isEmpty()
                        && failed.sentAt().isAfter(observation.polls().get(0).receivedAt()))
                .findFirst()
                .ifPresent(failed -> {
                    throw new CheckFailure("A task that was readable is not readable any more", failed.response());
                });
    }

    /** Asserts that the results are present exactly if the task succeeded, and belong to the task. */
    public static void assertResultsMatchStatus(TaskObservation observation, Poll poll) {
        if (!TaskStatus.hasResults(poll.status())) {
            assertAbsent("response", poll);
            return;
        }
        JsonNode results = poll.data().path("response");
        JsonNode video = observation.request().path("videoUrl");
        if (!results.path("taskId").asString("").equals(observation.id())) {
            throw new CheckFailure("The results are those of another task", poll.response());
        }
        JsonNode origins = results.path("originUrls");
        if (origins.size() != 1 || !origins.path(0).equals(video)) {
            throw new CheckFailure("`originUrls` must be a list with " + video + " only", poll.response());
        }
        if (results.path("resultUrls").isEmpty()) {
            throw new CheckFailure("A task that succeeded has no list of `resultUrls`", poll.response());
        }
        if (results.path("resultUrls").valueStream().anyMatch(video::equals)) {
            throw new CheckFailure("A result is the original video", poll.response());
        }
    }

    /**
     * Asserts that the parameters are those of the create request, and that absent ones are {@code ""}.
     *
     * @param member the member of {@code data} that holds the parameters
     */
    public static void assertParametersMatch(
            TaskObservation observation, JsonNode data, String member, Response evidence) {
        JsonNode parameters = parameters(data, member);
        JsonNode request = observation.request();
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        expected.put("callBackUrl", request.path("callBackUrl").asString(""));
        expected.put("prompt", request.path("prompt").asString(""));
        expected.put("videoUrl", request.path("videoUrl").asString(""));
        expected.put("waterMark", request.path("watermark").asString(""));
        for (String name : expected.propertyNames()) {
            if (!parameters.path(name).equals(expected.get(name))) {
                throw new CheckFailure(
                        difference("data." + member + "." + name, parameters.path(name), expected.path(name)),
                        evidence);
            }
        }
    }

    private static String difference(String name, JsonNode actual, JsonNode expected) {
        String one = actual.toString();
        String other = expected.toString();
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        String expectation = "; expected " + (other.equals("\"\"") ? "an empty string" : excerpt(other, same));
        return actual.isMissingNode()
                ? "`" + name + "` is missing" + expectation
                : "`" + name + "` is " + excerpt(one, same) + expectation;
    }

    /** Returns the text around a position. */
    private static String excerpt(String text, int position) {
        int from = Math.max(0, Math.min(position - MAX_SHOWN / 2, text.length() - MAX_SHOWN));
        int to = Math.min(text.length(), from + MAX_SHOWN);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }

    /** Returns the JSON in a string member, or a missing node if it is not valid JSON. */
    public static JsonNode parameters(JsonNode data, String name) {
        return Json.parse(data.path(name).asString("{}"));
    }

    /** Asserts that a member is null or absent. */
    public static void assertAbsent(String name, Poll poll) {
        if (!isNone(poll.data().path(name))) {
            throw new CheckFailure("`" + name + "` must be null or absent here", poll.response());
        }
    }
}
