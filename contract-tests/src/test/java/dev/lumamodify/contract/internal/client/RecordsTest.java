package dev.lumamodify.contract.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.spec.Json;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.internal.spec.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RecordsTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
    private static final Map<String, Schema> SCHEMAS = DOCUMENT.schemas();
    private static final List<@Nullable Schema> MULTIPART = DOCUMENT.operations().stream()
            .filter(Operation::isMultipart)
            .map(Operation::requestSchema)
            .toList();

    @Property
    void validJsonIsWrittenAsItWasRead(@ForAll("valid") Tuple2<String, JsonNode> sample) throws Exception {
        JsonAdapter<Object> adapter = adapter(sample.get1());

        Object value = Objects.requireNonNull(adapter.fromJson(sample.get2().toString()));
        JsonNode expected = Json.MAPPER.readTree(sample.get2().toString());
        JsonNode written = Json.MAPPER.readTree(adapter.toJson(value));

        assertThat(withoutNulls(written)).isEqualTo(withoutNulls(expected));
    }

    @Provide
    Arbitrary<Tuple2<String, JsonNode>> valid() {
        return Arbitraries.oneOf(generatedTypes().stream()
                .map(name -> ValidValues.of(Objects.requireNonNull(SCHEMAS.get(name)))
                        .map(value -> Tuple.of(name, value)))
                .toList());
    }

    /** Returns the schemas for which the client has a type: objects and lists of constants. A multipart body has none. */
    private static List<String> generatedTypes() {
        return SCHEMAS.entrySet().stream()
                .filter(schema -> schema.getValue().has("properties")
                        || !schema.getValue().constants().isEmpty())
                .filter(schema -> !MULTIPART.contains(schema.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @SuppressWarnings("unchecked") // The name of the type comes from the document.
    private static JsonAdapter<Object> adapter(String name) throws ReflectiveOperationException {
        return (JsonAdapter<Object>) Objects.requireNonNull(Class.forName("dev.lumamodify.client.model." + name)
                .getMethod("jsonAdapter")
                .invoke(null));
    }

    /** An absent member and a null member mean the same in the document. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        ObjectNode copy = ((ObjectNode) node).objectNode();
        node.properties().forEach(property -> {
            if (!property.getValue().isNull()) {
                copy.set(property.getKey(), withoutNulls(property.getValue()));
            }
        });
        return copy;
    }
}
