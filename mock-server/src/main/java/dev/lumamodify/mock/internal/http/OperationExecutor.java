package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Executes the requests of one operation. */
interface OperationExecutor {
    /** The result of a validation that finds no error. */
    CompletableFuture<Optional<ApiError>> VALID = CompletableFuture.completedFuture(Optional.empty());

    /** Validates what takes time. The future completes with the error that rejects the request, if there is one. */
    default CompletableFuture<Optional<ApiError>> validate(ValidRequest request) {
        return VALID;
    }

    /** Executes a request that passed {@link #validate}. Throws {@link ApiError} to reject it. */
    EnvelopeResponse execute(ValidRequest request);
}
