package dev.lumamodify.mock.internal.http;

import java.util.concurrent.CompletableFuture;

/** Executes the requests of one operation. */
interface OperationExecutor {
    /**
     * Executes a request, on this thread unless it takes time. An {@link dev.lumamodify.mock.internal.state.ApiError} rejects
     * the request, whether it is thrown or completes the future.
     */
    CompletableFuture<EnvelopeResponse> execute(ValidRequest request);
}
