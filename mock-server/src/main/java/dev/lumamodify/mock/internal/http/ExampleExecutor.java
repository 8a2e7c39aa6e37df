package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.Envelope;
import java.util.concurrent.CompletableFuture;

/** Executes an operation that has no executor of its own: returns the document's first example of a success. */
final class ExampleExecutor implements OperationExecutor {
    @Override
    public CompletableFuture<EnvelopeResponse> execute(ValidRequest request) {
        return EnvelopeResponse.completed(request.operation().envelope(Envelope.SUCCESS));
    }
}
