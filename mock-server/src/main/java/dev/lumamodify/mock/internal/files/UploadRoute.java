package dev.lumamodify.mock.internal.files;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves uploaded files, without authentication. A browser never executes one. */
public final class UploadRoute implements Handler {
    public static final String ROUTE = UploadedFiles.PREFIX + "<file>";
    private static final Logger LOG = LoggerFactory.getLogger(UploadRoute.class);
    private static final ByteBufferPool.Sized BUFFERS =
            new ByteBufferPool.Sized(ByteBufferPool.NON_POOLING, false, 64 << 10);

    private final UploadedFiles files;
    private final DownloadLinks links;
    private final FileResponse response;

    public UploadRoute(UploadedFiles files, DownloadLinks links, FileResponse response) {
        this.files = files;
        this.links = links;
        this.response = response;
    }

    @Override
    public void handle(Context context) {
        String path = context.req().getRequestURI();
        StoredFile file = files.find(path);
        if (file == null) {
            response.sendError(context, 404, "There is no upload " + path + ", or it has expired");
        } else if (links.isExpired(context)) {
            response.sendError(context, 410, links.describeExpiry(file.name()));
        } else {
            context.header("Content-Disposition", "attachment")
                    .header("Content-Security-Policy", "sandbox; default-src 'none'")
                    .header("X-Content-Type-Options", "nosniff");
            String etag = '"' + file.content().getFileName().toString() + '"';
            response.send(context, file.mediaType(), etag, file.size(), range -> write(context, file, range));
        }
    }

    /** Sends a part of a file, as fast as the client reads it. A slow client occupies no thread. */
    private static void write(Context context, StoredFile file, ByteRange range) {
        Response jetty =
                ServletContextResponse.getServletContextResponse(context.res()).getWrapped();
        jetty.getHeaders().put(HttpHeader.CONTENT_LENGTH, range.size());
        if (range.size() > 0 && context.req().getMethod().equals("GET")) {
            Callback.Completable sent = new Callback.Completable();
            Content.copy(Content.Source.from(BUFFERS, file.content(), range.first(), range.size()), jetty, sent);
            context.future(() -> sent.exceptionally(failure -> {
                LOG.debug("The client disconnected before the end of the file", failure);
                return null;
            }));
        }
    }

    /** Returns a link to an upload, which works for a limited time; null if the URL is not that of an upload of this server. */
    public @Nullable String link(String url) {
        String fileUrl = DownloadLinks.fileUrl(url);
        StoredFile file = files.find(fileUrl);
        return file == null || !file.url().equals(fileUrl) ? null : links.link(fileUrl);
    }
}
