package dev.lumamodify.mock.internal.callback;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves the hosts of callbacks to the addresses that are allowed. The client connects to these addresses, so that a name
 * cannot have another address when it connects (DNS rebinding).
 */
final class AllowedAddressResolver implements SocketAddressResolver {
    private final HttpClient client;
    private final AllowedHosts hosts;

    AllowedAddressResolver(HttpClient client, AllowedHosts hosts) {
        this.client = client;
        this.hosts = hosts;
    }

    @Override
    public void resolve(
            String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> addresses) {
        try {
            hosts.assertMayResolve(host);
        } catch (BlockedHostException e) {
            addresses.failed(e);
            return;
        }
        // Created here, because a client has its executor and its scheduler only when it has started.
        new Async(client.getExecutor(), client.getScheduler(), client.getAddressResolutionTimeout())
                .resolve(host, port, context, new Promise<>() {
                    @Override
                    public void succeeded(List<InetSocketAddress> resolved) {
                        List<InetSocketAddress> allowed;
                        try {
                            allowed = hosts.callbackAddresses(host, resolved);
                        } catch (BlockedHostException e) {
                            addresses.failed(e);
                            return;
                        }
                        addresses.succeeded(allowed);
                    }

                    @Override
                    public void failed(Throwable failure) {
                        addresses.failed(failure);
                    }
                });
    }
}
