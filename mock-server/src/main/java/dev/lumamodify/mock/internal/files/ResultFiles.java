package dev.lumamodify.mock.internal.files;

import dev.lumamodify.mock.internal.http.EnvelopeResponse;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The host of the files: serves the result of a task to anybody, as long as it is kept. */
public final class ResultFiles implements Handler {
    public static final String PATH = "/results/";
    private static final String SUFFIX = ".mp4";

    private final Tasks tasks;
    private final Scheduler timeline;
    private final Duration kept;

    public ResultFiles(Tasks tasks, Scheduler timeline, Duration kept) {
        this.tasks = tasks;
        this.timeline = timeline;
        this.kept = kept;
    }

    /** The path of a task's result. */
    public static String path(String taskId) {
        return PATH + taskId + SUFFIX;
    }

    @Override
    public void handle(Context context) throws IOException {
        String file = context.pathParam("file");
        Task task = file.endsWith(SUFFIX) ? tasks.any(file.substring(0, file.length() - SUFFIX.length())) : null;
        Instant completed = task == null ? null : task.completed();
        if (task == null || completed == null || !task.hasResults()) {
            refuse(context, 404, "There is no result " + file);
        } else if (timeline.now().isAfter(completed.plus(kept))) {
            refuse(context, 410, "The result " + file + " is gone: it was kept for " + kept.toDays() + " days");
        } else {
            send(
                    context,
                    ResultVideo.marked(Json.MAPPER
                            .readTree(task.parameters)
                            .path("waterMark")
                            .asString("")));
        }
    }

    /** Files are no part of the API: whatever the error style, their HTTP status tells. */
    private static void refuse(Context context, int status, String msg) {
        context.status(status)
                .contentType(ResponseWriter.JSON)
                .result(Json.bytes(EnvelopeResponse.error(status, msg).envelope()));
    }

    private static void send(Context context, ResultVideo video) throws IOException {
        int length = video.bytes().length;
        context.header("Accept-Ranges", "bytes").header("ETag", video.tag()).contentType("video/mp4");
        if (isKnown(context.header("If-None-Match"), video.tag())) {
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
            refuse(context, 416, "The result has " + length + " bytes, and none in the range asked for");
        }
    }

    /** RFC 9110, section 13.1.2: a list of tags, weak or not, or any. */
    private static boolean isKnown(@Nullable String header, String tag) {
        return header != null
                && Pattern.compile(",")
                        .splitAsStream(header)
                        .map(each -> each.strip().replaceFirst("^W/", ""))
                        .anyMatch(each -> each.equals(tag) || each.equals("*"));
    }

    private static @Nullable ByteRange range(Context context, ResultVideo video) {
        String ifRange = context.header("If-Range");
        boolean applies = "GET".equals(context.req().getMethod()) && (ifRange == null || ifRange.equals(video.tag()));
        return applies ? ByteRange.of(context.header("Range"), video.bytes().length) : null;
    }

    private static void write(Context context, ResultVideo video, ByteRange range) throws IOException {
        context.res().setContentLength(range.size());
        if (!"HEAD".equals(context.req().getMethod())) {
            context.res().getOutputStream().write(video.bytes(), range.first(), range.size());
        }
    }
}
