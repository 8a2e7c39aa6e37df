package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Clients that wait on a blocked thread whenever a check waits. */
final class BlockingWaits implements ClientAdapter.Factory {
    private final ClientAdapter.Factory clients;

    BlockingWaits(ClientAdapter.Factory clients) {
        this.clients = clients;
    }

    @Override
    public boolean usesVirtualClock() {
        return clients.usesVirtualClock();
    }

    @Override
    public boolean usesOwnThreads() {
        return clients.usesOwnThreads();
    }

    @Override
    public ClientAdapter.Outcome verify(
            List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
        return clients.verify(keys, now, headers, body);
    }

    @Override
    public ClientAdapter newClient(ClientAdapter.Setup setup) {
        ClientAdapter client = clients.newClient(setup);
        return new ClientAdapter() {
            @Override
            public Outcome submit(SubmitRequest request) {
                return client.submit(request);
            }

            @Override
            public Outcome read(String taskId) {
                return client.read(taskId);
            }

            @Override
            public CompletableFuture<Outcome> awaitCompletion(String taskId) {
                return CompletableFuture.completedFuture(client.awaitCompletionBlocking(taskId));
            }

            @Override
            public Outcome awaitCompletionBlocking(String taskId) {
                return client.awaitCompletionBlocking(taskId);
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }
}
