package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.internal.admin.AdminRoutes;
import dev.lumamodify.mock.internal.http.OriginPolicy;
import dev.lumamodify.mock.internal.http.RouteGroup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/**
 * Permits web pages of the configured origins to read all responses except those of the admin API, and responds to their
 * preflight requests. The plugin of Javalin supports neither settings that change nor an exception for some paths.
 */
final class CorsHandler implements Handler, RouteGroup {
    private static final String EXPOSED_HEADERS = "Accept-Ranges, Content-Range, ETag, Preference-Applied, Retry-After";

    private final OriginPolicy origins;

    CorsHandler(OriginPolicy origins) {
        this.origins = origins;
    }

    /** Runs before every other handler, so that errors have the headers too. */
    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(this);
    }

    @Override
    public void handle(Context context) {
        if (!origins.hasCors() || AdminRoutes.contains(context.path())) {
            return;
        }
        context.header("Vary", "Origin");
        String origin = context.header("Origin");
        if (origin == null || !origins.allowsCors(origin)) {
            return;
        }
        context.header("Access-Control-Allow-Origin", origin).header("Access-Control-Expose-Headers", EXPOSED_HEADERS);
        String method = context.header("Access-Control-Request-Method");
        if (method != null && "OPTIONS".equals(context.req().getMethod())) {
            context.status(204).header("Access-Control-Allow-Methods", method).skipRemainingHandlers();
            String headers = context.header("Access-Control-Request-Headers");
            if (headers != null) {
                context.header("Access-Control-Allow-Headers", headers);
            }
        }
    }
}
