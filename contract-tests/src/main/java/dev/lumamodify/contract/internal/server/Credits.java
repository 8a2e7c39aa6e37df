package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import java.math.BigDecimal;

/**
 * Reads the credits of an account. The operation is not part of the OpenAPI document, and a server need not have it:
 * see {@code docs/api-facts.md#credits}.
 */
public final class Credits {
    private static final String PATH = "/api/v1/chat/credit";

    private Credits() {}

    /** Returns a request for the credits of an account, still without its key. */
    public static Request request() {
        return new Request("GET", PATH);
    }

    /** Reads the credits of an account. Throws {@link CheckSkipped} if the server does not have the operation. */
    public static Response read(ServerTestContext context, String key) {
        Response response = context.client().send(request().key(key));
        if (!response.accepted()) {
            throw new CheckSkipped("needs GET " + PATH + ", which the target does not have");
        }
        if (!response.data().isNumber()) {
            throw new CheckFailure("`data` of GET " + PATH + " must be a number", response);
        }
        return response;
    }

    /** Returns the credits in a response of {@link #read}. */
    public static BigDecimal amount(Response response) {
        return response.data().decimalValue();
    }

    /** Reads the credits of the account under test. */
    public static BigDecimal balance(ServerTestContext context) {
        return amount(read(context, context.target().apiKey()));
    }
}
