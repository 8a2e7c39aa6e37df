package dev.lumamodify.mock.internal.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.JsonNodeFactory;

/** Executes {@code getCredits}: returns the credits of the account. Source: {@code docs/api-facts.md#credits}. */
final class ReadCredits implements OperationExecutor {
    @Override
    public CompletableFuture<EnvelopeResponse> execute(ValidRequest request) {
        long credits = request.account().policy().credits();
        return EnvelopeResponse.completed(request.operation()
                .examples()
                .fill("success", Map.of("data", JsonNodeFactory.instance.numberNode(credits))));
    }
}
