package dev.lumamodify.mock;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages from steering a server on the machine of whoever looks at them: neither under a name that resolves
 * here (DNS rebinding) nor from another origin.
 */
final class AdminGuard implements Handler {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Settings settings;
    private final String bound;

    /**
     * @param bound the name or address that the server was told to listen on
     */
    AdminGuard(Settings settings, String bound) {
        this.settings = settings;
        this.bound = bound.toLowerCase(Locale.ROOT);
    }

    @Override
    public void handle(Context context) {
        HttpServletRequest request = context.req();
        String host = request.getHeader("Host");
        String name = name(host);
        if (!own(name, request.getLocalAddr())) {
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
                || name.equals("[" + address + "]")
                || settings.adminHosts.contains(name);
    }

    private static String name(@Nullable String host) {
        String lower = host == null ? "" : host.toLowerCase(Locale.ROOT);
        return lower.replaceFirst(":\\d*$", "");
    }

    private static void refuse(Context context, String message) {
        Admin.error(context, 403, message).skipRemainingHandlers();
    }
}
