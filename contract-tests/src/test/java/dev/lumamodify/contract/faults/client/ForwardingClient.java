package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.client.ClientAdapter;
import java.util.concurrent.CompletableFuture;

/** Forwards every call to another client. */
class ForwardingClient implements ClientAdapter {
    private final ClientAdapter client;

    ForwardingClient(ClientAdapter client) {
        this.client = client;
    }

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
        return client.awaitCompletion(taskId);
    }

    @Override
    public Outcome awaitCompletionBlocking(String taskId) {
        return client.awaitCompletionBlocking(taskId);
    }

    @Override
    public void close() {
        client.close();
    }
}
