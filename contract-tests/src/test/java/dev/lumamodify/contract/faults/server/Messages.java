package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Multipart;
import dev.lumamodify.contract.internal.harness.Multipart.Part;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.Json;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads parts of requests and responses, and returns copies with one part changed. */
final class Messages {
    private static final String TASK_ID = "taskId=";

    private Messages() {}

    static boolean isCreate(Request request) {
        return request.path().endsWith("/generate");
    }

    static boolean isRead(Request request) {
        return request.path().contains("/record-info");
    }

    static boolean asksForCredits(Request request) {
        return request.path().endsWith("/credit");
    }

    static boolean asksForLink(Request request) {
        return request.path().endsWith("/download-url");
    }

    static boolean isUpload(Request request) {
        return request.path().endsWith("-upload");
    }

    /** Returns whether a request downloads a file. */
    static boolean isDownload(Request request) {
        return request.method().equals("GET") && !request.path().startsWith("/api/");
    }

    /** Returns the parts of a multipart body; an empty list if it is of another type. */
    static List<Part> parts(Request request) {
        return Multipart.read(request.header("Content-Type"), request.body() == null ? new byte[0] : request.body());
    }

    /** Changes the parts of a multipart body. */
    static Request editParts(Request request, UnaryOperator<List<Part>> edit) {
        List<Part> parts = parts(request);
        return parts.isEmpty() ? request : Multipart.write(request, edit.apply(parts));
    }

    /** Changes a field of an upload, in parts or in JSON. A field that is missing stays missing. */
    static Request editField(Request request, String name, UnaryOperator<String> edit) {
        if (!isUpload(request)) {
            return request;
        }
        Request edited = editParts(
                request,
                parts -> parts.stream()
                        .map(part -> part.name().equals(name) ? Part.field(name, edit.apply(part.text())) : part)
                        .toList());
        return editJson(edited, json -> {
            if (json.path(name).isString()) {
                json.put(name, edit.apply(json.path(name).asString()));
            }
        });
    }

    /** Returns the body as JSON, or a missing node if it is not JSON. */
    static JsonNode json(Request request) {
        return request.body() == null ? MissingNode.getInstance() : Json.parse(request.body());
    }

    /** Returns a string member, or "" if there is none. */
    static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    static boolean hasKey(Request request, String key) {
        return request.header("Authorization").equalsIgnoreCase("Bearer " + key);
    }

    static Request editJson(Request request, Consumer<ObjectNode> edit) {
        return json(request) instanceof ObjectNode object
                ? request.body(edited(object, edit).getBytes(StandardCharsets.UTF_8))
                : request;
    }

    static Response editJson(Response response, Consumer<ObjectNode> edit) {
        return response.json() instanceof ObjectNode object ? withBody(response, edited(object, edit)) : response;
    }

    private static String edited(ObjectNode json, Consumer<ObjectNode> edit) {
        ObjectNode copy = json.deepCopy();
        edit.accept(copy);
        return copy.toString();
    }

    static Request withMethod(Request request, String method) {
        return method.equals("GET")
                ? new Request(method, request.path(), request.headers(), null, false)
                : request.method(method);
    }

    static Request withoutHeader(Request request, String name) {
        return request.headers(request.headers().stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList());
    }

    /** Replaces the Authorization header if it matches a pattern. */
    static Request withKeyIf(Request request, String pattern, String key) {
        return request.header("Authorization").matches(pattern) ? request.key(key) : request;
    }

    /** Changes the task id in the query of a read. */
    static Request withTaskId(Request request, UnaryOperator<String> change) {
        int start = request.path().indexOf(TASK_ID) + TASK_ID.length();
        if (!isRead(request) || start < TASK_ID.length()) {
            return request;
        }
        String id = URLDecoder.decode(request.path().substring(start), StandardCharsets.UTF_8);
        String changed = URLEncoder.encode(change.apply(id), StandardCharsets.UTF_8);
        return request.path(request.path().substring(0, start) + changed);
    }

    static Response withStatus(Response response, int status) {
        return new Response(response.request(), status, response.headers(), response.body());
    }

    static Response withBody(Response response, String body) {
        return withBody(response, body.getBytes(StandardCharsets.UTF_8));
    }

    static Response withBody(Response response, byte[] body) {
        return new Response(response.request(), response.status(), response.headers(), body);
    }

    static Response withHeader(Response response, String name, String value) {
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        headers.put(name, List.of(value));
        return new Response(response.request(), response.status(), headers, response.body());
    }

    /** Replaces one code by another, in the HTTP status too if it repeats the code. */
    static Response withCode(Response response, int from, int to) {
        if (response.code() != from) {
            return response;
        }
        Response changed = editJson(response, json -> json.put("code", to));
        return response.status() == from && to >= 200 ? withStatus(changed, to) : changed;
    }

    /** Returns an empty response with HTTP status 200, which accepts a callback. */
    static Response accepted(Request callback) {
        return new Response(callback, 200, Map.of("content-type", List.of("text/plain")), new byte[0]);
    }
}
