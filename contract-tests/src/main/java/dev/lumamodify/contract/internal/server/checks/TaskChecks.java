package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.NOT_FOUND;
import static dev.lumamodify.contract.internal.harness.ResultCode.VALIDATION_ERROR;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;
import static dev.lumamodify.contract.internal.server.ServerRequirement.ALONE;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Concurrently;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Task checks: task ids, and which task a read returns. */
final class TaskChecks {
    private static final String TASK_ID = "#/components/schemas/TaskId";
    private static final String RECORD_INFO = "#/paths/~1api~1v1~1modify~1record-info/get";
    private static final int CONCURRENT_REQUESTS = 8;

    private TaskChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                ServerCheck.of(
                                "tasks.unique-under-load",
                                "Concurrent create requests each create a task of their own.",
                                TASK_ID,
                                TaskChecks::concurrentTasksAreUnique)
                        .requires(ALONE, CREATES),
                ServerCheck.of(
                                "tasks.readable",
                                "A new task can be read under exactly its id within the read delay, and stays"
                                        + " readable.",
                                RECORD_INFO,
                                TaskChecks::newTaskIsReadable)
                        .requires(CREATES),
                ServerCheck.of(
                        "tasks.unknown-rejected",
                        "A read of an unknown task id is rejected with code 422 or 404.",
                        RECORD_INFO,
                        TaskChecks::unknownIdsAreRejected),
                ServerCheck.of(
                        "tasks.missing-id-rejected",
                        "A read without a task id is rejected with code 422 or 404.",
                        RECORD_INFO + "/parameters/0",
                        TaskChecks::missingIdIsRejected),
                ServerCheck.of(
                                "tasks.similar-ids-rejected",
                                "An id that only resembles a task id is rejected: shortened, extended, or with a"
                                        + " wildcard.",
                                TASK_ID,
                                context -> similarIdsAreRejected(context, TaskChecks::similarIds))
                        .requires(CREATES),
                ServerCheck.of(
                                "tasks.exact-ids-only",
                                "A task id with white space around it, or in another case, is rejected.",
                                TASK_ID,
                                context -> similarIdsAreRejected(context, TaskChecks::equivalentIds))
                        .requires(CREATES)
                        .recommended(),
                ServerCheck.of(
                                "tasks.long-texts-complete",
                                "A long prompt is returned completely.",
                                "#/components/schemas/TaskParameters",
                                TaskChecks::longPromptIsComplete)
                        .requires(CREATES),
                ServerCheck.of(
                                "tasks.id-format",
                                "A task id has 32 hexadecimal digits.",
                                "docs/api-facts.md#create-a-task",
                                TaskChecks::idHas32HexDigits)
                        .requires(CREATES)
                        .recommended());
    }

    private static void concurrentTasksAreUnique(ServerTestContext context) {
        List<Response> created = Concurrently.times(
                CONCURRENT_REQUESTS,
                i -> context.send(context.createRequest(context.validBody().put("prompt", promptNumber(i)))));
        List<String> ids = created.stream().map(context::taskId).toList();
        for (int i = 0; i < CONCURRENT_REQUESTS; i++) {
            if (ids.indexOf(ids.get(i)) < i) {
                throw new CheckFailure("Two create requests returned the same task id", created.get(i));
            }
            assertOwnPrompt(context.read(ids.get(i)), ids.get(i), i);
        }
        List<Response> reads =
                Concurrently.times(CONCURRENT_REQUESTS, i -> context.send(context.readRequest(ids.get(i))));
        for (int i = 0; i < CONCURRENT_REQUESTS; i++) {
            assertOwnPrompt(reads.get(i), ids.get(i), i);
        }
    }

    private static String promptNumber(int number) {
        return "one of many: " + number;
    }

    private static void assertOwnPrompt(Response read, String id, int number) {
        assertTaskId(read, id);
        if (!prompt(read).equals(promptNumber(number))) {
            throw new CheckFailure("The task has the parameters of another task", read);
        }
    }

    private static String prompt(Response read) {
        return TaskAssertions.parameters(read.data(), "paramJson")
                .path("prompt")
                .asString("");
    }

    private static void assertTaskId(Response read, String id) {
        if (!read.data().path("taskId").asString("").equals(id)) {
            throw new CheckFailure("The read of task " + id + " returned another task id", read);
        }
    }

    private static void newTaskIsReadable(ServerTestContext context) {
        for (int i = 0; i < 3; i++) {
            String id = context.create(context.validBody());
            Response first = context.read(id);
            assertTaskId(first, id);
            for (int repetition = 0; repetition < 3; repetition++) {
                Response read = context.send(context.readRequest(id));
                if (!read.accepted()) {
                    throw new CheckFailure("A task that was readable is not readable any more", read);
                }
                assertTaskId(read, id);
                assertSameTask(first.data(), read);
            }
        }
    }

    private static void assertSameTask(JsonNode before, Response read) {
        if (!before.path("createTime").equals(read.data().path("createTime"))) {
            throw new CheckFailure("`createTime` changed; it was " + before.path("createTime"), read);
        }
        JsonNode parameters = TaskAssertions.parameters(before, "paramJson");
        if (!parameters.equals(TaskAssertions.parameters(read.data(), "paramJson"))) {
            throw new CheckFailure("`paramJson` changed; it was " + parameters, read);
        }
    }

    private static void unknownIdsAreRejected(ServerTestContext context) {
        for (String id : List.of(
                "00000000000000000000000000000000",
                "ffffffffffffffffffffffffffffffff",
                "none",
                "0",
                "null",
                "*",
                "%",
                "../generate",
                "' OR '1'='1",
                "日本",
                "x".repeat(500))) {
            assertUnknown(context, id);
        }
    }

    private static void assertUnknown(ServerTestContext context, String id) {
        assertRejected(
                "A read of the unknown id '" + id + "'",
                context.send(context.readRequest(id)),
                VALIDATION_ERROR,
                NOT_FOUND);
    }

    private static void missingIdIsRejected(ServerTestContext context) {
        Request emptyId = context.readRequest("");
        assertRejected("A read with an empty taskId", context.send(emptyId), VALIDATION_ERROR, NOT_FOUND);
        for (String query : List.of("", "?taskid=x", "?id=x")) {
            Request withoutId = emptyId.path(context.recordInfo().path() + query);
            assertRejected("A read without taskId", context.send(withoutId), VALIDATION_ERROR, NOT_FOUND);
        }
    }

    private static void similarIdsAreRejected(ServerTestContext context, Function<String, List<String>> similarIds) {
        String id = context.create(context.validBody());
        context.read(id);
        similarIds.apply(id).stream()
                .filter(similar -> !similar.isEmpty() && !similar.equals(id))
                .forEach(similar -> assertUnknown(context, similar));
        context.read(id);
    }

    private static List<String> similarIds(String id) {
        return List.of(
                id.substring(0, id.length() - 1),
                id.substring(0, (id.length() + 1) / 2),
                id.substring(1),
                id + "0",
                id + id,
                id + "\u0000",
                id + "*",
                id.substring(0, id.length() - 1) + "%",
                id.substring(0, id.length() - 1) + "_",
                new StringBuilder(id).reverse().toString());
    }

    private static List<String> equivalentIds(String id) {
        return List.of(
                " " + id,
                id + " ",
                id + "\n",
                '"' + id + '"',
                id.toUpperCase(Locale.ROOT),
                id.toLowerCase(Locale.ROOT));
    }

    private static void longPromptIsComplete(ServerTestContext context) {
        String prompt = "long ".repeat(4000);
        Response read = context.read(context.create(context.validBody().put("prompt", prompt)));
        String returned = prompt(read);
        if (!returned.equals(prompt)) {
            throw new CheckFailure(
                    "The prompt has " + prompt.length() + " characters, but the response has " + returned.length()
                            + " of them",
                    read);
        }
    }

    private static void idHas32HexDigits(ServerTestContext context) {
        for (int i = 0; i < 3; i++) {
            Response response = context.send(context.createRequest(context.validBody()));
            if (!context.taskId(response).matches("[0-9a-f]{32}")) {
                throw new CheckFailure("The task id does not have 32 hexadecimal digits", response);
            }
        }
    }
}
