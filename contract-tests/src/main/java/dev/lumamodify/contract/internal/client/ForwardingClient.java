package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Forwards every call to another client. */
public class ForwardingClient implements ClientAdapter {
    private final ClientAdapter client;

    public ForwardingClient(ClientAdapter client) {
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
    public Outcome upload(Path file, String folder, String name) {
        return client.upload(file, folder, name);
    }

    @Override
    public Outcome download(String url, Path target) {
        return client.download(url, target);
    }

    @Override
    public void close() {
        client.close();
    }
}
