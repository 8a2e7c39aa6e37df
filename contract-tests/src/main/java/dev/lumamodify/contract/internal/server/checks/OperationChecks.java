package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.BAD_REQUEST;
import static dev.lumamodify.contract.internal.harness.ResultCode.VALIDATION_ERROR;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;

import dev.lumamodify.contract.internal.generate.InvalidValues;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.OptionalOperations;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.internal.spec.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks of the optional operations. They know no operation: everything comes from the document. */
final class OperationChecks {
    private OperationChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                ServerCheck.of(
                        "operations.valid-accepted",
                        "A valid request of an optional operation is accepted. If it has a body, which may name something"
                                + " unknown, it may be rejected as invalid.",
                        "#/paths",
                        context -> OptionalOperations.of(context).forEach(each -> assertAccepted(context, each))),
                ServerCheck.of(
                        "operations.invalid-rejected",
                        "A request of an optional operation that violates one rule of the document is rejected with code"
                                + " 422, or 400 if the operation does not document 422.",
                        "#/paths",
                        context -> OptionalOperations.of(context)
                                .forEach(each -> assertInvalidRejected(context, each, false))),
                ServerCheck.of(
                                "operations.unusual-invalid-rejected",
                                "A request of an optional operation with a malformed URL or an empty optional field is"
                                        + " rejected, too.",
                                "#/paths",
                                context -> OptionalOperations.of(context)
                                        .forEach(each -> assertInvalidRejected(context, each, true)))
                        .recommended());
    }

    /** Returns the code of a rejected invalid request. */
    private static int invalidCode(Operation operation) {
        return operation.codes().containsKey(VALIDATION_ERROR) ? VALIDATION_ERROR : BAD_REQUEST;
    }

    private static void assertAccepted(ServerTestContext context, Operation operation) {
        Response response = context.send(context.exampleRequest(operation));
        boolean mayBeUnknown = operation.requestSchema() != null && response.code() == invalidCode(operation);
        if (!response.accepted() && !mayBeUnknown) {
            throw new CheckFailure(
                    "A valid request of " + operation.id()
                            + " was not accepted. A server without this operation responds with" + " code 404",
                    response);
        }
    }

    private static void assertInvalidRejected(ServerTestContext context, Operation operation, boolean unusual) {
        Schema schema = operation.requestSchema();
        if (schema == null) {
            return;
        }
        InvalidValues.withOneViolation(schema, context.exampleBody(operation)).stream()
                .filter(invalid -> invalid.strictOnly() == unusual)
                .filter(invalid -> !operation.isMultipart() || isSendableInParts(invalid.value()))
                .forEach(invalid -> assertRejected(
                        "A request of " + operation.id() + " that violates '" + invalid.firstViolation() + "'",
                        context.send(context.request(operation, invalid.value())),
                        invalidCode(operation)));
        if (!unusual) {
            assertRejected(
                    "A request of " + operation.id() + " whose body is an open brace",
                    context.send(context.exampleRequest(operation).json("{")),
                    invalidCode(operation));
        }
    }

    private static boolean isSendableInParts(JsonNode value) {
        return value.isObject() && value.valueStream().allMatch(JsonNode::isString);
    }
}
