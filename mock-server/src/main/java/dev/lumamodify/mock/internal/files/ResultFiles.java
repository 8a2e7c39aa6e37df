package dev.lumamodify.mock.internal.files;

import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Serves the results of tasks, without authentication. Source: {@code docs/api-facts.md#retention}. */
public final class ResultFiles implements Handler {
    /** The route, whose parameter {@code file} is the name of the file. */
    public static final String ROUTE = "/results/{file}";

    private static final String PREFIX = "/results/";
    private static final String SUFFIX = ".mp4";

    private final Tasks tasks;
    private final Scheduler scheduler;
    private final Duration retention;
    private final DownloadLinks links;
    private final FileResponse response;

    /**
     * @param retention how long a result is served after its task has ended
     */
    public ResultFiles(
            Tasks tasks, Scheduler scheduler, Duration retention, DownloadLinks links, FileResponse response) {
        this.tasks = tasks;
        this.scheduler = scheduler;
        this.retention = retention;
        this.links = links;
        this.response = response;
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
            response.sendError(context, 404, "There is no result " + file);
        } else if (isDeleted(task)) {
            response.sendError(
                    context,
                    410,
                    "The result " + file + " was deleted: results are kept for " + retention.toDays() + " days");
        } else if (links.isExpired(context)) {
            response.sendError(context, 410, links.describeExpiry(file));
        } else {
            String watermark =
                    Json.MAPPER.readTree(task.parameters()).path("waterMark").asString("");
            ResultVideo video = ResultVideo.withWatermark(watermark);
            response.send(context, "video/mp4", video.etag(), video.bytes().length, range -> {
                int end = Math.toIntExact(range.last() + 1);
                response.write(context, Arrays.copyOfRange(video.bytes(), Math.toIntExact(range.first()), end));
            });
        }
    }

    /**
     * Returns a link to a result, which works for a limited time; null if the URL is not that of a result which is served
     * now. The URL may be a link itself.
     */
    public @Nullable String link(String url) {
        String resultUrl = DownloadLinks.fileUrl(url);
        Task task = find(resultUrl.substring(resultUrl.lastIndexOf('/') + 1));
        return task == null || isDeleted(task) || !task.resultUrl().equals(resultUrl) ? null : links.link(resultUrl);
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
}
