package dev.lumamodify.mock.internal.spec;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Compiles the schemas of one document. */
final class SchemaCompiler {
    private final DocumentTree document;
    /** The whole document as a schema without rules, in which the pointers of its schemas are resolved. */
    private final Schema root;

    SchemaCompiler(DocumentTree document) {
        this.document = document;
        // SupportedKeywords rejects unknown keywords, so the library need not warn about them.
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .keyword(new OneOfKeyword())
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        root = SchemaRegistry.withDefaultDialect(
                        dialect,
                        builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .locale(Locale.ROOT)
                                .build()))
                .getSchema(SchemaLocation.of("urn:luma-modify"), document.root());
    }

    /**
     * Compiles the schema at a pointer.
     *
     * @throws IllegalArgumentException if there is no schema, or if it uses an unsupported keyword
     */
    CompiledSchema compile(String pointer) {
        JsonNode schema = document.at(pointer);
        if (schema.isMissingNode()) {
            throw new IllegalArgumentException("The document has nothing at " + pointer);
        }
        SupportedKeywords.check("#" + pointer, schema);
        return new CompiledSchema(root.getRefSchema(SchemaLocation.Fragment.of(pointer)), document);
    }
}
