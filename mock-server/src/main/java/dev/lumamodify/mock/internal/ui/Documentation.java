package dev.lumamodify.mock.internal.ui;

import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.http.RouteGroup;
import dev.lumamodify.mock.internal.http.ServerOrigin;
import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.spec.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Serves the OpenAPI document, with this server as its first server, and renders it with Swagger UI. */
public final class Documentation implements RouteGroup {
    private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/";
    /** The list of the document, and that of each path whose server is another. */
    private static final Pattern SERVERS = Pattern.compile("(?m)^( *)servers:\n");

    private final String document = BundledDocument.text();

    public Documentation() {
        if (!SERVERS.matcher(document).find()) {
            throw new IllegalArgumentException("The document has no line 'servers:'");
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        Assets docs = new Assets("docs/", Assets.INLINE_STYLES, "docs.html");
        RouteGroup.add(routes, "GET", "/docs", docs);
        RouteGroup.add(
                routes,
                "GET",
                "/docs/openapi.json",
                context -> send(context, ResponseWriter.JSON, Json.toBytes(view(ServerOrigin.of(context)))));
        RouteGroup.add(routes, "GET", "/docs/{file}", docs);
        RouteGroup.add(routes, "GET", "/docs/swagger-ui/{version}/{file}", context -> {
            String version = context.pathParam("version");
            if (!version.matches("\\d[\\w.-]*")) {
                throw new NotFoundResponse();
            }
            new Assets(SWAGGER_UI + version + "/", Assets.INLINE_STYLES, "index.html").handle(context);
        });
        RouteGroup.add(
                routes,
                "GET",
                "/openapi.yaml",
                context -> send(context, "application/yaml", yaml(context).getBytes(StandardCharsets.UTF_8)));
        RouteGroup.add(
                routes,
                "GET",
                "/openapi.json",
                context -> send(context, ResponseWriter.JSON, Json.toBytes(Json.parseYaml(yaml(context)))));
    }

    private ObjectNode view(String origin) {
        return new DocumentationView((ObjectNode) Json.parseYaml(document), BundledDocument.get(), origin).create();
    }

    private static void send(Context context, String type, byte[] body) {
        context.contentType(type);
        ResponseWriter.write(context, body);
    }

    /** Inserts text instead of changing the tree, so that comments and formatting stay. */
    private String yaml(Context context) {
        String url = Json.MAPPER.writeValueAsString(ServerOrigin.of(context));
        return SERVERS.matcher(document)
                .replaceAll(
                        "$0$1  - url: " + Matcher.quoteReplacement(url) + "\n$1    description: This mock server\n");
    }
}
