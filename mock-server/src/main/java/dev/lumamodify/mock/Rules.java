package dev.lumamodify.mock;

import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One schema of the document, compiled once. */
record Rules(Schema schema) {
    Rules {
        schema.initializeValidators();
    }

    boolean accept(JsonNode value) {
        return schema.validate(value, OutputFormat.BOOLEAN);
    }

    List<Error> errors(JsonNode value) {
        return schema.validate(value);
    }
}
