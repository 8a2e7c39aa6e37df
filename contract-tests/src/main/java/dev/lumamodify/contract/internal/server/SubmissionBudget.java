package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many create requests may be accepted in a run, because each can cost credits, and in which time.
 * Thread-safe.
 */
final class SubmissionBudget {
    private final OpenApiDocument document;
    private final boolean allowed;
    private final @Nullable Integer maxTasks;
    private final TimeBudget time;
    private int accepted;
    private int pending;

    SubmissionBudget(OpenApiDocument document, RunSettings settings, Target target, TimeBudget time) {
        this.time = time;
        this.document = document;
        this.allowed = settings.allowsCreates(target);
        this.maxTasks = settings.maxTasks();
    }

    /** Returns false for a GET, and for an operation that costs nothing. */
    private boolean mayCreateTask(Request request) {
        Operation operation = document.operationAt(request.path());
        boolean free = operation != null && operation.method().equals(request.method()) && !operation.spendsCredits();
        return !free && !request.method().equals("GET");
    }

    /** Reserves one create request. Throws {@link CheckSkipped} if the budget or the time does not allow it. */
    synchronized void reserve(Request request) {
        if (!mayCreateTask(request)) {
            return;
        }
        time.assertLeft();
        if (!allowed) {
            throw new CheckSkipped("needs --max-tasks");
        }
        if (maxTasks != null && accepted + pending >= maxTasks) {
            throw new CheckSkipped("needs --max-tasks " + (maxTasks + 1) + " or more");
        }
        pending++;
    }

    /** Releases the reservation if the request was rejected. A request without a response may have been accepted. */
    synchronized void settle(Request request, @Nullable Response response) {
        if (mayCreateTask(request)) {
            pending--;
            accepted += response == null || response.accepted() ? 1 : 0;
        }
    }
}
