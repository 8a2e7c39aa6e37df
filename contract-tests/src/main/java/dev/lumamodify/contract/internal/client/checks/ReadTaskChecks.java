package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ApiErrorFixtures.MESSAGE;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;
import static dev.lumamodify.contract.internal.client.ResponseBodies.data;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.spec.Json;
import dev.lumamodify.contract.internal.spec.Schema;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks of the task that a read returns. */
public final class ReadTaskChecks {
    private static final String CLIENT = "client/README.md";

    private ReadTaskChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "read.task",
                        "A task is returned as the response describes it, with any documented successFlag and with"
                                + " unknown members. An undocumented successFlag is not reported as a documented one.",
                        "#/components/schemas/TaskRecord",
                        ReadTaskChecks::returnsTask),
                ClientCheck.of(
                                "read.undocumented-status",
                                "An undocumented successFlag is returned as its number.",
                                CLIENT,
                                ReadTaskChecks::keepsUndocumentedStatus)
                        .recommended(),
                ClientCheck.of(
                        "read.results",
                        "The results are all result URLs of the response, unchanged and in the same order.",
                        "#/components/schemas/TaskResults",
                        ReadTaskChecks::returnsResults),
                ClientCheck.of(
                        "read.unusual-task",
                        "A task with missing or unusual members is returned, or reported as invalid, but never as an"
                                + " API error.",
                        "docs/api-facts.md#tolerant-reading",
                        ReadTaskChecks::toleratesUnusualTask));
    }

    private static void returnsTask(ClientTestContext context) {
        List<String> optional = List.of("completeTime", "response", "errorCode", "errorMessage");
        for (int successFlag : List.of(0, 1, 2, 3, 4, 5, 77, -3)) {
            ObjectNode task = context.bodies().taskObject(successFlag);
            ObjectNode withUnknown = task.deepCopy();
            withUnknown.putArray("unknown").addObject().put("a", 1);
            data(withUnknown).putArray("unknown").addObject().put("a", 1);
            data(withUnknown).put("errorCode", 400).put("errorMessage", MESSAGE);
            assertReturned(context, task);
            assertReturned(context, withUnknown);
            if (successFlag != 1 && successFlag != 4) {
                ObjectNode withNulls = task.deepCopy();
                optional.forEach(name -> data(withNulls).putNull(name));
                assertReturned(context, withNulls);
                ObjectNode withoutOptional = task.deepCopy();
                data(withoutOptional).remove(optional);
                assertReturned(context, withoutOptional);
            }
        }
    }

    private static void assertReturned(ClientTestContext context, ObjectNode response) {
        int successFlag = data(response).path("successFlag").asInt();
        ClientRun run = context.read("the task " + response, ScriptedResponse.json(200, response.toString()));
        run.endsAs(Kind.SUCCESS).sends(1);
        int returned = run.outcome().successFlag();
        Set<Integer> documented = documentedStatuses(context);
        run.assertThat(
                documented.contains(successFlag) ? returned == successFlag : !documented.contains(returned),
                "must return successFlag " + successFlag);
        run.reportsTask(TASK_ID);
        assertResults(run, response);
    }

    private static Set<Integer> documentedStatuses(ClientTestContext context) {
        Schema status = new Schema(context.document(), "#/components/schemas/TaskStatus");
        return status.constants().stream()
                .map(constant -> constant.node().get("const").asInt())
                .collect(Collectors.toSet());
    }

    private static void keepsUndocumentedStatus(ClientTestContext context) {
        for (int successFlag : List.of(5, 77, -3)) {
            ClientRun run = context.read(
                    "successFlag " + successFlag,
                    ScriptedResponse.json(200, context.bodies().task(successFlag)));
            run.assertThat(run.outcome().successFlag() == successFlag, "must return successFlag " + successFlag);
        }
    }

    private static void assertResults(ClientRun run, JsonNode response) {
        List<String> urls = response.at("/data/response/resultUrls")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        run.assertThat(run.outcome().resultUrls().equals(urls), "must return the results " + urls);
    }

    private static void returnsResults(ClientTestContext context) {
        for (List<String> urls : List.of(
                List.of("https://z.example.com/1.mp4"),
                List.of("https://z.example.com/2.mp4?sig=a%2Fb%3D&x=1#t", "https://a.example.com/1.mp4"),
                List.of("http://a.example.com/1.mp4", "http://a.example.com/1.mp4"))) {
            ObjectNode response = context.bodies().taskObject(1);
            ArrayNode results = ((ObjectNode) response.at("/data/response")).putArray("resultUrls");
            urls.forEach(results::add);
            ClientRun run = context.read("the results " + urls, ScriptedResponse.json(200, response.toString()));
            assertResults(run.endsAs(Kind.SUCCESS), response);
        }
    }

    private static void toleratesUnusualTask(ClientTestContext context) {
        for (int successFlag : List.of(0, 1, 3)) {
            for (String name : List.of("paramJson", "createTime", "response")) {
                for (String value : List.of("null", "\"\"", "\"{\"", "{}", "[]", "5", "99999999999999999999")) {
                    ObjectNode response = context.bodies().taskObject(successFlag);
                    data(response).set(name, Json.parse(value));
                    context.read(
                                    name + " " + value + ", successFlag " + successFlag,
                                    ScriptedResponse.json(200, response.toString()))
                            .doesNotEndAs(Kind.API_ERROR, Kind.INVALID);
                }
            }
        }
        for (String value : List.of("null", "{}", "\"done\"", "1.5", "99999999999")) {
            ObjectNode response = context.bodies().taskObject(1);
            data(response).set("successFlag", Json.parse(value));
            assertNoInventedStatus(context, "successFlag " + value, response);
        }
        ObjectNode response = context.bodies().taskObject(1);
        data(response).remove("successFlag");
        assertNoInventedStatus(context, "no successFlag", response);
    }

    private static void assertNoInventedStatus(ClientTestContext context, String scenario, JsonNode response) {
        ClientRun run = context.read(scenario, ScriptedResponse.json(200, response.toString()));
        run.doesNotEndAs(Kind.API_ERROR, Kind.INVALID);
        int successFlag = run.outcome().successFlag();
        run.assertThat(
                run.outcome().kind() != Kind.SUCCESS || successFlag < 0 || successFlag > 4,
                "must not return a successFlag that the response does not have");
    }
}
