package dev.lumamodify.contract;

import static dev.lumamodify.contract.Law.Need.CREATES;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.JsonNode;

/** Tasks and their names. */
final class TaskLaws {
    private static final String ID = "#/components/schemas/TaskId";
    private static final String LOOK = "#/paths/~1api~1v1~1modify~1record-info/get";
    private static final int AT_ONCE = 8;
    private static final int NOT_FOUND = 404;
    private static final int INVALID = 422;

    private TaskLaws() {}

    static List<Law> all() {
        return List.of(
                Law.of(
                                "tasks.unique-under-load",
                                "Creates at the same time make tasks of their own, none lost, none shared.",
                                ID,
                                TaskLaws::unique)
                        .needing(CREATES),
                Law.of(
                                "tasks.readable",
                                "A new task is readable at once, or within the lag, under exactly its id; and stays readable.",
                                LOOK,
                                TaskLaws::readable)
                        .needing(CREATES),
                Law.of(
                        "tasks.unknown-refused",
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
                Law.of(
                        "tasks.missing-id-refused",
                        "A look without a task id is refused with 422.",
                        LOOK + "/parameters/0",
                        trial -> {
                            Call call = trial.looking("");
                            String path = trial.recordInfo().path();
                            trial.refused("A look with an empty taskId", trial.send(call), INVALID, NOT_FOUND);
                            for (String query : List.of("", "?taskid=x", "?id=x")) {
                                Call without = new Call(call.method(), path + query, call.headers(), null, false);
                                trial.refused("A look without taskId", trial.send(without), INVALID, NOT_FOUND);
                            }
                        }),
                Law.of(
                                "tasks.similar-ids-refused",
                                "An id that only resembles a task's is refused: shortened, prolonged, padded.",
                                ID,
                                trial -> {
                                    String id = trial.create(trial.body());
                                    trial.look(id);
                                    similar(id).forEach(other -> unknown(trial, other));
                                    trial.look(id);
                                })
                        .needing(CREATES),
                Law.of("tasks.id-form", "A task id is 32 hexadecimal digits.", "facts, section 2", trial -> {
                            for (int i = 0; i < 3; i++) {
                                Answer answer = trial.send(trial.creating(trial.body()));
                                if (!trial.taskId(answer).matches("[0-9a-f]{32}")) {
                                    throw new Broken("The id has another form", answer);
                                }
                            }
                        })
                        .needing(CREATES)
                        .ofTheHouse());
    }

    private static void unknown(Trial trial, String id) {
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
                new StringBuilder(id).reverse().toString()));
        similar.remove(id);
        similar.remove("");
        return similar;
    }

    private static void unique(Trial trial) {
        List<CompletableFuture<Answer>> creates = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Call call = trial.creating(trial.body().put("prompt", "one of many: " + i));
            creates.add(CompletableFuture.supplyAsync(() -> trial.send(call)));
        }
        Set<String> ids = new HashSet<>();
        List<String> inOrder = new ArrayList<>();
        for (CompletableFuture<Answer> create : creates) {
            Answer answer = joined(create);
            inOrder.add(trial.taskId(answer));
            if (!ids.add(trial.taskId(answer))) {
                throw new Broken("Two creates were given the same task id", answer);
            }
        }
        for (int i = 0; i < AT_ONCE; i++) {
            Answer answer = trial.look(inOrder.get(i));
            String prompt = LifeLaws.parameters(answer.data(), "paramJson")
                    .path("prompt")
                    .asString("");
            if (!prompt.equals("one of many: " + i)) {
                throw new Broken("The task has the parameters of another", answer);
            }
        }
    }

    private static Answer joined(CompletableFuture<Answer> create) {
        try {
            return create.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Broken broken) {
                throw broken;
            }
            throw e;
        }
    }

    private static void readable(Trial trial) {
        for (int i = 0; i < 3; i++) {
            String id = trial.create(trial.body());
            JsonNode first = named(trial.look(id), id);
            for (int again = 0; again < 3; again++) {
                Answer answer = trial.send(trial.looking(id));
                if (!answer.accepted()) {
                    throw new Broken("A task that was readable is not any more", answer);
                }
                for (String constant : List.of("paramJson", "createTime")) {
                    if (!first.path(constant).equals(named(answer, id).path(constant))) {
                        throw new Broken(constant + " differs from look to look", answer);
                    }
                }
            }
        }
    }

    private static JsonNode named(Answer answer, String id) {
        if (!answer.data().path("taskId").asString("").equals(id)) {
            throw new Broken("The look at " + id + " was answered with another id", answer);
        }
        return answer.data();
    }
}
