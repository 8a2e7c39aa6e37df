package dev.lumamodify.mock.internal.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;

/** The origin of this server as a client addressed it. */
public final class ServerOrigin {
    private ServerOrigin() {}

    /**
     * Returns scheme, host and port. Uses the address of the server if the request has no {@code Host} (HTTP/1.0). The scheme
     * is https if a proxy reports this in {@code X-Forwarded-Proto}.
     */
    public static String of(Context context) {
        HttpServletRequest request = context.req();
        String host = context.host() == null ? request.getServerName() + ":" + request.getServerPort() : context.host();
        String scheme = "https".equals(request.getHeader("X-Forwarded-Proto")) ? "https" : context.scheme();
        return scheme + "://" + host;
    }
}
