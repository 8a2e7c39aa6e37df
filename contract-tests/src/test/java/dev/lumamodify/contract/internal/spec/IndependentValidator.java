package dev.lumamodify.contract.internal.spec;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.FormatEvaluatorFactory;
import dev.harrel.jsonschema.SchemaParsingContext;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates values with a library that shares no code with {@link SchemaValidator}.
 *
 * <p>Two differences between the library and the suite are removed here. To the library, the content keywords are annotations, as in the
 * specification: two evaluators make rules of them, and the library applies the content schema. The library does not know the format
 * {@code int64} of OpenAPI: it becomes a minimum and a maximum.
 */
final class IndependentValidator {
    private static final String ID = "https://example.com/document";
    private static final GsonNode.Factory NODES = new GsonNode.Factory();

    private final Validator validator;

    /** Creates a validator for the schemas in a document. */
    IndependentValidator(JsonNode document) {
        EvaluatorFactory content = new EvaluatorFactory.Builder()
                .withKeyword(
                        "contentMediaType",
                        () -> (context, value) ->
                                isContent(value) ? Evaluator.Result.success() : Evaluator.Result.failure("is not JSON"))
                .withKeyword("contentSchema", IndependentValidator::contentSchema)
                .build();
        validator = new ValidatorFactory()
                .withJsonNodeFactory(NODES)
                .withDisabledSchemaValidation(true)
                .withEvaluatorFactory(EvaluatorFactory.compose(new FormatEvaluatorFactory(), content))
                .createValidator();
        validator.registerSchema(URI.create(ID), withBounds(document.deepCopy()).toString());
    }

    /** Returns the violations of the schema at a location such as {@code #/components/schemas/TaskId}. */
    List<String> violations(String location, JsonNode value) {
        return validator.validate(URI.create(ID + location), value.toString()).getErrors().stream()
                .map(error ->
                        error.getInstanceLocation() + " " + error.getError() + " (" + error.getSchemaLocation() + ")")
                .toList();
    }

    private static JsonNode withBounds(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("format").asString("").equals("int64")) {
            schema.put("maximum", Long.MAX_VALUE);
            if (!schema.has("minimum")) {
                schema.put("minimum", Long.MIN_VALUE);
            }
        }
        node.forEach(IndependentValidator::withBounds);
        return node;
    }

    private static boolean isContent(dev.harrel.jsonschema.JsonNode value) {
        return !value.isString() || parsed(value.asString()) != null;
    }

    private static Evaluator contentSchema(SchemaParsingContext schema, dev.harrel.jsonschema.JsonNode node) {
        String location = schema.getAbsoluteUri(node);
        return (context, value) -> {
            JsonElement content = value.isString() ? parsed(value.asString()) : null;
            return content == null || context.resolveInternalRefAndValidate(location, NODES.wrap(content))
                    ? Evaluator.Result.success()
                    : Evaluator.Result.failure("holds JSON that violates the content schema");
        };
    }

    private static @Nullable JsonElement parsed(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = JsonParser.parseReader(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? element : null;
        } catch (JsonParseException | IOException e) {
            return null;
        }
    }
}
