package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.internal.state.Hosts;
import dev.lumamodify.mock.internal.state.Settings;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/**
 * Keeps web pages from steering a server on the machine of whoever looks at them: neither under a name that resolves
 * here (DNS rebinding) nor from another origin.
 */
public final class AdminGuard implements Handler {
    private static final Set<String> LOOPBACK = Hosts.spelled(List.of("localhost", "127.0.0.1", "::1"));

    private final Settings settings;
    private final String bound;

    /**
     * @param bound the name or address that the server was told to listen on
     */
    public AdminGuard(Settings settings, String bound) {
        this.settings = settings;
        this.bound = Hosts.spelled(bound);
    }

    @Override
    public void handle(Context context) {
        HttpServletRequest request = context.req();
        String host = request.getHeader("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d*$", "");
        if (name.isEmpty()) {
            refuse(context, "Host is required");
        } else if (!own(Hosts.spelled(name), Hosts.spelled(request.getLocalAddr()))) {
            refuse(context, "Host " + name + " is not this server; start it with --admin-host " + name + " if it is");
        } else {
            String origin = request.getHeader("Origin");
            if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
                refuse(context, "Origin is not this server");
            }
        }
    }

    private boolean own(String name, String address) {
        return LOOPBACK.contains(name)
                || name.equals(bound)
                || name.equals(address)
                || settings.adminHosts.contains(name);
    }

    private static void refuse(Context context, String message) {
        Admin.error(context, 403, message).skipRemainingHandlers();
    }
}
