package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter;
import java.util.concurrent.CompletableFuture;

/** Clients that wait on a blocked thread whenever a check waits. */
final class BlockingWaits extends ForwardingFactory {
    BlockingWaits(ClientAdapter.Factory clients) {
        super(clients);
    }

    @Override
    public ClientAdapter newClient(ClientAdapter.Setup setup) {
        return new ForwardingClient(super.newClient(setup)) {
            @Override
            public CompletableFuture<Outcome> awaitCompletion(String taskId) {
                return CompletableFuture.completedFuture(awaitCompletionBlocking(taskId));
            }
        };
    }
}
