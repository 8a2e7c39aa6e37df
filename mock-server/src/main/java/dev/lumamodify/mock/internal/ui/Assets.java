package dev.lumamodify.mock.internal.ui;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Serves files of the class path to browsers, which are told to load nothing from anywhere else. */
final class Assets implements Handler {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    /** Own scripts only, and none within a page: what a prompt or a header says is never run. */
    static final String STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    /** The same for a page whose library sets styles and draws its icons by itself. */
    static final String STYLED = STRICT.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    private final String folder;
    private final String policy;
    private final String index;

    /**
     * @param folder the resource under which the files are, with a slash at its end
     * @param policy the {@code Content-Security-Policy}
     * @param index the file to send where the path names none
     */
    Assets(String folder, String policy, String index) {
        this.folder = folder;
        this.policy = policy;
        this.index = index;
    }

    @Override
    public void handle(Context context) throws IOException {
        String name = context.pathParamMap().getOrDefault("file", index);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        // One name, without a folder: no path out of ours.
        boolean lawful = type != null && name.matches("\\w[\\w.-]*");
        try (InputStream in = lawful ? Assets.class.getResourceAsStream(folder + name) : null) {
            if (in == null) {
                throw new NotFoundResponse();
            }
            context.header("Content-Security-Policy", policy)
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cache-Control", "no-cache")
                    .contentType(String.valueOf(type))
                    .result(in.readAllBytes());
        }
    }
}
