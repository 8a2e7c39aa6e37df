package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Response;
import java.nio.charset.StandardCharsets;

/** Servers whose responses are not the documented envelope. */
final class EnvelopeFaults {
    private EnvelopeFaults() {}

    static void addTo(FaultTable table) {
        members(table.foundBy("envelope.valid"));
        taskIds(table.foundBy("envelope.valid").withTrafficOf("tasks.readable"));
        json(table.foundBy("envelope.valid"));
        plainJson(table.foundBy("envelope.plain-json"));
        contentTypes(table.foundBy("envelope.content-type"));
        messages(table);
        internals(table.foundBy("envelope.no-internals"));
        statuses(table);
        table.foundBy("envelope.retry-after")
                .withTrafficOf("limits.enforced")
                .respondsWithError(
                        "sends Retry-After in milliseconds",
                        response -> response.code() == 429
                                ? Messages.withHeader(response, "retry-after", "10000")
                                : response);
        table.foundBy("envelope.valid")
                .withTrafficOf("lifecycle.parameters")
                .responds(
                        "sends JSON in Latin-1",
                        response -> Messages.withBody(response, response.text().getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static void members(FaultTable.Group faults) {
        faults.responds(
                "sends the code as a string",
                response -> Messages.editJson(
                        response, json -> json.put("code", json.path("code").toString())));
        faults.responds("leaves out msg", response -> Messages.editJson(response, json -> json.remove("msg")));
        faults.respondsWithError(
                "sends null as the msg of an error",
                response -> Messages.editJson(response, json -> json.putNull("msg")));
        faults.respondsWithError(
                "sends an empty object as the data of an error",
                response -> Messages.editJson(response, json -> json.putObject("data")));
        faults.respondsWithError(
                "sends an empty string as the data of an error",
                response -> Messages.editJson(response, json -> json.put("data", "")));
    }

    private static void taskIds(FaultTable.Group faults) {
        faults.responds("sends code 0 for success", response -> Messages.withCode(response, 200, 0));
        faults.respondsToCreate(
                "sends the task id as the data",
                response -> Messages.editJson(
                        response,
                        json -> json.put(
                                "data", json.path("data").path("taskId").asString("x"))));
        faults.respondsToCreate(
                "sends task_id for taskId",
                response -> Messages.withBody(response, response.text().replace("\"taskId\"", "\"task_id\"")));
        faults.respondsToCreate(
                "sends a number as the task id",
                response -> response.accepted()
                        ? Messages.editJson(
                                response, json -> json.putObject("data").put("taskId", 12345))
                        : response);
    }

    private static void json(FaultTable.Group faults) {
        faults.responds(
                "sends an array around the envelope",
                response -> Messages.withBody(response, "[" + response.text() + "]"));
        faults.responds(
                "sends a character behind the JSON", response -> Messages.withBody(response, response.text() + ";"));
        faults.responds(
                "sends a member twice",
                response -> Messages.withBody(response, response.text().replaceFirst("\\{", "{\"msg\":\"success\",")));
    }

    private static void plainJson(FaultTable.Group faults) {
        faults.responds("sends a byte order mark", response -> Messages.withBody(response, "\uFEFF" + response.text()));
        faults.respondsWithError("sends errors without a body", response -> Messages.withBody(response, ""));
        faults.respondsWithError(
                "sends errors as HTML", response -> Messages.withBody(response, "<html><h1>Error</h1></html>"));
    }

    private static void contentTypes(FaultTable.Group faults) {
        faults.responds("sends the content type text/plain", response -> typed(response, "text/plain"));
        faults.respondsWithError(
                "sends errors with the content type text/html",
                response -> typed(response, "text/html; charset=utf-8"));
        faults.responds(
                "declares the charset Latin-1", response -> typed(response, "application/json; charset=latin1"));
    }

    private static void messages(FaultTable table) {
        FaultTable.Group errors = table.foundBy("envelope.msg");
        errors.withTrafficOf("tasks.readable")
                .respondsToCreate(
                        "sends the msg ok for an accepted create request",
                        response -> Messages.editJson(response, json -> json.put("msg", "ok")));
        errors.respondsWithError(
                "sends the msg success for an error",
                response -> Messages.editJson(response, json -> json.put("msg", "success")));
        errors.respondsWithError(
                "sends an empty msg for an error",
                response -> Messages.editJson(response, json -> json.put("msg", "")));
    }

    private static void internals(FaultTable.Group faults) {
        faults.respondsWithError(
                "sends a stack trace of Java",
                response -> Messages.editJson(
                        response, json -> json.put("msg", "java.lang.IllegalStateException: x\n\tat a.B.c(B.java:1)")));
        faults.respondsWithError(
                "sends a stack trace of Node.js",
                response -> Messages.editJson(
                        response, json -> json.put("stack", "TypeError: x\n    at check (/app/server.js:10:5)")));
        faults.respondsWithError(
                "sends a stack trace of Go",
                response -> Messages.editJson(response, json -> json.put("msg", "panic: x\n\ngoroutine 1 [running]:")));
    }

    private static void statuses(FaultTable table) {
        FaultTable.Group faults = table.foundBy("envelope.one-error-style");
        table.foundBy("envelope.http-status")
                .withTrafficOf("tasks.readable")
                .respondsToCreate(
                        "sends HTTP status 201 for an accepted create request",
                        response -> response.accepted() ? Messages.withStatus(response, 201) : response);
        faults.withTrafficOf("auth.read-needs-key")
                .respondsWithError(
                        "sends code 401 with the HTTP status of the other style",
                        response -> withOtherStyle(response, 401));
        FaultTable.Group errors = faults.withTrafficOf("tasks.unknown-rejected");
        errors.respondsWithError(
                "sends code 422 with the HTTP status of the other style", response -> withOtherStyle(response, 422));
        table.foundBy("envelope.http-status")
                .withTrafficOf("tasks.unknown-rejected")
                .respondsWithError(
                        "sends HTTP status 400 for every error", response -> Messages.withStatus(response, 400));
    }

    private static Response withOtherStyle(Response response, int code) {
        return response.code() == code
                ? Messages.withStatus(response, response.status() == 200 ? code : 200)
                : response;
    }

    private static Response typed(Response response, String type) {
        return Messages.withHeader(response, "content-type", type);
    }
}
