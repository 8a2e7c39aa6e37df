package dev.lumamodify.mock.internal.ui;

import dev.lumamodify.mock.internal.http.PreferenceType;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.spec.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document as the documentation in the browser shows it: with an example of each code, and with this server and
 * its preferences. The document itself does not change.
 *
 * @param root a copy of the document, which this class changes
 * @param operations the operations of the document
 * @param origin the base URL of this server
 */
record DocumentationView(ObjectNode root, OpenApiDocument operations, String origin) {
    private static final String CALLBACK_PATH = "/callback/200";

    /** Changes the copy and returns it. */
    ObjectNode create() {
        root.putArray("servers").addObject().put("url", origin).put("description", "This mock server");
        for (JsonNode path : root.path("paths")) {
            ((ObjectNode) path).remove("servers");
            for (Map.Entry<String, JsonNode> method : path.properties()) {
                if (method.getValue() instanceof ObjectNode node && node.has("operationId")) {
                    change(node, operations.operation(node.path("operationId").asString()));
                }
            }
        }
        root.at("/components/schemas").forEach(DocumentationView::listConstants);
        return root;
    }

    private void change(ObjectNode node, Operation operation) {
        node.remove("servers");
        node.withArray("parameters").add(preferParameter());
        for (JsonNode media : resolve(node.path("requestBody")).path("content")) {
            for (JsonNode example : media.path("examples")) {
                operation.callbacks().values().forEach(callback -> replaceUrl(example.path("value"), callback.url()));
            }
        }
        ObjectNode responses = (ObjectNode) node.path("responses");
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            ObjectNode copy = (ObjectNode) resolve(response.getValue()).deepCopy();
            for (JsonNode media : copy.path("content")) {
                ((ObjectNode) media).set("examples", examples(media.path("examples"), operation, response.getKey()));
            }
            response.setValue(copy);
        }
    }

    /** Returns the examples and, for each code that has none, another one; in the order of the codes. */
    private ObjectNode examples(JsonNode documented, Operation operation, String status) {
        List<ObjectNode> examples = new ArrayList<>();
        for (JsonNode each : documented) {
            ObjectNode example = (ObjectNode) resolve(each).deepCopy();
            examples.add(example.put(
                    "summary", code(example) + ": " + example.path("summary").asString()));
        }
        operation.codes().forEach((code, title) -> {
            if (examples.stream().noneMatch(each -> code(each) == code)) {
                ObjectNode example = JsonNodeFactory.instance.objectNode().put("summary", code + ": " + title);
                example.set("value", operation.envelope(code));
                examples.add(example);
            }
        });
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        examples.stream()
                .filter(each -> !operation.statusIsCode()
                        || status.equals("default")
                        || status.equals(String.valueOf(code(each))))
                .sorted(Comparator.comparingInt(DocumentationView::code))
                .forEach(each -> named.set("example" + (named.size() + 1), each));
        return named;
    }

    private static int code(JsonNode example) {
        return example.at("/value/code").asInt();
    }

    private void replaceUrl(JsonNode example, JsonPointer url) {
        if (example.at(url.head()) instanceof ObjectNode parent
                && !example.at(url).isMissingNode()) {
            parent.put(url.last().getMatchingProperty(), origin + CALLBACK_PATH);
        }
    }

    private static ObjectNode preferParameter() {
        String preferences = Arrays.stream(PreferenceType.values())
                .map(type -> "\n- `" + type.token() + "`: " + type.validValues() + ". " + type.effect())
                .collect(Collectors.joining());
        ObjectNode parameter = JsonNodeFactory.instance
                .objectNode()
                .put("name", "Prefer")
                .put("in", "header")
                .put(
                        "description",
                        "Only this mock server: simulates a response or a fault, such as `code=402` or"
                                + " `delay=2s, fault=reset`.\n"
                                + preferences);
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    /** Shows a choice of constants as a list of values with their descriptions. */
    private static void listConstants(JsonNode schema) {
        JsonNode choices = schema.path("oneOf");
        if (choices.isEmpty() || !choices.valueStream().allMatch(each -> each.has("const"))) {
            return;
        }
        StringBuilder description = new StringBuilder(schema.path("description").asString("")).append('\n');
        ArrayNode values = ((ObjectNode) schema).putArray("enum");
        for (JsonNode choice : choices) {
            values.add(choice.path("const"));
            description.append("\n- `").append(choice.path("const")).append("` ");
            description.append(choice.path("title").asString("")).append(": ");
            description.append(choice.path("description").asString(""));
        }
        ((ObjectNode) schema).put("description", description.toString()).remove("oneOf");
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : resolve(root.at(reference.substring(1)));
    }
}
