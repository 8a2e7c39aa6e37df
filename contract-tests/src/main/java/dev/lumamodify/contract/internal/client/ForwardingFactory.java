package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the clients of another factory, and verifies as it does. */
public class ForwardingFactory implements ClientAdapter.Factory {
    private final ClientAdapter.Factory clients;

    public ForwardingFactory(ClientAdapter.Factory clients) {
        this.clients = clients;
    }

    @Override
    public ClientAdapter newClient(ClientAdapter.Setup setup) {
        return clients.newClient(setup);
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
            List<String> webhookKeys, Instant now, Map<String, List<String>> headers, byte[] body) {
        return clients.verify(webhookKeys, now, headers, body);
    }

    @Override
    public ClientAdapter.Receiver newReceiver(List<String> webhookKeys, Instant now, Consumer<String> handler) {
        return clients.newReceiver(webhookKeys, now, handler);
    }
}
