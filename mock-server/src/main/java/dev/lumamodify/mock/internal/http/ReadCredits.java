package dev.lumamodify.mock.internal.http;

import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/** Executes {@code getCredits}: returns the credits of the account. Source: {@code docs/api-facts.md#credits}. */
final class ReadCredits implements OperationExecutor {
    @Override
    public EnvelopeResponse execute(ValidRequest request) {
        long credits = request.account().policy().credits();
        return new EnvelopeResponse(request.operation()
                .examples()
                .fill("success", Map.of("data", JsonNodeFactory.instance.numberNode(credits))));
    }
}
