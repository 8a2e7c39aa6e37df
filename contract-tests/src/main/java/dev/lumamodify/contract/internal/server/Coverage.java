package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.Document;
import dev.lumamodify.contract.internal.spec.Operation;
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

/**
 * How often the traffic of a run exercised each element of the document, kept and broken. Observed on what was sent and
 * what came, not taken from what the laws mean to do.
 */
public final class Coverage {
    /** What was counted for one element. */
    public record Line(CoverageItems.Element element, int kept, int broken) {
        /** An element that a client can break is exercised once it was kept and was broken. */
        public boolean exercised() {
            return kept > 0 && (broken > 0 || !element.breakable());
        }
    }

    private final Map<String, int[]> counts = new LinkedHashMap<>();
    private final Document document;
    private final SchemaValidator judge = new SchemaValidator(this::count);

    private Coverage(Document document) {
        this.document = document;
    }

    /** What a trial has exercised up to now. */
    public static List<Line> of(ServerTestContext trial) {
        Coverage coverage = new Coverage(trial.document());
        trial.wire().journal().forEach(coverage::exchange);
        trial.receiver().deliveries().forEach(coverage::delivery);
        return CoverageItems.of(trial.document()).stream().map(coverage::line).toList();
    }

    public static List<Line> missing(List<Line> lines) {
        return lines.stream().filter(line -> !line.exercised()).toList();
    }

    private Line line(CoverageItems.Element element) {
        int[] count = counts.getOrDefault(element.place(), new int[2]);
        return new Line(element, count[0], count[1]);
    }

    private void count(String place, boolean kept) {
        counts.computeIfAbsent(place, p -> new int[2])[kept ? 0 : 1]++;
    }

    private void exchange(Response answer) {
        Request call = answer.call();
        Operation operation = document.called(call);
        if (operation == null || !operation.method().equals(call.method())) {
            return;
        }
        String place = operation.place().location();
        count(place, answer.accepted());
        operation.parameters().forEach(parameter -> parameter(place, parameter, call));
        Schema request = operation.request();
        if (request != null) {
            JsonNode body = new Response(call, 0, Map.of(), call.body() == null ? new byte[0] : call.body()).json();
            count(place + "/requestBody", !body.isMissingNode() && judge.accepts(request, body));
            examples(place + " request ", operation.requestExamples(), body);
        }
        judge.breaches(operation.answer(), answer.json());
        count(operation.id() + " " + answer.code(), true);
        examples(place + " ", operation.answerExamples(), answer.json());
        operation.headers().forEach(header -> header(place, header, answer.header(header.name())));
    }

    private void parameter(String place, Document.Parameter parameter, Request call) {
        String value = query(call, parameter.name());
        count(
                place + " " + parameter.name(),
                value != null && judge.accepts(parameter.schema(), ValidValues.NODES.stringNode(value)));
    }

    private void delivery(CallbackReceiver.Delivery delivery) {
        for (Document.Callback callback : document.callbacks()) {
            String place = callback.place().location();
            count(place, judge.accepts(callback.body(), delivery.json()));
            examples(place + " ", callback.examples(), delivery.json());
            callback.headers().forEach(header -> header(place, header, delivery.header(header.name())));
        }
    }

    private void header(String place, Document.Parameter header, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            boolean number =
                    header.schema().node().path("type").asString("").equals("integer") && value.matches("\\d{1,9}");
            JsonNode node =
                    number ? ValidValues.NODES.numberNode(Long.parseLong(value)) : ValidValues.NODES.stringNode(value);
            count(place + " " + header.name(), judge.accepts(header.schema(), node));
        }
    }

    private void examples(String place, Map<String, JsonNode> examples, JsonNode value) {
        examples.forEach((name, example) -> {
            if (shape(example).equals(shape(value))) {
                count(place + name, true);
            }
        });
    }

    /** Two messages are alike if they have the same fields of the same types, and the same small numbers: codes and flags. */
    private static String shape(JsonNode node) {
        if (node.isObject()) {
            Set<String> fields = new TreeSet<>();
            node.properties().forEach(field -> fields.add(field.getKey() + ":" + shape(field.getValue())));
            return fields.toString();
        }
        return node.isInt() ? node.toString() : node.getNodeType().name();
    }

    private static @Nullable String query(Request call, String name) {
        String[] parts = call.path().split("\\?", 2);
        for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
