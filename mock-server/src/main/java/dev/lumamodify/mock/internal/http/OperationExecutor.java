package dev.lumamodify.mock.internal.http;

/** Executes the requests of one operation. Throws {@link dev.lumamodify.mock.internal.state.ApiError} to reject one. */
interface OperationExecutor {
    EnvelopeResponse execute(ValidRequest request);
}
