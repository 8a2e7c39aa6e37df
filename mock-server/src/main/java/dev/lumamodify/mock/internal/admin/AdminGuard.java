package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.internal.http.OriginPolicy;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Rejects requests of foreign web pages to the admin API: those with an unknown {@code Host} (DNS rebinding), those with
 * another {@code Origin}, and those that a page of another site embeds. A proxy may add TLS and change the {@code Host}, so
 * a page of a configured name may have any scheme and port.
 */
public final class AdminGuard implements Handler {
    private final OriginPolicy origins;

    public AdminGuard(OriginPolicy origins) {
        this.origins = origins;
    }

    @Override
    public void handle(Context context) {
        HttpServletRequest request = context.req();
        String host = request.getHeader("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d*$", "");
        String origin = request.getHeader("Origin");
        if (name.isEmpty()) {
            reject(context, "Host is required");
        } else if (!origins.isKnownHost(name, request)) {
            reject(
                    context,
                    "Host " + name + " is not allowed; to allow it, start the server with --admin-host " + name);
        } else if (origin != null && !origin.equalsIgnoreCase("http://" + host) && !origins.isAdminHost(origin)) {
            reject(context, "Origin must be this server, or have a name that is given with --admin-host");
        } else if (isEmbedded(request)) {
            reject(context, "Sec-Fetch-Site must be same-origin or none");
        }
    }

    /** Returns whether a page of another origin sends the request. It may link to this server, because it cannot read the response. */
    private static boolean isEmbedded(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null
                && !site.equals("same-origin")
                && !site.equals("none")
                && !"navigate".equals(request.getHeader("Sec-Fetch-Mode"));
    }

    private static void reject(Context context, String message) {
        AdminResponse.error(context, 403, message).skipRemainingHandlers();
    }
}
