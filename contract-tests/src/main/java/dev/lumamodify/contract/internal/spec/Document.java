package dev.lumamodify.contract.internal.spec;

import dev.lumamodify.contract.internal.harness.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI document as this suite reads it: on its own, with no code of the client or of the mock server, so that a
 * misreading on one side shows as a broken law.
 *
 * <p>Reading fails with an {@link IllegalArgumentException} on any schema keyword that {@link SupportedKeywords} does not know: a
 * rule that is not understood would be a rule that is not checked.
 */
public final class Document {
    public static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode root;

    /** What was looked up before: judging asks for the same places over and over. */
    private final Map<String, JsonNode> places = new ConcurrentHashMap<>();

    private final List<Operation> operations = new ArrayList<>();
    private final List<Callback> callbacks = new ArrayList<>();

    private Document(JsonNode root) {
        this.root = root;
        schemas().values().forEach(SupportedKeywords::refuseUnknown);
        for (var path : root.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    read(new Place(this, "#/paths/" + escaped(path.getKey()) + "/" + method.getKey()), path.getKey());
                }
            }
        }
    }

    /** Reads {@code luma-modify.yaml} from the class path. */
    public static Document load() {
        try (InputStream yaml =
                Objects.requireNonNull(Document.class.getResourceAsStream("/luma-modify.yaml"), "luma-modify.yaml")) {
            return of(YAMLMapper.builder().build().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Document of(JsonNode root) {
        return new Document(root);
    }

    /** The calls that a client can make, in the order of the document. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** The operation that the document calls {@code id}. */
    public Operation operation(String id) {
        return operations.stream()
                .filter(o -> o.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The document has no operation " + id));
    }

    /** The operation that a call is for, whatever its method; or null. */
    public @Nullable Operation called(Request call) {
        String path = call.path().split("\\?", 2)[0];
        return operations.stream()
                .filter(o -> o.path().equals(path))
                .findFirst()
                .orElse(null);
    }

    /** The calls that a server makes. */
    public List<Callback> callbacks() {
        return List.copyOf(callbacks);
    }

    /** The named schemas, in the order of the document. */
    public Map<String, Schema> schemas() {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        for (String name : root.path("components").path("schemas").propertyNames()) {
            schemas.put(name, new Schema(new Place(this, "#/components/schemas/" + escaped(name))));
        }
        return schemas;
    }

    /** All of it, for the words that the API uses itself. */
    public String text() {
        return root.toString();
    }

    JsonNode at(String location) {
        return places.computeIfAbsent(location, this::find);
    }

    private JsonNode find(String location) {
        if (!location.equals("#") && !location.startsWith("#/")) {
            throw new IllegalArgumentException("Only references into the document itself are understood: " + location);
        }
        JsonNode found = root.at(location.substring(1));
        if (found.isMissingNode()) {
            throw new IllegalArgumentException("The document has nothing at " + location);
        }
        return found;
    }

    static String escaped(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }

    private void read(Place place, String path) {
        Schema request = null;
        Place body = place.optional("requestBody");
        if (body != null) {
            request = json(body);
        }
        List<Parameter> parameters = new ArrayList<>();
        Place list = place.optional("parameters");
        for (int i = 0; list != null && i < list.node().size(); i++) {
            parameters.add(parameter(list.to(String.valueOf(i))));
        }
        Place answer = place.to("responses", "200");
        operations.add(new Operation(place, path, parameters, request, json(answer)));

        Place calls = place.optional("callbacks");
        if (calls != null) {
            for (String name : calls.node().propertyNames()) {
                for (String expression : calls.to(name).node().propertyNames()) {
                    callbacks.add(callback(calls.to(name, expression, "post"), expression));
                }
            }
        }
    }

    private static Callback callback(Place place, String expression) {
        List<Parameter> headers = new ArrayList<>();
        for (int i = 0; i < place.to("parameters").node().size(); i++) {
            headers.add(parameter(place.to("parameters", String.valueOf(i))));
        }
        return new Callback(place, expression, headers, json(place.to("requestBody")));
    }

    private static Parameter parameter(Place place) {
        JsonNode node = place.node();
        return new Parameter(
                node.path("name").asString(),
                node.path("in").asString(),
                node.path("required").asBoolean(false),
                SupportedKeywords.refuseUnknown(new Schema(place.to("schema"))));
    }

    static List<Parameter> headers(Place answer) {
        List<Parameter> headers = new ArrayList<>();
        for (String name : answer.node().path("headers").propertyNames()) {
            Place header = answer.to("headers", name);
            headers.add(new Parameter(
                    name, "header", false, SupportedKeywords.refuseUnknown(new Schema(header.to("schema")))));
        }
        return headers;
    }

    private static Schema json(Place holder) {
        return SupportedKeywords.refuseUnknown(new Schema(holder.to("content", "application/json", "schema")));
    }

    /** A node of the document and where it stands, references followed. */
    public record Place(Document document, String location) {
        public Place {
            JsonNode node = document.at(location);
            while (node.size() == 1 && node.has("$ref")) {
                location = node.get("$ref").asString();
                node = document.at(location);
            }
        }

        JsonNode node() {
            return document.at(location);
        }

        Place to(String... path) {
            Place place = this;
            for (String step : path) {
                place = new Place(document, place.location + "/" + escaped(step));
            }
            return place;
        }

        @Nullable
        Place optional(String step) {
            return node().has(step) ? to(step) : null;
        }
    }

    /** A value that travels outside the body. */
    public record Parameter(String name, String in, boolean required, Schema schema) {}

    /** What a server posts. */
    public record Callback(Place place, String expression, List<Parameter> headers, Schema body) {
        public Map<String, JsonNode> examples() {
            return Operation.examples(place.to("requestBody", "content", "application/json"));
        }
    }
}
