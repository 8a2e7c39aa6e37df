package dev.lumamodify.contract.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The cases of the JSON-Schema-Test-Suite whose schemas have supported keywords only. */
class JsonSchemaTestSuiteTest {
    private static final String DRAFT = "draft2020-12/";

    /**
     * The files about keywords that the suite's validator supports.
     *
     * <p>Not {@code content} and {@code format}: they state that these keywords are annotations. The suite's validator makes rules of them,
     * as the specification allows. Not the optional files about regular expressions: in Java, {@code \s} and {@code \d} match ASCII only.
     */
    private static final List<String> FILES = List.of(
            "boolean_schema",
            "const",
            "enum",
            "if-then-else",
            "items",
            "minLength",
            "minimum",
            "not",
            "oneOf",
            "optional/bignum",
            "optional/float-overflow",
            "optional/format/date-time",
            "optional/format/uri",
            "optional/non-bmp-regex",
            "pattern",
            "properties",
            "ref",
            "required",
            "type");

    /** A value for a schema, and whether it is valid. */
    private record Case(String name, JsonNode schema, JsonNode value, boolean valid) {}

    @TestFactory
    Stream<DynamicTest> bothValidatorsHaveTheExpectedResult() {
        return cases().map(each -> DynamicTest.dynamicTest(each.name(), () -> {
            assertThat(own(each)).as("the suite's validator").isEqualTo(each.valid());
            assertThat(new IndependentValidator(each.schema())
                            .violations("#", each.value())
                            .isEmpty())
                    .as("the independent validator")
                    .isEqualTo(each.valid());
        }));
    }

    @Test
    void everySupportedKeywordHasCases() {
        Set<String> keywords = new TreeSet<>();
        cases().forEach(each -> keywords.addAll(each.schema().propertyNames()));
        Set<String> missing = new TreeSet<>(SupportedKeywords.ASSERTIONS);
        missing.removeAll(keywords);

        assertThat(missing).containsExactlyInAnyOrder("contentMediaType", "contentSchema");
        assertThat(cases()).hasSizeGreaterThan(300);
    }

    private static boolean own(Case each) {
        return new SchemaValidator().accepts(new Schema(OpenApiDocument.of(each.schema()), "#"), each.value());
    }

    private static Stream<Case> cases() {
        return suites().flatMap(suite -> suite.path("value").valueStream().flatMap(group -> {
            JsonNode schema = withoutDialect(group.path("schema"));
            return isSupported(schema) && !hasRemoteReference(schema)
                    ? group.path("tests")
                            .valueStream()
                            .map(test -> new Case(
                                    suite.path("name").asString().substring(DRAFT.length()) + ": "
                                            + group.path("description").asString() + ": "
                                            + test.path("description").asString(),
                                    schema,
                                    test.path("data"),
                                    test.path("valid").asBoolean()))
                    : Stream.of();
        }));
    }

    /** Reads the copy of the test suite that Vert.x publishes with its own tests. */
    private static Stream<JsonNode> suites() {
        try (InputStream json = Objects.requireNonNull(
                JsonSchemaTestSuiteTest.class.getResourceAsStream("/test-suite-tck.json"), "test-suite-tck.json")) {
            return Json.MAPPER
                    .readTree(json)
                    .path("suites")
                    .valueStream()
                    .filter(suite -> FILES.stream()
                            .anyMatch(file -> suite.path("name").asString().equals(DRAFT + file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode withoutDialect(JsonNode schema) {
        return schema instanceof ObjectNode object ? object.deepCopy().without("$schema") : schema;
    }

    /** The suite's validator reads references into the same document only. */
    private static boolean hasRemoteReference(JsonNode schema) {
        return schema.findValues("$ref").stream()
                .anyMatch(reference ->
                        reference.isString() && !reference.asString().startsWith("#"));
    }

    private static boolean isSupported(JsonNode schema) {
        try {
            SupportedKeywords.requireSupported(new Schema(OpenApiDocument.of(schema), "#"));
            return true;
        } catch (IllegalArgumentException unsupported) {
            return false;
        }
    }
}
