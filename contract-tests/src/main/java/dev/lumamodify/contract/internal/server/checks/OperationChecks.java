package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.VALIDATION_ERROR;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;

import dev.lumamodify.contract.internal.generate.InvalidValues;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.OptionalOperations;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.spec.Json;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.internal.spec.Schema;
import java.util.List;

/** Checks of the optional operations. They know no operation: everything comes from the document. */
final class OperationChecks {
    private OperationChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                ServerCheck.of(
                        "operations.valid-accepted",
                        "A valid request of an optional operation is accepted. If it has a body, which may name something"
                                + " unknown, it may be rejected with code 422.",
                        "#/paths",
                        context -> OptionalOperations.of(context).forEach(each -> assertAccepted(context, each))),
                ServerCheck.of(
                        "operations.invalid-rejected",
                        "A request of an optional operation that violates one rule of the document is rejected with code"
                                + " 422.",
                        "#/paths",
                        context ->
                                OptionalOperations.of(context).forEach(each -> assertInvalidRejected(context, each))));
    }

    private static void assertAccepted(ServerTestContext context, Operation operation) {
        Response response = context.send(context.exampleRequest(operation));
        boolean mayBeUnknown = operation.requestSchema() != null && response.code() == VALIDATION_ERROR;
        if (!response.accepted() && !mayBeUnknown) {
            throw new CheckFailure("A valid request of " + operation.id() + " was not accepted", response);
        }
    }

    private static void assertInvalidRejected(ServerTestContext context, Operation operation) {
        Schema schema = operation.requestSchema();
        if (schema == null) {
            return;
        }
        Request valid = context.exampleRequest(operation);
        InvalidValues.withOneViolation(schema, Json.parse(valid.text())).stream()
                .filter(invalid -> !invalid.strictOnly())
                .forEach(invalid -> assertRejected(
                        "A request of " + operation.id() + " that violates '" + invalid.firstViolation() + "'",
                        context.send(valid.json(invalid.value().toString())),
                        VALIDATION_ERROR));
        assertRejected(
                "A request of " + operation.id() + " that is not JSON",
                context.send(valid.json("{")),
                VALIDATION_ERROR);
    }
}
