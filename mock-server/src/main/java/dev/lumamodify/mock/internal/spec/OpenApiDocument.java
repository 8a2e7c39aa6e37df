package dev.lumamodify.mock.internal.spec;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document at run time: its operations, schemas, codes, examples and callbacks. */
public final class OpenApiDocument {
    private static final String RESOURCE = "/luma-modify.yaml";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\$request\\.body#(/.+)}");

    private final ObjectNode document;
    /** The document as a whole: a schema that asks for nothing, and holds those that do. */
    private final Schema schemas;

    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, String> taskParameters;

    /** Throws {@link IllegalArgumentException} if the document says something this server does not understand. */
    OpenApiDocument(JsonNode document) {
        this.document = (ObjectNode) document;
        this.schemas = schemas(document);
        document.at("/components/schemas")
                .properties()
                .forEach(schema ->
                        SupportedKeywords.check("#/components/schemas/" + schema.getKey(), schema.getValue()));
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    String pointer = "/paths/" + escaped(path.getKey()) + "/" + method.getKey();
                    Operation operation = operation(path.getKey(), method.getKey(), pointer);
                    operations.put(operation.id(), operation);
                }
            }
        }
        taskParameters = parameters();
    }

    private static Schema schemas(JsonNode document) {
        // What validates nothing needs no warning: Keywords refuses what could.
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .keyword(new OneOfKeyword())
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        return SchemaRegistry.withDefaultDialect(
                        dialect,
                        builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .locale(Locale.ROOT)
                                .build()))
                .getSchema(SchemaLocation.of("urn:luma-modify"), document);
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name :
                document.at("/components/schemas/TaskParameters/properties").propertyNames()) {
            String property = operations.values().stream()
                    .map(Operation::body)
                    .filter(Objects::nonNull)
                    .flatMap(body -> body.properties().stream())
                    .filter(name::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("No request has a property for the parameter " + name));
            parameters.put(name, property);
        }
        return parameters;
    }

    private static final class Current {
        static final OpenApiDocument CONTRACT = new OpenApiDocument(Json.yaml(text()));
    }

    /** The document that this build was made with. Read and compiled once. */
    public static OpenApiDocument current() {
        return Current.CONTRACT;
    }

    /** The document that this build was made with, as it is written. */
    public static String text() {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + RESOURCE + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Iterable<Operation> operations() {
        return operations.values();
    }

    /** Throws {@link IllegalArgumentException}, saying what there is, for an id that the document does not have. */
    public Operation operation(@Nullable String id) {
        Operation operation = operations.get(id);
        if (operation == null) {
            throw new IllegalArgumentException(
                    "operation must be one of " + String.join(", ", operations.keySet()) + ", not " + id);
        }
        return operation;
    }

    /** The callbacks of all operations, by name. */
    public Map<String, Operation.Callback> callbacks() {
        Map<String, Operation.Callback> callbacks = new LinkedHashMap<>();
        operations.values().forEach(operation -> callbacks.putAll(operation.callbacks()));
        return callbacks;
    }

    /** The names under which the service repeats the parameters of a create, and those that they have in the request. */
    public Map<String, String> taskParameters() {
        return taskParameters;
    }

    /** How long results can be fetched after their task has ended. */
    public Duration resultsKept() {
        JsonNode days = document.at("/components/schemas/TaskResults/properties/resultUrls/x-kept-days");
        if (!days.isInt()) {
            throw new IllegalArgumentException("The document does not say in x-kept-days how long results are kept");
        }
        return Duration.ofDays(days.intValue());
    }

    private Operation operation(String path, String method, String pointer) {
        JsonNode node = document.at(pointer);
        List<Operation.Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < node.path("parameters").size(); i++) {
            String at = resolve(pointer + "/parameters/" + i);
            JsonNode parameter = document.at(at);
            if (!parameter.path("in").asString().equals("query")) {
                throw new IllegalArgumentException(at + " is not a query parameter, and others are not understood");
            }
            parameters.add(new Operation.Parameter(
                    parameter.path("name").asString(),
                    parameter.path("required").asBoolean(false),
                    rules(at + "/schema")));
        }
        String answers = json(resolve(pointer + "/responses/200"));
        return new Operation(
                node.path("operationId").asString(),
                method.toUpperCase(Locale.ROOT),
                path,
                node.path("x-spends-credits").asBoolean(false),
                List.copyOf(parameters),
                node.has("requestBody") ? body(resolve(pointer + "/requestBody")) : null,
                rules(answers + "/schema"),
                codes(resolve(answers + "/schema") + "/properties/code"),
                examples(answers),
                callbacks(pointer + "/callbacks"));
    }

    private Operation.Body body(String pointer) {
        JsonNode body = document.at(pointer);
        String properties = resolve(json(pointer) + "/schema") + "/properties";
        return new Operation.Body(
                body.path("required").asBoolean(false),
                Set.copyOf(body.path("content").propertyNames()),
                rules(json(pointer) + "/schema"),
                Set.copyOf(document.at(properties).propertyNames()),
                videos(properties));
    }

    private Map<String, VideoRules> videos(String pointer) {
        Map<String, VideoRules> videos = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : document.at(pointer).properties()) {
            if (property.getValue().has(VideoRules.KEYWORD)) {
                videos.put(property.getKey(), VideoRules.of(property.getValue().path(VideoRules.KEYWORD)));
            }
        }
        return videos;
    }

    private Map<String, Operation.Callback> callbacks(String pointer) {
        Map<String, Operation.Callback> callbacks = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> named : document.at(pointer).properties()) {
            for (String expression : named.getValue().propertyNames()) {
                Matcher matcher = EXPRESSION.matcher(expression);
                if (!matcher.matches()) {
                    throw new IllegalArgumentException(expression + " is a runtime expression that is not understood");
                }
                String item = resolve(pointer + "/" + escaped(named.getKey()) + "/" + escaped(expression));
                String body = json(resolve(item + "/post/requestBody"));
                callbacks.put(
                        named.getKey(),
                        new Operation.Callback(
                                JsonPointer.compile(matcher.group(1)),
                                header(item, "Timestamp"),
                                header(item, "Signature"),
                                rules(body + "/schema"),
                                examples(body)));
            }
        }
        return callbacks;
    }

    /** The name of the header parameter that ends like this. */
    private String header(String item, String ending) {
        return document.at(item + "/post/parameters")
                .valueStream()
                .map(parameter -> parameter.path("name").asString())
                .filter(name -> name.endsWith(ending))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(item + " has no header that ends with " + ending));
    }

    /** The constants that the schema of a code allows, whichever way it narrows them. */
    private SortedMap<Integer, String> codes(String pointer) {
        CompiledSchema allowed = rules(pointer);
        SortedMap<Integer, String> codes = new TreeMap<>();
        for (JsonNode constant : document.at(resolve(pointer)).path("oneOf")) {
            if (allowed.accept(constant.path("const"))) {
                codes.put(
                        constant.path("const").intValue(),
                        constant.path("title").asString());
            }
        }
        return codes;
    }

    private Map<String, ObjectNode> examples(String media) {
        Map<String, ObjectNode> examples = new LinkedHashMap<>();
        for (String name : document.at(media + "/examples").propertyNames()) {
            String pointer = resolve(media + "/examples/" + escaped(name));
            examples.put(name, (ObjectNode) document.at(pointer + "/value"));
        }
        return examples;
    }

    private CompiledSchema rules(String pointer) {
        JsonNode schema = document.at(pointer);
        if (schema.isMissingNode()) {
            throw new IllegalArgumentException("The document has nothing at " + pointer);
        }
        SupportedKeywords.check("#" + pointer, schema);
        return new CompiledSchema(schemas.getRefSchema(SchemaLocation.Fragment.of(pointer)));
    }

    /** Follows {@code $ref} from a pointer to the place that says something itself. */
    private String resolve(String pointer) {
        String reference = document.at(pointer).path("$ref").asString("");
        return reference.isEmpty() ? pointer : resolve(reference.substring(1));
    }

    private static String json(String pointer) {
        return pointer + "/content/" + escaped("application/json");
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
