package dev.lumamodify.mock.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** A group of HTTP routes. */
public interface RouteGroup {
    void addTo(RoutesConfig routes);

    /** Adds a route. Adds {@code HEAD} for {@code GET}, because Javalin would respond to every {@code HEAD} with success. */
    static void add(RoutesConfig routes, String method, String path, Handler handler) {
        routes.addHttpHandler(HandlerType.findOrCreate(method), path, handler);
        if (method.equals("GET")) {
            routes.head(path, handler);
        }
    }
}
