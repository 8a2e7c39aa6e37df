package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.harness.ResultCode;
import dev.lumamodify.contract.internal.spec.Operation;
import java.util.List;

/**
 * The operations that a server need not have: those of the document that cost nothing and have no parameters. Those with
 * a server of their own in the document are the upload operations: a target has them if it has an upload URL.
 */
public final class OptionalOperations {
    private OptionalOperations() {}

    /** Returns those that the target has. Throws {@link CheckSkipped} if it has none. */
    public static List<Operation> of(ServerTestContext context) {
        List<Operation> optional = context.document().operations().stream()
                .filter(operation -> !operation.spendsCredits()
                        && operation.parameters().isEmpty()
                        && context.target().has(operation))
                .toList();
        List<Operation> present =
                optional.stream().filter(operation -> has(context, operation)).toList();
        if (present.isEmpty()) {
            throw new CheckSkipped("needs one of "
                    + String.join(", ", optional.stream().map(Operation::path).toList())
                    + ", which the target does not have");
        }
        return present;
    }

    /** Returns whether the target has an optional operation. Asks the target once. */
    public static boolean has(ServerTestContext context, Operation operation) {
        return context.target().has(operation)
                && context.fixtures().get("operation " + operation.id(), Boolean.class, () -> {
                    Response response = context.send(context.exampleRequest(operation));
                    return response.code() != ResultCode.NOT_FOUND && response.status() != ResultCode.NOT_FOUND;
                });
    }
}
