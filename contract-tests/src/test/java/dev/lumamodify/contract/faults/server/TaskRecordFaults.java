package dev.lumamodify.contract.faults.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Servers that return wrong statuses, times, results or errors of tasks. */
final class TaskRecordFaults {
    private static final Set<Integer> GENERATING = Set.of(0);
    private static final Set<Integer> ENDED = Set.of(1, 2, 3, 4);
    private static final Set<Integer> SUCCESS = Set.of(1);
    private static final Set<Integer> FAILED = Set.of(3);
    private static final Set<Integer> CALLBACK_FAILED = Set.of(4);

    private TaskRecordFaults() {}

    static void addTo(FaultTable table) {
        statuses(table);
        types(table.foundBy("envelope.valid").withTrafficOf("lifecycle.results"));
        results(table.foundBy("lifecycle.results"));
        createTimes(table);
        completeTimes(table.foundBy("lifecycle.complete-time"));
        changes(table.foundBy("lifecycle.final-state-stable"));
        errors(table.foundBy("lifecycle.no-error-in-success"));
        failures(table.foundBy("lifecycle.failure-reported"));
        undelivered(table.foundBy("callbacks.status-4"));
    }

    private static void statuses(FaultTable table) {
        FaultTable.Group ends = table.foundBy("lifecycle.ends");
        ends.returnsRecord("never ends a task", ENDED, TaskRecordFaults::setGenerating);
        ends.returnsRecord(
                "fails tasks that must succeed",
                SUCCESS,
                data -> data.put("successFlag", 3)
                        .put("errorCode", 501)
                        .put("errorMessage", "x")
                        .putNull("response"));
        table.foundBy("lifecycle.any-order")
                .returnsRecord(
                        "returns status 4 for a task without a callback", SUCCESS, data -> data.put("successFlag", 4));
        table.foundBy("lifecycle.status-only-advances")
                .returnsRecord("returns status 0 after status 1", SUCCESS, () -> {
                    Set<String> ended = ConcurrentHashMap.newKeySet();
                    return data -> {
                        if (!ended.add(Messages.text(data, "taskId"))) {
                            setGenerating(data);
                        }
                    };
                });
    }

    private static void types(FaultTable.Group faults) {
        faults.returnsRecord("returns the undocumented status 5", SUCCESS, data -> data.put("successFlag", 5));
        faults.returnsRecord(
                "returns the status as a string",
                data -> data.put("successFlag", data.path("successFlag").toString()));
        faults.returnsRecord(
                "returns createTime as a string",
                data -> data.put("createTime", data.path("createTime").toString()));
        faults.returnsRecord(
                "returns a path as a result URL",
                SUCCESS,
                data -> ((ObjectNode) data.path("response"))
                        .putArray("resultUrls")
                        .add("/files/1.mp4"));
    }

    private static void results(FaultTable.Group faults) {
        faults.returnsRecord(
                "returns results before the task has ended",
                GENERATING,
                data -> data.putObject("response")
                        .put("taskId", Messages.text(data, "taskId"))
                        .putArray("originUrls"));
        faults.returnsRecord("returns success without results", SUCCESS, data -> data.putNull("response"));
        faults.returnsRecord(
                "returns success with an empty list of results",
                SUCCESS,
                data -> ((ObjectNode) data.path("response")).putArray("resultUrls"));
        faults.returnsRecord(
                "returns results with the id of another task",
                SUCCESS,
                data -> ((ObjectNode) data.path("response")).put("taskId", "c".repeat(32)));
        faults.returnsRecord(
                "returns the original video of another task",
                SUCCESS,
                data -> ((ObjectNode) data.path("response"))
                        .putArray("originUrls")
                        .add("https://example.com/x.mp4"));
        faults.returnsRecord("returns the original video without its query", SUCCESS, data -> {
            ArrayNode origins = (ArrayNode) data.path("response").path("originUrls");
            origins.set(0, origins.path(0).asString().replaceFirst("\\?.*", ""));
        });
    }

    private static void createTimes(FaultTable table) {
        FaultTable.Group faults = table.foundBy("lifecycle.create-time");
        faults.returnsRecord("returns createTime in seconds", data -> data.put("createTime", createTime(data) / 1000));
        faults.returnsRecord("returns another createTime for each read", FaultTable.ANY_STATUS, () -> {
            AtomicLong reads = new AtomicLong();
            return data -> data.put("createTime", createTime(data) + reads.incrementAndGet());
        });
        faults.returnsRecord(
                "returns createTime of another time zone",
                data -> data.put("createTime", createTime(data) + 28_800_000L));
        faults.withTrafficOf("lifecycle.failure-reported")
                .returnsRecord(
                        "returns createTime in seconds for a failed task",
                        FAILED,
                        data -> data.put("createTime", createTime(data) / 1000));
    }

    private static void completeTimes(FaultTable.Group faults) {
        faults.returnsRecord(
                "returns completeTime in seconds",
                ENDED,
                data -> data.put("completeTime", data.path("completeTime").asLong() / 1000));
        faults.returnsRecord(
                "returns a completeTime before createTime",
                ENDED,
                data -> data.put("completeTime", createTime(data) - 1));
        faults.returnsRecord(
                "returns a completeTime before the task has ended",
                GENERATING,
                data -> data.set("completeTime", data.path("createTime")));
        faults.returnsRecord("returns success without a completeTime", SUCCESS, data -> data.putNull("completeTime"));
        faults.returnsRecord(
                "returns createTime as completeTime", ENDED, data -> data.put("completeTime", createTime(data)));
    }

    private static void changes(FaultTable.Group faults) {
        faults.returnsRecord("returns other results for each read", SUCCESS, () -> {
            AtomicLong reads = new AtomicLong();
            return data -> ((ObjectNode) data.path("response"))
                    .putArray("resultUrls")
                    .add("https://example.com/" + reads.incrementAndGet());
        });
        faults.returnsRecord("returns another completeTime for each read", ENDED, () -> {
            AtomicLong reads = new AtomicLong();
            return data -> data.put("completeTime", data.path("completeTime").asLong() + reads.incrementAndGet());
        });
        faults.withTrafficOf("callbacks.status-4")
                .returnsRecord(
                        "returns another completeTime after the callback has failed",
                        CALLBACK_FAILED,
                        data -> data.put(
                                "completeTime", data.path("completeTime").asLong() + 7000));
    }

    private static void errors(FaultTable.Group faults) {
        faults.returnsRecord("returns an errorCode for a success", SUCCESS, data -> data.put("errorCode", 0));
        faults.returnsRecord("returns an errorMessage for a success", SUCCESS, data -> data.put("errorMessage", ""));
    }

    private static void failures(FaultTable.Group faults) {
        faults.returnsRecord("returns a failure without an errorCode", FAILED, data -> data.putNull("errorCode"));
        faults.returnsRecord("returns a failure with errorCode 0", FAILED, data -> data.put("errorCode", 0));
        faults.returnsRecord("returns a failure without an errorMessage", FAILED, data -> data.putNull("errorMessage"));
        faults.returnsRecord("returns a failure without a completeTime", FAILED, data -> data.putNull("completeTime"));
        faults.returnsRecord("returns a failure as a success", FAILED, data -> data.put("successFlag", 1));
        faults.returnsRecord(
                "never ends a task that fails",
                FAILED,
                data -> data.put("successFlag", 0).putNull("completeTime"));
    }

    private static void undelivered(FaultTable.Group faults) {
        faults.returnsRecord("never returns status 4", CALLBACK_FAILED, data -> data.put("successFlag", 1));
        faults.returnsRecord(
                "returns status 3 for status 4",
                CALLBACK_FAILED,
                data -> data.put("successFlag", 3).putNull("response"));
        faults.returnsRecord(
                "returns status 4 with an empty list of results",
                CALLBACK_FAILED,
                data -> ((ObjectNode) data.path("response")).putArray("resultUrls"));
        faults.returnsRecord("returns status 4 without results", CALLBACK_FAILED, data -> data.putNull("response"));
    }

    private static void setGenerating(ObjectNode data) {
        data.put("successFlag", 0).putNull("completeTime").putNull("response");
    }

    private static long createTime(ObjectNode data) {
        return data.path("createTime").asLong(0);
    }
}
