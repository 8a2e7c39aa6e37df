package dev.lumamodify.contract.internal.server.checks;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import java.util.List;
import java.util.stream.Stream;

/** Lists the checks for servers. */
public final class ServerChecks {
    private ServerChecks() {}

    /** Returns all checks for servers, in the order in which they start. */
    public static List<Check<ServerTestContext>> all() {
        return Stream.of(
                        List.of(RequestChecks.exampleAccepted(), BillingChecks.balanceMatches()),
                        LifecycleChecks.all(),
                        PollChecks.all(),
                        CallbackChecks.all(),
                        CallbackBodyChecks.all(),
                        CallbackRetryChecks.all(),
                        List.of(LifecycleChecks.anyOrder()),
                        RequestChecks.all(),
                        AuthChecks.all(),
                        OperationChecks.all(),
                        TaskChecks.all(),
                        List.of(PollChecks.readableImmediately()),
                        LargeRequestChecks.all(),
                        BillingChecks.all(),
                        UploadChecks.all(),
                        UploadNameChecks.all(),
                        RateLimitChecks.all(),
                        LinkChecks.all(),
                        EnvelopeChecks.all(),
                        MethodChecks.all(),
                        HttpStatusChecks.all(),
                        LatencyChecks.all())
                .flatMap(List::stream)
                .toList();
    }
}
