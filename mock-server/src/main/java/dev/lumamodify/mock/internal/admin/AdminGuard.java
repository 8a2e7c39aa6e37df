package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.internal.state.Hosts;
import dev.lumamodify.mock.internal.state.LiveSettings;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/**
 * Rejects requests of foreign web pages to the admin API: those with an unknown {@code Host} (DNS rebinding) and those with
 * another {@code Origin}.
 */
public final class AdminGuard implements Handler {
    private static final Set<String> LOOPBACK = Hosts.normalize(List.of("localhost", "127.0.0.1", "::1"));

    private final LiveSettings settings;
    private final String boundHost;

    /**
     * @param boundHost the name or address that the server listens on
     */
    public AdminGuard(LiveSettings settings, String boundHost) {
        this.settings = settings;
        this.boundHost = Hosts.normalize(boundHost);
    }

    @Override
    public void handle(Context context) {
        HttpServletRequest request = context.req();
        String host = request.getHeader("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d*$", "");
        if (name.isEmpty()) {
            reject(context, "Host is required");
        } else if (!isAllowed(Hosts.normalize(name), Hosts.normalize(request.getLocalAddr()))) {
            reject(
                    context,
                    "Host " + name + " is not allowed; to allow it, start the server with --admin-host " + name);
        } else {
            String origin = request.getHeader("Origin");
            if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
                reject(context, "Origin must be this server");
            }
        }
    }

    private boolean isAllowed(String name, String localAddress) {
        return LOOPBACK.contains(name)
                || name.equals(boundHost)
                || name.equals(localAddress)
                || settings.get().adminHosts.contains(name);
    }

    private static void reject(Context context, String message) {
        AdminResponse.error(context, 403, message).skipRemainingHandlers();
    }
}
