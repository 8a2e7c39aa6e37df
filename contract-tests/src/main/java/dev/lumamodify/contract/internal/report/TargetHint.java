package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognizes a problem with the whole target, which makes most checks fail. */
public final class TargetHint {
    private TargetHint() {}

    /** Returns a sentence about the problem, or null. */
    public static @Nullable String of(ServerTestContext context) {
        List<Response> responses = context.client().responses();
        boolean noEnvelopes = !responses.isEmpty() && responses.stream().noneMatch(response -> response.code() > 0);
        return noEnvelopes
                ? "No response was an envelope {code, msg, data}. Is this a server of the Luma Modify API?"
                : null;
    }
}
