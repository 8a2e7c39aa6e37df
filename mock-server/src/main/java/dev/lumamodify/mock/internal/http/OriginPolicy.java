package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Hosts;
import dev.lumamodify.mock.internal.state.LiveSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Decides which web pages may use the server. A program sends no {@code Origin} and is always allowed to use the API. */
public final class OriginPolicy {
    private static final Set<String> LOOPBACK = Hosts.normalize(List.of("localhost", "127.0.0.1", "::1"));

    private final LiveSettings settings;
    private final String boundHost;

    /**
     * @param boundHost the name or address that the server listens on
     */
    public OriginPolicy(LiveSettings settings, String boundHost) {
        this.settings = settings;
        this.boundHost = Hosts.normalize(boundHost);
    }

    /** Returns whether a host, without a port, is a loopback name or a known name of the server that received a request. */
    public boolean isKnownHost(String host, HttpServletRequest request) {
        String name = Hosts.normalize(host);
        return LOOPBACK.contains(name)
                || name.equals(boundHost)
                || name.equals(Hosts.normalize(request.getLocalAddr()))
                || settings.get().adminHosts.contains(name);
    }

    /** Throws {@link ApiError} if a request comes from a page of another host. */
    void check(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null && !isAllowed(origin, request)) {
            throw new ApiError(
                    ApiError.Reason.INVALID_REQUEST, "Origin " + origin + " is not allowed; see --admin-host");
        }
    }

    private boolean isAllowed(String origin, HttpServletRequest request) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && isKnownHost(host, request);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
