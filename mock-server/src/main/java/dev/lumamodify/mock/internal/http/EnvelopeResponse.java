package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.Envelope;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.LiveSettings;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response of the API.
 *
 * @param retryAfter the value of {@code Retry-After}; null to omit the header
 */
public record EnvelopeResponse(
        ObjectNode envelope, @Nullable Duration retryAfter) {

    public EnvelopeResponse(ObjectNode envelope) {
        this(envelope, null);
    }

    /** Returns a response that exists already, as a future. */
    static CompletableFuture<EnvelopeResponse> completed(ObjectNode envelope) {
        return CompletableFuture.completedFuture(new EnvelopeResponse(envelope));
    }

    /** Returns the response for an error of an operation. */
    public static EnvelopeResponse of(ApiError error, Operation operation) {
        int code = operation.documented(error.code());
        String detail = error.detail();
        return new EnvelopeResponse(
                detail == null ? operation.envelope(code) : operation.error(code, detail), error.retryAfter());
    }

    /** Returns the response for an error outside the operations. */
    public static EnvelopeResponse of(ApiError error) {
        return new EnvelopeResponse(Envelope.error(error.code(), String.valueOf(error.getMessage())));
    }

    /**
     * Sets the HTTP status, the content type and {@code Retry-After} of the response to a request.
     *
     * @param operation null outside the operations
     */
    public void setHead(Context context, @Nullable Operation operation, LiveSettings settings) {
        context.status(operation != null && operation.statusIsCode() ? code() : httpStatus(settings))
                .contentType(ResponseWriter.JSON);
        if (retryAfter != null) {
            context.header("Retry-After", Long.toString((retryAfter.toMillis() + 999) / 1000));
        }
    }

    /** Returns the HTTP status: that of the error, or 200 for every code. Source: {@code docs/api-facts.md#envelope}. */
    public int httpStatus(LiveSettings settings) {
        return settings.get().mirrorStatus ? code() : 200;
    }

    int code() {
        return envelope.path("code").asInt();
    }

    String msg() {
        return envelope.path("msg").asString("");
    }
}
