package dev.lumamodify.contract;

import static dev.lumamodify.contract.Law.Need.CREATES;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
                                "An id that only resembles a task's is refused: shortened, prolonged, padded, in another case.",
                                ID,
                                trial -> {
                                    String id = trial.create(trial.body());
                                    trial.look(id);
                                    similar(id).forEach(other -> unknown(trial, other));
                                    trial.look(id);
                                })
                        .needing(CREATES),
                Law.of(
                                "tasks.long-texts-whole",
                                "A long prompt is told whole.",
                                "#/components/schemas/Parameters",
                                trial -> {
                                    String prompt = "long ".repeat(4000);
                                    String id = trial.create(trial.body().put("prompt", prompt));
                                    Answer look = trial.look(id);
                                    String told = Told.parameters(look.data(), "paramJson")
                                            .path("prompt")
                                            .asString("");
                                    if (!told.equals(prompt)) {
                                        throw new Broken(
                                                "Of " + prompt.length() + " characters " + told.length() + " are told",
                                                look);
                                    }
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

    private static void unique(Trial trial) {
        List<Answer> creates = AtOnce.times(
                AT_ONCE, i -> trial.send(trial.creating(trial.body().put("prompt", "one of many: " + i))));
        List<String> ids = creates.stream().map(trial::taskId).toList();
        for (int i = 0; i < AT_ONCE; i++) {
            if (ids.indexOf(ids.get(i)) < i) {
                throw new Broken("Two creates were given the same task id", creates.get(i));
            }
            own(trial.look(ids.get(i)), ids.get(i), i);
        }
        List<Answer> looks = AtOnce.times(AT_ONCE, i -> trial.send(trial.looking(ids.get(i))));
        for (int i = 0; i < AT_ONCE; i++) {
            own(looks.get(i), ids.get(i), i);
        }
    }

    private static void own(Answer look, String id, int number) {
        String prompt =
                Told.parameters(named(look, id), "paramJson").path("prompt").asString("");
        if (!prompt.equals("one of many: " + number)) {
            throw new Broken("The task has the parameters of another", look);
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
                JsonNode now = named(answer, id);
                if (!first.path("createTime").equals(now.path("createTime"))) {
                    throw new Broken("createTime differs from look to look", answer);
                }
                if (!Told.parameters(first, "paramJson").equals(Told.parameters(now, "paramJson"))) {
                    throw new Broken("paramJson differs from look to look", answer);
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
