package dev.lumamodify.mock;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/**
 * The keyword {@code const}, for schemas that list constants under {@code oneOf}: all but one of them fail on every
 * answer, and the library's own validator writes both values down as JSON each time, for a message that nobody reads.
 */
final class Const implements Keyword {
    @Override
    public String getValue() {
        return KeywordType.CONST.getValue();
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
        return new Validator(location, value, parent, context);
    }

    private static final class Validator extends BaseKeywordValidator {
        Validator(SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
            super(KeywordType.CONST, value, location, parent, context);
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath at) {
            if (!same(node)) {
                execution.addError(error().instanceNode(node)
                        .instanceLocation(at)
                        .evaluationPath(execution.getEvaluationPath())
                        .locale(execution.getExecutionConfig().getLocale())
                        .arguments(schemaNode, node)
                        .build());
            }
        }

        /** As JSON Schema compares: 1 and 1.0 are one value. */
        private boolean same(JsonNode node) {
            if (node.isNumber() && schemaNode.isNumber()) {
                return node.decimalValue().compareTo(schemaNode.decimalValue()) == 0;
            }
            return node.equals(schemaNode);
        }
    }
}
