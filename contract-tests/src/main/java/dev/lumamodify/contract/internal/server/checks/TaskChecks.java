package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.Check.Need.CREATES;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Concurrently;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tasks and their names. */
public final class TaskChecks {
    private static final String ID = "#/components/schemas/TaskId";
    private static final String LOOK = "#/paths/~1api~1v1~1modify~1record-info/get";
    private static final int AT_ONCE = 8;
    private static final int NOT_FOUND = 404;
    private static final int INVALID = 422;

    private TaskChecks() {}

    public static List<Check> all() {
        return List.of(
                Check.of(
                                "tasks.unique-under-load",
                                "Creates at the same time make tasks of their own, none lost, none shared.",
                                ID,
                                TaskChecks::unique)
                        .needing(CREATES),
                Check.of(
                                "tasks.readable",
                                "A new task is readable at once, or within the lag, under exactly its id; and stays readable.",
                                LOOK,
                                TaskChecks::readable)
                        .needing(CREATES),
                Check.of(
                        "tasks.unknown-rejected",
                        "An id that was never given out is refused with 422 or 404.",
                        LOOK,
                        trial -> {
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
                                unknown(trial, id);
                            }
                        }),
                Check.of(
                        "tasks.missing-id-rejected",
                        "A look without a task id is refused with 422.",
                        LOOK + "/parameters/0",
                        trial -> {
                            Request call = trial.looking("");
                            String path = trial.recordInfo().path();
                            trial.refused("A look with an empty taskId", trial.send(call), INVALID, NOT_FOUND);
                            for (String query : List.of("", "?taskid=x", "?id=x")) {
                                Request without = new Request(call.method(), path + query, call.headers(), null, false);
                                trial.refused("A look without taskId", trial.send(without), INVALID, NOT_FOUND);
                            }
                        }),
                Check.of(
                                "tasks.similar-ids-rejected",
                                "An id that only resembles a task's is refused: shortened, prolonged, padded, in another case.",
                                ID,
                                trial -> {
                                    String id = trial.create(trial.body());
                                    trial.look(id);
                                    similar(id).forEach(other -> unknown(trial, other));
                                    trial.look(id);
                                })
                        .needing(CREATES),
                Check.of(
                                "tasks.long-texts-complete",
                                "A long prompt is told whole.",
                                "#/components/schemas/TaskParameters",
                                trial -> {
                                    String prompt = "long ".repeat(4000);
                                    String id = trial.create(trial.body().put("prompt", prompt));
                                    Response look = trial.look(id);
                                    String told = TaskAssertions.parameters(look.data(), "paramJson")
                                            .path("prompt")
                                            .asString("");
                                    if (!told.equals(prompt)) {
                                        throw new CheckFailure(
                                                "Of " + prompt.length() + " characters " + told.length() + " are told",
                                                look);
                                    }
                                })
                        .needing(CREATES),
                Check.of("tasks.id-format", "A task id is 32 hexadecimal digits.", "facts, section 2", trial -> {
                            for (int i = 0; i < 3; i++) {
                                Response answer = trial.send(trial.creating(trial.body()));
                                if (!trial.taskId(answer).matches("[0-9a-f]{32}")) {
                                    throw new CheckFailure("The id has another form", answer);
                                }
                            }
                        })
                        .needing(CREATES)
                        .ofTheHouse());
    }

    private static void unknown(ServerTestContext trial, String id) {
        trial.refused("A look at the unknown id '" + id + "'", trial.send(trial.looking(id)), INVALID, NOT_FOUND);
    }

    private static Set<String> similar(String id) {
        Set<String> similar = new LinkedHashSet<>(List.of(
                id.substring(0, id.length() - 1),
                id.substring(0, (id.length() + 1) / 2),
                id.substring(1),
                id + "0",
                id + id,
                " " + id,
                id + " ",
                id + "\n",
                id + "\u0000",
                id + "*",
                id.substring(0, id.length() - 1) + "%",
                id.substring(0, id.length() - 1) + "_",
                '"' + id + '"',
                id.toUpperCase(Locale.ROOT),
                id.toLowerCase(Locale.ROOT),
                new StringBuilder(id).reverse().toString()));
        similar.remove(id);
        similar.remove("");
        return similar;
    }

    private static void unique(ServerTestContext trial) {
        List<Response> creates = Concurrently.times(
                AT_ONCE, i -> trial.send(trial.creating(trial.body().put("prompt", "one of many: " + i))));
        List<String> ids = creates.stream().map(trial::taskId).toList();
        for (int i = 0; i < AT_ONCE; i++) {
            if (ids.indexOf(ids.get(i)) < i) {
                throw new CheckFailure("Two creates were given the same task id", creates.get(i));
            }
            own(trial.look(ids.get(i)), ids.get(i), i);
        }
        List<Response> looks = Concurrently.times(AT_ONCE, i -> trial.send(trial.looking(ids.get(i))));
        for (int i = 0; i < AT_ONCE; i++) {
            own(looks.get(i), ids.get(i), i);
        }
    }

    private static void own(Response look, String id, int number) {
        String prompt = TaskAssertions.parameters(named(look, id), "paramJson")
                .path("prompt")
                .asString("");
        if (!prompt.equals("one of many: " + number)) {
            throw new CheckFailure("The task has the parameters of another", look);
        }
    }

    private static void readable(ServerTestContext trial) {
        for (int i = 0; i < 3; i++) {
            String id = trial.create(trial.body());
            JsonNode first = named(trial.look(id), id);
            for (int again = 0; again < 3; again++) {
                Response answer = trial.send(trial.looking(id));
                if (!answer.accepted()) {
                    throw new CheckFailure("A task that was readable is not any more", answer);
                }
                JsonNode now = named(answer, id);
                if (!first.path("createTime").equals(now.path("createTime"))) {
                    throw new CheckFailure("createTime differs from look to look", answer);
                }
                if (!TaskAssertions.parameters(first, "paramJson")
                        .equals(TaskAssertions.parameters(now, "paramJson"))) {
                    throw new CheckFailure("paramJson differs from look to look", answer);
                }
            }
        }
    }

    private static JsonNode named(Response answer, String id) {
        if (!answer.data().path("taskId").asString("").equals(id)) {
            throw new CheckFailure("The look at " + id + " was answered with another id", answer);
        }
        return answer.data();
    }
}
