package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.spec.Json;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of valid responses, made from the examples of the document. */
public final class ResponseBodies {
    private final Operation generate;
    private final Operation recordInfo;
    private final Operation uploadFile;

    ResponseBodies(OpenApiDocument document) {
        this.generate = document.operation("generate");
        this.recordInfo = document.operation("recordInfo");
        this.uploadFile = document.operation("uploadFile");
    }

    /** Returns the response to an accepted create request. */
    public String created() {
        return example(generate, "success").toString();
    }

    /** Returns the response to an accepted create request with another task id. */
    public static String created(String taskId) {
        return "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"" + taskId + "\"}}";
    }

    /** Returns the task {@link ClientTestContext#TASK_ID} with a status, and with results if the status has some. */
    public String task(int successFlag) {
        JsonNode example = recordInfo.responseExamples().values().stream()
                .filter(response -> response.at("/data/successFlag").isInt()
                        && response.at("/data/successFlag").asInt() == successFlag)
                .findFirst()
                .orElseGet(() -> example(recordInfo, "generating"));
        return example.toString().replaceFirst("\"successFlag\":\\d+", "\"successFlag\":" + successFlag);
    }

    /** Returns a task as {@link #task} does, to be changed. */
    public ObjectNode taskObject(int successFlag) {
        return (ObjectNode) Json.parse(task(successFlag));
    }

    /** Returns the response to an accepted upload. */
    public String uploaded() {
        return example(uploadFile, "success").toString();
    }

    /** Returns the response to a read of a task that is unknown or cannot be read yet. */
    public String unknownTask() {
        return example(recordInfo, "unknownTask").toString();
    }

    private static JsonNode example(Operation operation, String name) {
        return Objects.requireNonNull(operation.responseExamples().get(name), name);
    }

    /** Returns the {@code data} of a response, to be changed. */
    public static ObjectNode data(ObjectNode response) {
        return (ObjectNode) response.path("data");
    }

    /** Returns an envelope with code and msg, and without data. */
    public static String envelope(int code, String msg) {
        return envelope(code, msg, "");
    }

    /** Returns an envelope whose data is null. */
    public static String error(int code, String msg) {
        return envelope(code, msg, ",\"data\":null");
    }

    /** Returns an envelope with further members, for example {@code ,"data":{}}. */
    static String envelope(int code, String msg, String members) {
        return "{\"code\":" + code + ",\"msg\":\"" + msg + "\"" + members + "}";
    }
}
