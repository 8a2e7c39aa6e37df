package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.Multipart;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.Callback;
import dev.lumamodify.contract.internal.spec.Json;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.internal.spec.Parameter;
import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Counts how often the traffic of a run exercised each item of the document, with valid and with invalid values. It
 * counts what was sent and received, not what the checks intend to do.
 */
public final class Coverage {
    /**
     * The counts of one item.
     *
     * @param passed how often a value satisfied it
     * @param failed how often a value violated it
     */
    public record Count(CoverageItems.Item item, int passed, int failed) {
        /** Returns whether the item was satisfied and, if a client can violate it, also violated. */
        public boolean exercised() {
            return passed > 0 && (failed > 0 || !item.canFail());
        }
    }

    private final Map<String, int[]> counts = new LinkedHashMap<>();
    private final OpenApiDocument document;
    private final SchemaValidator validator = new SchemaValidator(this::count);

    private Coverage(OpenApiDocument document) {
        this.document = document;
    }

    /** Returns a count for every item of the document, from all traffic of the run so far. */
    public static List<Count> of(ServerTestContext context) {
        Coverage coverage = new Coverage(context.document());
        context.client().responses().forEach(coverage::countExchange);
        context.receiver().attempts().forEach(coverage::countCallback);
        return CoverageItems.of(context.document()).stream()
                .map(coverage::countOf)
                .toList();
    }

    /** Returns the counts of the items that were not exercised. */
    public static List<Count> missing(List<Count> counts) {
        return counts.stream().filter(count -> !count.exercised()).toList();
    }

    private Count countOf(CoverageItems.Item item) {
        int[] count = counts.getOrDefault(item.place(), new int[2]);
        return new Count(item, count[0], count[1]);
    }

    private void count(String place, boolean passed) {
        counts.computeIfAbsent(place, key -> new int[2])[passed ? 0 : 1]++;
    }

    private void countExchange(Response response) {
        Request request = response.request();
        Operation operation = document.operationAt(request.path());
        if (operation == null || !operation.method().equals(request.method())) {
            return;
        }
        String place = operation.node().location();
        count(place, response.accepted());
        operation.parameters().forEach(parameter -> countParameter(place, parameter, request));
        Schema schema = operation.requestSchema();
        if (schema != null) {
            JsonNode body = body(operation, request);
            count(place + "/requestBody", !body.isMissingNode() && validator.accepts(schema, body));
            countExamples(place + " request ", operation.requestExamples(), body);
        }
        validator.validate(operation.responseSchema(), response.json());
        count(operation.id() + " " + response.code(), true);
        countExamples(place + " ", operation.responseExamples(), response.json());
        operation.responseHeaders().forEach(header -> countHeader(place, header, response.header(header.name())));
    }

    private static JsonNode body(Operation operation, Request request) {
        byte[] bytes = request.body() == null ? new byte[0] : request.body();
        return operation.isMultipart()
                ? Multipart.asObject(Multipart.read(request.header("Content-Type"), bytes))
                : Json.parse(bytes);
    }

    private void countParameter(String place, Parameter parameter, Request request) {
        String value = queryValue(request, parameter.name());
        count(
                place + " " + parameter.name(),
                value != null && validator.accepts(parameter.schema(), JsonNodeFactory.instance.stringNode(value)));
    }

    private void countCallback(CallbackAttempt attempt) {
        if (attempt.method().equals("GET")) {
            return; // The server fetched a file.
        }
        for (Callback callback : document.callbacks()) {
            String place = callback.node().location();
            count(place, validator.accepts(callback.body(), attempt.json()));
            countExamples(place + " ", callback.examples(), attempt.json());
            callback.headers().forEach(header -> countHeader(place, header, attempt.header(header.name())));
        }
    }

    private void countHeader(String place, Parameter header, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            boolean number =
                    header.schema().node().path("type").asString("").equals("integer") && value.matches("\\d{1,9}");
            JsonNode node = number
                    ? JsonNodeFactory.instance.numberNode(Long.parseLong(value))
                    : JsonNodeFactory.instance.stringNode(value);
            count(place + " " + header.name(), validator.accepts(header.schema(), node));
        }
    }

    private void countExamples(String place, Map<String, JsonNode> examples, JsonNode value) {
        examples.forEach((name, example) -> {
            if (shape(example).equals(shape(value))) {
                count(place + name, true);
            }
        });
    }

    /**
     * Returns the members of a value with their types; small numbers, such as codes and status values, count with their
     * value.
     */
    private static String shape(JsonNode node) {
        if (node.isObject()) {
            Set<String> members = new TreeSet<>();
            node.properties().forEach(member -> members.add(member.getKey() + ":" + shape(member.getValue())));
            return members.toString();
        }
        return node.isInt() ? node.toString() : node.getNodeType().name();
    }

    private static @Nullable String queryValue(Request request, String name) {
        String[] parts = request.path().split("\\?", 2);
        for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
