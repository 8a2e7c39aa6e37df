package dev.lumamodify.contract.internal.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI document, read by the suite's own code. It shares no code with the client or the mock server, so that a
 * misreading on one side appears as a failed check. Thread-safe.
 *
 * <p>Throws an {@link IllegalArgumentException} if a schema has a keyword that {@link SupportedKeywords} does not list:
 * a rule that is not understood would be a rule that is not checked.
 */
public final class OpenApiDocument {
    private final JsonNode root;

    /** Resolved locations. Validation reads the same ones many times. */
    private final Map<String, JsonNode> resolved = new ConcurrentHashMap<>();

    private final List<Operation> operations = new ArrayList<>();
    private final List<Callback> callbacks = new ArrayList<>();

    private OpenApiDocument(JsonNode root) {
        this.root = root;
        schemas().values().forEach(SupportedKeywords::requireSupported);
        for (String path : root.path("paths").propertyNames()) {
            operations.addAll(OperationReader.operations(new DocumentNode(this, "#/paths/" + escape(path)), path));
        }
        operations.forEach(operation -> callbacks.addAll(OperationReader.callbacks(operation.node())));
        if (operations.stream().map(Operation::server).distinct().count() > 2) {
            throw new IllegalArgumentException(
                    "Operations on more than one server beside that of the document are not supported by this suite");
        }
    }

    /** Reads {@code luma-modify.yaml} from the class path. */
    public static OpenApiDocument load() {
        try (InputStream yaml = Objects.requireNonNull(
                OpenApiDocument.class.getResourceAsStream("/luma-modify.yaml"), "luma-modify.yaml")) {
            return of(YAMLMapper.builder().build().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OpenApiDocument of(JsonNode root) {
        return new OpenApiDocument(root);
    }

    /** Returns the operations, in the order of the document. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /**
     * Returns the operation with this {@code operationId}. Throws an {@link IllegalArgumentException} if there is none.
     */
    public Operation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The document has no operation " + id));
    }

    /** Returns the operation at a path, for any method, or null. A query is ignored. */
    public @Nullable Operation operationAt(String pathAndQuery) {
        String path = pathAndQuery.split("\\?", 2)[0];
        return operations.stream()
                .filter(operation -> operation.path().equals(path))
                .findFirst()
                .orElse(null);
    }

    /** Returns the callbacks, in the order of the document. */
    public List<Callback> callbacks() {
        return List.copyOf(callbacks);
    }

    /** Returns the named schemas, in the order of the document. */
    public Map<String, Schema> schemas() {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        for (String name : root.path("components").path("schemas").propertyNames()) {
            schemas.put(name, new Schema(new DocumentNode(this, "#/components/schemas/" + escape(name))));
        }
        return schemas;
    }

    /** Returns the whole document as text. */
    public String text() {
        return root.toString();
    }

    JsonNode at(String location) {
        return resolved.computeIfAbsent(location, this::resolve);
    }

    private JsonNode resolve(String location) {
        if (!location.equals("#") && !location.startsWith("#/")) {
            throw new IllegalArgumentException("A reference must begin with #/ but is " + location);
        }
        JsonNode value = root.at(location.substring(1));
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("The document has nothing at " + location);
        }
        return value;
    }

    /** Escapes a name for a JSON pointer. */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
