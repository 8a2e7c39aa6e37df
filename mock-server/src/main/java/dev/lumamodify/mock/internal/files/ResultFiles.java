package dev.lumamodify.mock.internal.files;

import dev.lumamodify.mock.internal.spec.Envelope;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves the results of tasks, without authentication. Source: {@code docs/api-facts.md#retention}. */
public final class ResultFiles implements Handler {
    /** The route, whose parameter {@code file} is the name of the file. */
    public static final String ROUTE = "/results/{file}";

    private static final String PREFIX = "/results/";
    private static final String SUFFIX = ".mp4";

    /** The query parameter of a download link: when the link expires, in Unix milliseconds. */
    private static final String EXPIRES = "expires";

    private final Tasks tasks;
    private final Scheduler scheduler;
    private final Duration retention;
    private final Duration linkLifetime;
    private final BiConsumer<Context, byte[]> writer;

    /**
     * @param retention how long a result is served after its task has ended
     * @param linkLifetime how long a download link works
     * @param writer sends the body of a response
     */
    public ResultFiles(
            Tasks tasks,
            Scheduler scheduler,
            Duration retention,
            Duration linkLifetime,
            BiConsumer<Context, byte[]> writer) {
        this.tasks = tasks;
        this.scheduler = scheduler;
        this.retention = retention;
        this.linkLifetime = linkLifetime;
        this.writer = writer;
    }

    /** Returns the path of the result of a task. */
    public static String path(String taskId) {
        return PREFIX + taskId + SUFFIX;
    }

    @Override
    public void handle(Context context) {
        String file = context.pathParam("file");
        Task task = find(file);
        if (task == null) {
            sendError(context, 404, "There is no result " + file);
        } else if (isDeleted(task)) {
            sendError(
                    context,
                    410,
                    "The result " + file + " was deleted: results are kept for " + retention.toDays() + " days");
        } else if (isExpired(context.queryParam(EXPIRES))) {
            sendError(
                    context,
                    410,
                    "The link to " + file + " has expired: links work for " + linkLifetime.toMinutes() + " minutes");
        } else {
            String watermark =
                    Json.MAPPER.readTree(task.parameters()).path("waterMark").asString("");
            send(context, ResultVideo.withWatermark(watermark));
        }
    }

    /**
     * Returns a link to a result, which works for a limited time; null if the URL is not that of a result which is served
     * now. The URL may be a link itself.
     */
    public @Nullable String link(String url) {
        String resultUrl = url.split("\\?", 2)[0];
        Task task = find(resultUrl.substring(resultUrl.lastIndexOf('/') + 1));
        if (task == null || isDeleted(task) || !task.resultUrl().equals(resultUrl)) {
            return null;
        }
        return resultUrl + "?" + EXPIRES + "="
                + scheduler.now().plus(linkLifetime).toEpochMilli();
    }

    /** Returns the task that has a result of this name; null if there is none. */
    private @Nullable Task find(String file) {
        Task task = file.endsWith(SUFFIX) ? tasks.find(file.substring(0, file.length() - SUFFIX.length())) : null;
        return task != null && task.hasResults() ? task : null;
    }

    private boolean isDeleted(Task task) {
        Instant endedAt = task.endedAt();
        return endedAt != null && scheduler.now().isAfter(endedAt.plus(retention));
    }

    private boolean isExpired(@Nullable String expires) {
        return expires != null
                && expires.matches("\\d{1,15}")
                && scheduler.now().toEpochMilli() > Long.parseLong(expires);
    }

    /** Result files are not part of the API, so the HTTP status is that of the error whatever the setting is. */
    private void sendError(Context context, int status, String msg) {
        context.status(status).contentType("application/json");
        writer.accept(context, Json.toBytes(Envelope.error(status, msg)));
    }

    private void send(Context context, ResultVideo video) {
        int length = video.bytes().length;
        context.header("Accept-Ranges", "bytes").header("ETag", video.etag()).contentType("video/mp4");
        if (matches(context.header("If-None-Match"), video.etag())) {
            context.status(304);
            return;
        }
        ByteRange range = range(context, video);
        if (range == null) {
            write(context, video, new ByteRange(0, length - 1));
        } else if (range.isSatisfiable()) {
            context.status(206).header("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + length);
            write(context, video, range);
        } else {
            context.header("Content-Range", "bytes */" + length);
            sendError(context, 416, "The requested range is outside the " + length + " bytes of the result");
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

    private static @Nullable ByteRange range(Context context, ResultVideo video) {
        String ifRange = context.header("If-Range");
        boolean applies = "GET".equals(context.req().getMethod()) && (ifRange == null || ifRange.equals(video.etag()));
        return applies ? ByteRange.parse(context.header("Range"), video.bytes().length) : null;
    }

    private void write(Context context, ResultVideo video, ByteRange range) {
        writer.accept(context, Arrays.copyOfRange(video.bytes(), range.first(), range.first() + range.size()));
    }
}
