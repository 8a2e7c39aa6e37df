package dev.lumamodify.mock.internal.spec;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Creates the {@link OpenApiDocument} from the tree of a document. */
public final class DocumentParser {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private DocumentParser() {}

    /**
     * Parses a document.
     *
     * @throws IllegalArgumentException if the document contains an unsupported construct; the message names its place
     */
    public static OpenApiDocument parse(JsonNode root) {
        DocumentTree document = new DocumentTree(root);
        OperationParser parser = new OperationParser(document, new SchemaCompiler(document));
        document.at("/components/schemas")
                .properties()
                .forEach(schema ->
                        SupportedKeywords.check("#/components/schemas/" + schema.getKey(), schema.getValue()));
        Map<String, Operation> operations = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            for (String method : path.getValue().propertyNames()) {
                if (METHODS.contains(method)) {
                    Operation operation = parser.parse(path.getKey(), method);
                    operations.put(operation.id(), operation);
                }
            }
        }
        return new OpenApiDocument(
                operations,
                taskParameters(document, operations),
                duration(
                        document,
                        "/components/schemas/TaskResults/properties/resultUrls/x-retention-",
                        ChronoUnit.DAYS),
                duration(
                        document,
                        "/components/schemas/DownloadUrlResponse/properties/data/x-lifetime-",
                        ChronoUnit.MINUTES),
                duration(
                        document,
                        "/components/schemas/UploadData/properties/downloadUrl/x-retention-",
                        ChronoUnit.HOURS),
                duration(
                        document,
                        "/components/schemas/UrlUploadRequest/properties/fileUrl/x-fetch-timeout-",
                        ChronoUnit.SECONDS));
    }

    /** Matches names without regard to case, because the API writes {@code watermark} as {@code waterMark} here. */
    private static Map<String, String> taskParameters(DocumentTree document, Map<String, Operation> operations) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name :
                document.at("/components/schemas/TaskParameters/properties").propertyNames()) {
            String property = operations.values().stream()
                    .map(Operation::body)
                    .filter(Objects::nonNull)
                    .flatMap(body -> body.properties().stream())
                    .filter(name::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No request has a property for the parameter "
                            + name + " of #/components/schemas/TaskParameters"));
            parameters.put(name, property);
        }
        return parameters;
    }

    /** Returns the duration that an extension has. The name of the extension ends with the unit. */
    private static Duration duration(DocumentTree document, String prefix, ChronoUnit unit) {
        String name = unit.toString().toLowerCase(Locale.ROOT);
        JsonNode value = document.at(prefix + name);
        if (!value.isInt()) {
            throw new IllegalArgumentException("#" + prefix + name + " must be a number of " + name);
        }
        return Duration.of(value.intValue(), unit);
    }
}
