package dev.lumamodify.mock.internal.spec;

import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One schema of the document, compiled once. Safe for use by several threads. */
public final class CompiledSchema {
    private final Schema schema;
    private final DocumentTree document;

    CompiledSchema(Schema schema, DocumentTree document) {
        this.schema = schema;
        this.document = document;
        schema.initializeValidators();
    }

    /** Returns whether a value is valid. Faster than {@link #violations}. */
    public boolean accepts(JsonNode value) {
        return schema.validate(value, OutputFormat.BOOLEAN);
    }

    /**
     * Returns what is invalid about a value, in words; empty if the value is valid.
     *
     * @param subject the name of the value in the text
     */
    public String violations(String subject, JsonNode value) {
        List<Error> errors = schema.validate(value);
        return errors.isEmpty() ? "" : new ViolationMessages(subject, document).describe(errors);
    }
}
