package dev.lumamodify.contract.internal.spec;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads operations and callbacks from the {@code paths} of the document. Throws if a schema has an unsupported keyword.
 */
final class OperationReader {
    private OperationReader() {}

    static Operation operation(DocumentNode node, String path) {
        List<Parameter> parameters = new ArrayList<>();
        DocumentNode list = node.optionalChild("parameters");
        for (int i = 0; list != null && i < list.value().size(); i++) {
            parameters.add(parameter(list.child(String.valueOf(i))));
        }
        DocumentNode body = node.optionalChild("requestBody");
        Schema request = body == null ? null : jsonSchema(body);
        return new Operation(node, path, parameters, request, jsonSchema(node.child("responses", "200")));
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
        return SupportedKeywords.requireSupported(new Schema(holder.child("content", "application/json", "schema")));
    }
}
