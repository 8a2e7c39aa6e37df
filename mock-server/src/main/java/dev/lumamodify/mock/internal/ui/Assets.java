package dev.lumamodify.mock.internal.ui;

import dev.lumamodify.mock.internal.http.ResponseWriter;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Serves files of one folder of the class path to browsers, with a content security policy. */
final class Assets implements Handler {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    /** Allows only files of this server and no inline scripts, so that text from a request never runs as a script. */
    static final String STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    /** Also allows inline styles, which Swagger UI needs. */
    static final String INLINE_STYLES = STRICT.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    private final String folder;
    private final String contentSecurityPolicy;
    private final String index;

    /**
     * @param folder the resource folder, with a slash at the end
     * @param index the file to send if the path has no file name
     */
    Assets(String folder, String contentSecurityPolicy, String index) {
        this.folder = folder;
        this.contentSecurityPolicy = contentSecurityPolicy;
        this.index = index;
    }

    @Override
    public void handle(Context context) throws IOException {
        String name = context.pathParamMap().getOrDefault("file", index);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        // A name without a folder cannot leave the folder of the assets.
        boolean valid = type != null && name.matches("\\w[\\w.-]*");
        try (InputStream in = valid ? Assets.class.getResourceAsStream(folder + name) : null) {
            if (in == null) {
                throw new NotFoundResponse();
            }
            context.header("Content-Security-Policy", contentSecurityPolicy)
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cache-Control", "no-cache")
                    .contentType(String.valueOf(type));
            ResponseWriter.write(context, in.readAllBytes());
        }
    }
}
