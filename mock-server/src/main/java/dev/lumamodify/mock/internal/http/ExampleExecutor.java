package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.Envelope;

/** Executes an operation that has no executor of its own: returns the document's first example of a success. */
final class ExampleExecutor implements OperationExecutor {
    @Override
    public EnvelopeResponse execute(ValidRequest request) {
        return new EnvelopeResponse(request.operation().envelope(Envelope.SUCCESS));
    }
}
