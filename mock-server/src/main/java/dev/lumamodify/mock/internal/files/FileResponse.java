package dev.lumamodify.mock.internal.files;

import dev.lumamodify.mock.internal.spec.Envelope;
import dev.lumamodify.mock.internal.spec.Json;
import io.javalin.http.Context;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends a file, or the part of it that the request asks for (RFC 9110, sections 13 and 14). */
public final class FileResponse {
    private final BiConsumer<Context, byte[]> writer;

    /**
     * @param writer sends the body of a response
     */
    public FileResponse(BiConsumer<Context, byte[]> writer) {
        this.writer = writer;
    }

    void write(Context context, byte[] body) {
        writer.accept(context, body);
    }

    /** Files are not part of the API, so the HTTP status is that of the error whatever the setting is. */
    void sendError(Context context, int status, String msg) {
        context.status(status).contentType("application/json");
        writer.accept(context, Json.toBytes(Envelope.error(status, msg)));
    }

    /**
     * Sends a file.
     *
     * @param length the size of the file, in bytes
     * @param body sends a part of the file
     */
    void send(Context context, String mediaType, String etag, long length, Consumer<ByteRange> body) {
        context.header("Accept-Ranges", "bytes").header("ETag", etag).contentType(mediaType);
        if (matches(context.header("If-None-Match"), etag)) {
            context.status(304);
            return;
        }
        ByteRange range = range(context, etag, length);
        if (range == null) {
            body.accept(new ByteRange(0, length - 1));
        } else if (range.isSatisfiable()) {
            context.status(206).header("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + length);
            body.accept(range);
        } else {
            context.header("Content-Range", "bytes */" + length);
            sendError(context, 416, "The requested range is outside the " + length + " bytes of the file");
        }
    }

    /** Compares weakly, as RFC 9110 (section 13.1.2) requires. */
    private static boolean matches(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null
                && Pattern.compile(",")
                        .splitAsStream(ifNoneMatch)
                        .map(each -> each.strip().replaceFirst("^W/", ""))
                        .anyMatch(each -> each.equals(etag) || each.equals("*"));
    }

    private static @Nullable ByteRange range(Context context, String etag, long length) {
        String ifRange = context.header("If-Range");
        boolean applies = "GET".equals(context.req().getMethod()) && (ifRange == null || ifRange.equals(etag));
        return applies ? ByteRange.parse(context.header("Range"), length) : null;
    }
}
