package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Hosts;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides which web pages may use the server. A program sends no {@code Origin} and is always allowed to use the API. */
public final class OriginPolicy {
    private static final Pattern ORIGIN = Pattern.compile("[\\w+.-]+://(\\[[^]]+]|[^/:@\\[]+)(?::\\d+)?");
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

    /** Returns whether an origin has a name that the server was given for the admin API, such as that of a proxy. */
    public boolean isAdminHost(String origin) {
        return settings.get().adminHosts.contains(Hosts.normalize(host(origin)));
    }

    /** Returns whether pages of any other origin may read responses. */
    public boolean hasCors() {
        return !settings.get().cors.isEmpty();
    }

    /** Returns whether pages of an origin may read responses. */
    public boolean allowsCors(String origin) {
        Set<String> allowed = settings.get().cors;
        return allowed.contains(Settings.ANY_ORIGIN) || allowed.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Throws {@link ApiError} if a request comes from a page that may not use the API. */
    void check(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null && !isKnownHost(host(origin), request) && !allowsCors(origin)) {
            throw new ApiError(
                    ApiError.Reason.INVALID_REQUEST,
                    "Origin " + origin + " is not allowed; see --cors and --admin-host");
        }
    }

    /** Returns the host of an origin; empty if it has none. In contrast to that of a URI, it may have an underscore. */
    private static String host(String origin) {
        Matcher matcher = ORIGIN.matcher(origin);
        return matcher.matches() ? matcher.group(1) : "";
    }
}
