package dev.lumamodify.mock.internal.spec;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The keyword {@code oneOf}, with a fast path for lists of constants. The library validates every branch as a schema of its
 * own, and creates an error for each branch that fails.
 */
final class OneOfKeyword implements Keyword {
    @Override
    public String getValue() {
        return KeywordType.ONE_OF.getValue();
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
        return value.valueStream().allMatch(OneOfKeyword::isConstant)
                ? new Constants(location, value, parent, context)
                : KeywordType.ONE_OF.newValidator(location, value, parent, context);
    }

    private static boolean isConstant(JsonNode branch) {
        return branch.has("const")
                && branch.propertyNames().stream()
                        .allMatch(name -> name.equals("const") || SupportedKeywords.isAnnotation(name));
    }

    private static final class Constants extends BaseKeywordValidator {
        private final List<JsonNode> constants;

        Constants(SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
            super(KeywordType.ONE_OF, value, location, parent, context);
            constants = value.valueStream().map(branch -> branch.path("const")).toList();
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath at) {
            long matches = constants.stream().filter(each -> isSame(each, node)).count();
            if (matches != 1) {
                execution.addError(error().instanceNode(node)
                        .instanceLocation(at)
                        .evaluationPath(execution.getEvaluationPath())
                        .locale(execution.getExecutionConfig().getLocale())
                        .arguments(Long.toString(matches))
                        .build());
            }
        }

        /** Compares as JSON Schema does: 1 and 1.0 are equal. */
        private static boolean isSame(JsonNode constant, JsonNode node) {
            if (constant.isInt() && node.isInt()) {
                return constant.intValue() == node.intValue();
            } else if (constant.isNumber() && node.isNumber()) {
                return constant.decimalValue().compareTo(node.decimalValue()) == 0;
            }
            return constant.equals(node);
        }
    }
}
