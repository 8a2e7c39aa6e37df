package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import java.math.BigDecimal;

/** Reads the credits of an account. A server need not have this operation: see {@code docs/api-facts.md#credits}. */
public final class Credits {
    private Credits() {}

    /** Returns a request for the credits of an account. */
    public static Request request(OpenApiDocument document, String key) {
        Operation operation = document.operation("getCredits");
        return new Request(operation.method(), operation.path()).key(key);
    }

    /** Reads the credits of an account. Throws {@link CheckSkipped} if the server does not have the operation. */
    public static Response read(ServerTestContext context, String key) {
        Request request = request(context.document(), key);
        Response response = context.client().send(request);
        if (!response.accepted()) {
            throw new CheckSkipped("needs GET " + request.path() + ", which the target does not have");
        }
        if (!response.data().isNumber()) {
            throw new CheckFailure("`data` of GET " + request.path() + " must be a number", response)
                    .ofPremise("credits");
        }
        return response;
    }

    /** Returns the credits in a response of {@link #read}. */
    public static BigDecimal amount(Response response) {
        return response.data().decimalValue();
    }

    /**
     * Asserts that an action costs the account under test nothing. Runs only the action if the server does not have the
     * operation.
     */
    public static void assertFree(ServerTestContext context, String what, Runnable action) {
        if (!OptionalOperations.has(context, context.document().operation("getCredits"))) {
            action.run();
            return;
        }
        BigDecimal before = balance(context);
        action.run();
        Response after = read(context, context.target().apiKey());
        if (amount(after).compareTo(before) != 0) {
            throw new CheckFailure(what + " changed the credits from " + before + " to " + amount(after), after);
        }
    }

    /** Reads the credits of the account under test. */
    public static BigDecimal balance(ServerTestContext context) {
        return amount(read(context, context.target().apiKey()));
    }
}
