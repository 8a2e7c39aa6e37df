package dev.lumamodify.mock.internal.ui;

import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.server.WebServer;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;

/** The document for readers: as itself, with this server among its servers, and as pages to read and try. */
public final class Documentation {
    private static final String RENDERER = "/META-INF/resources/webjars/swagger-ui/";
    private static final String SERVERS = "\nservers:\n";

    private final String document;

    public Documentation() {
        document = OpenApiDocument.text();
        if (!document.contains(SERVERS)) {
            throw new IllegalArgumentException("The document has no line that reads 'servers:'");
        }
    }

    public void configure(RoutesConfig routes) {
        Assets docs = new Assets("docs/", Assets.STYLED, "docs.html");
        WebServer.serve(routes, "GET", "/docs", docs);
        WebServer.serve(routes, "GET", "/docs/{file}", docs);
        WebServer.serve(routes, "GET", "/docs/swagger-ui/{version}/{file}", context -> {
            String version = context.pathParam("version");
            if (!version.matches("\\d[\\w.-]*")) {
                throw new NotFoundResponse();
            }
            new Assets(RENDERER + version + "/", Assets.STYLED, "index.html").handle(context);
        });
        WebServer.serve(
                routes,
                "GET",
                "/openapi.yaml",
                context -> context.contentType("application/yaml").result(yaml(context)));
        WebServer.serve(
                routes,
                "GET",
                "/openapi.json",
                context -> context.contentType("application/json").result(Json.bytes(Json.yaml(yaml(context)))));
    }

    /** The document as it is written, comments and all, and this server, by the name it was called, before the others. */
    private String yaml(Context context) {
        String server = Json.MAPPER.writeValueAsString(ResponseWriter.origin(context));
        return document.replaceFirst(
                SERVERS,
                SERVERS + "  - url: " + server.replace("\\", "\\\\").replace("$", "\\$")
                        + "\n    description: This mock server\n");
    }
}
