package dev.lumamodify.contract.internal.harness;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown by a check that fails. Carries the request and the response that show the failure, if there are any. */
public final class CheckFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Request request;
    private final transient @Nullable Response response;
    private final @Nullable String premise;

    public CheckFailure(String message) {
        this(message, null, null, null);
    }

    public CheckFailure(String message, Request request) {
        this(message, request, null, null);
    }

    public CheckFailure(String message, Response response) {
        this(message, response.request(), response, null);
    }

    private CheckFailure(
            String message, @Nullable Request request, @Nullable Response response, @Nullable String premise) {
        super(message);
        this.request = request;
        this.response = response;
        this.premise = premise;
    }

    /** Returns the same failure, with the steps that led to it in its message. */
    public CheckFailure withSteps(List<String> steps) {
        return new CheckFailure(getMessage() + "; after: " + String.join(", ", steps), request, response, premise);
    }

    /**
     * Returns the same failure as the failure of something that many checks need. The first check that fails because of
     * it is the failure; the others are skipped because of that check.
     *
     * @param name the same for all failures that have one cause
     */
    public CheckFailure ofPremise(String name) {
        return new CheckFailure(String.valueOf(getMessage()), request, response, name);
    }

    /** Returns the name of the premise that failed; null if the statement of the check itself failed. */
    public @Nullable String premise() {
        return premise;
    }

    public @Nullable Request request() {
        return request;
    }

    public @Nullable Response response() {
        return response;
    }
}
