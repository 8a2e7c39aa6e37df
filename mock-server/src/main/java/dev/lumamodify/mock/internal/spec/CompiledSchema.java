package dev.lumamodify.mock.internal.spec;

import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One schema of the document, compiled once. */
public record CompiledSchema(Schema schema) {
    public CompiledSchema {
        schema.initializeValidators();
    }

    public boolean accept(JsonNode value) {
        return schema.validate(value, OutputFormat.BOOLEAN);
    }

    public List<Error> errors(JsonNode value) {
        return schema.validate(value);
    }
}
