package dev.lumamodify.contract.internal.harness;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown by a check that fails. Carries the request and the response that show the failure, if there are any. */
public final class CheckFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Request request;
    private final transient @Nullable Response response;

    public CheckFailure(String message) {
        this(message, null, null);
    }

    public CheckFailure(String message, Request request) {
        this(message, request, null);
    }

    public CheckFailure(String message, Response response) {
        this(message, response.request(), response);
    }

    private CheckFailure(String message, @Nullable Request request, @Nullable Response response) {
        super(message);
        this.request = request;
        this.response = response;
    }

    /** Returns the same failure, with the steps that led to it in its message. */
    public CheckFailure withSteps(List<String> steps) {
        return new CheckFailure(getMessage() + "; after: " + String.join(", ", steps), request, response);
    }

    public @Nullable Request request() {
        return request;
    }

    public @Nullable Response response() {
        return response;
    }
}
