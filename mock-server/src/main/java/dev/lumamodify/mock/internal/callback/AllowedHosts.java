package dev.lumamodify.mock.internal.callback;

import dev.lumamodify.mock.internal.state.Hosts;
import dev.lumamodify.mock.internal.state.LiveSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Decides which hosts the server may send requests to. */
public final class AllowedHosts {
    private static final String ANY_HOST = "any";

    private final LiveSettings settings;
    private final boolean loopbackServer;

    /**
     * @param loopbackServer whether the server can only be reached from this machine; else only named hosts are allowed
     */
    public AllowedHosts(LiveSettings settings, boolean loopbackServer) {
        this.settings = settings;
        this.loopbackServer = loopbackServer;
    }

    /** Returns the URLs of files that may be fetched. */
    public Predicate<String> files() {
        return url -> loopbackServer || isNamed(TargetUrl.parse("url", url).host());
    }

    /**
     * Returns if the addresses of a host may be looked up.
     *
     * @throws BlockedHostException if callbacks to none of its addresses are allowed
     */
    void assertMayResolve(String host) throws BlockedHostException {
        if (!loopbackServer && !isNamed(host)) {
            throw blocked(host, " is not named, and the server is not on loopback");
        }
    }

    private static BlockedHostException blocked(String host, String reason) {
        return new BlockedHostException("Blocked: " + host + reason + ". To allow it, use --callback-host " + host);
    }

    /**
     * Returns the addresses that callbacks to a host may go to: all of a named host; else the loopback and private ones.
     *
     * @throws BlockedHostException if there is none
     */
    List<InetSocketAddress> callbackAddresses(String host, List<InetSocketAddress> resolved)
            throws BlockedHostException {
        if (isNamed(host)) {
            return resolved;
        }
        assertMayResolve(host);
        List<InetSocketAddress> allowed =
                resolved.stream().filter(each -> isPrivate(each.getAddress())).toList();
        if (allowed.isEmpty()) {
            throw blocked(host, " is a public host");
        }
        return allowed;
    }

    private boolean isNamed(String host) {
        Set<String> named = settings.get().callbackHosts;
        return named.contains(ANY_HOST) || named.contains(Hosts.normalize(host));
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || isUniqueLocal(address);
    }

    /** RFC 4193. */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    }
}
