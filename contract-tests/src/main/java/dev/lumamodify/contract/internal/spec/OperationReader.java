package dev.lumamodify.contract.internal.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads operations and callbacks from the {@code paths} of the document. Throws an {@link IllegalArgumentException} that
 * names the first part that the suite does not support.
 */
final class OperationReader {
    static final String MULTIPART = "multipart/form-data";

    private static final String JSON = "application/json";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Set<String> OF_PATH = Set.of("servers", "summary", "description");
    private static final Set<String> OF_OPERATION = Set.of(
            "operationId",
            "tags",
            "summary",
            "description",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "servers");

    private OperationReader() {}

    /** Returns the operations of a path, in the order of the document. */
    static List<Operation> operations(DocumentNode item, String path) {
        List<Operation> operations = new ArrayList<>();
        for (String key : item.value().propertyNames()) {
            if (METHODS.contains(key)) {
                operations.add(operation(item, item.child(key), path));
            } else {
                requireSupported("part of a path", key, OF_PATH, item);
            }
        }
        return operations;
    }

    private static Operation operation(DocumentNode item, DocumentNode node, String path) {
        node.value().propertyNames().forEach(key -> requireSupported("part of an operation", key, OF_OPERATION, node));
        List<Parameter> parameters = new ArrayList<>();
        DocumentNode list = node.optionalChild("parameters");
        for (int i = 0; list != null && i < list.value().size(); i++) {
            parameters.add(parameter(list.child(String.valueOf(i))));
        }
        DocumentNode body = node.optionalChild("requestBody");
        String mediaType = body == null ? null : mediaType(body, Set.of(JSON, MULTIPART));
        Schema request = body == null ? null : schema(body, Objects.requireNonNull(mediaType));
        String server = server(node.optionalChild("servers") == null ? item : node);
        return new Operation(node, path, server, parameters, mediaType, request, responseSchema(node));
    }

    private static @Nullable String server(DocumentNode node) {
        DocumentNode servers = node.optionalChild("servers");
        return servers == null ? null : servers.child("0", "url").value().asString();
    }

    /** Returns the schema that the responses of all statuses have. */
    private static Schema responseSchema(DocumentNode operation) {
        DocumentNode responses = operation.child("responses");
        Schema schema = jsonSchema(responses.child("200"));
        for (String status : responses.value().propertyNames()) {
            if (!jsonSchema(responses.child(status)).equals(schema)) {
                throw unsupported("other schema for the status", status, responses);
            }
        }
        return schema;
    }

    static List<Callback> callbacks(DocumentNode operation) {
        List<Callback> callbacks = new ArrayList<>();
        DocumentNode names = operation.optionalChild("callbacks");
        if (names != null) {
            for (String name : names.value().propertyNames()) {
                for (String expression : names.child(name).value().propertyNames()) {
                    callbacks.add(callback(names.child(name, expression, "post"), expression));
                }
            }
        }
        return callbacks;
    }

    private static Callback callback(DocumentNode node, String expression) {
        List<Parameter> headers = new ArrayList<>();
        for (int i = 0; i < node.child("parameters").value().size(); i++) {
            headers.add(parameter(node.child("parameters", String.valueOf(i))));
        }
        return new Callback(node, expression, headers, jsonSchema(node.child("requestBody")));
    }

    private static Parameter parameter(DocumentNode node) {
        JsonNode value = node.value();
        return new Parameter(
                value.path("name").asString(),
                value.path("in").asString(),
                value.path("required").asBoolean(false),
                SupportedKeywords.requireSupported(new Schema(node.child("schema"))));
    }

    static List<Parameter> responseHeaders(DocumentNode response) {
        List<Parameter> headers = new ArrayList<>();
        for (String name : response.value().path("headers").propertyNames()) {
            DocumentNode header = response.child("headers", name);
            headers.add(new Parameter(
                    name, "header", false, SupportedKeywords.requireSupported(new Schema(header.child("schema")))));
        }
        return headers;
    }

    private static Schema jsonSchema(DocumentNode holder) {
        return schema(holder, mediaType(holder, Set.of(JSON)));
    }

    private static Schema schema(DocumentNode holder, String mediaType) {
        return SupportedKeywords.requireSupported(new Schema(holder.child("content", mediaType, "schema")));
    }

    private static String mediaType(DocumentNode holder, Set<String> supported) {
        DocumentNode content = holder.child("content");
        content.value().propertyNames().forEach(type -> requireSupported("media type", type, supported, holder));
        if (content.value().size() != 1) {
            throw unsupported(
                    "number of media types", String.valueOf(content.value().size()), holder);
        }
        return content.value().propertyNames().iterator().next();
    }

    private static void requireSupported(String what, String name, Set<String> supported, DocumentNode node) {
        if (!supported.contains(name) && !name.startsWith("x-")) {
            throw unsupported(what, name, node);
        }
    }

    private static IllegalArgumentException unsupported(String what, String name, DocumentNode node) {
        return new IllegalArgumentException(
                "The " + what + " '" + name + "' at " + node.location() + " is not supported by this suite");
    }
}
