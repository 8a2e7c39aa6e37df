package dev.lumamodify.client;

import dev.lumamodify.client.internal.http.FileHost;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.HttpUrl;

/** Brings all results of a task to disk, each complete or not at all. */
final class Downloader {
    private final FileHost host;
    private final Scheduler timer;
    private final Backoff backoff;

    Downloader(FileHost host, Scheduler timer, Backoff backoff) {
        this.host = host;
        this.timer = timer;
        this.backoff = backoff;
    }

    List<Path> all(TaskRecord task, Path target, DownloadOptions options) {
        TaskResults results = task.response();
        if (results == null || results.resultUrls().isEmpty()) {
            throw new IllegalArgumentException("the task has no results");
        }
        Map<Path, String> files = places(results.resultUrls(), target, task.taskId());
        for (Path file : files.keySet()) {
            refuseExisting(file, options, task.taskId());
        }
        files.forEach((file, url) -> one(url, file, options, task.taskId()));
        return List.copyOf(files.keySet());
    }

    private static Map<Path, String> places(List<String> urls, Path target, String taskId) {
        Map<Path, String> places = new LinkedHashMap<>();
        if (!Files.isDirectory(target)) {
            if (urls.size() > 1) {
                throw new IllegalArgumentException(
                        "target must be a directory: the task has " + urls.size() + " results");
            }
            places.put(target.toAbsolutePath(), urls.get(0));
            return places;
        }
        for (String url : urls) {
            Path file = target.resolve(name(url, taskId)).toAbsolutePath();
            for (int i = 2; places.containsKey(file); i++) {
                file = target.resolve(i + "-" + name(url, taskId)).toAbsolutePath();
            }
            places.put(file, url);
        }
        return places;
    }

    /** Takes the last part of the URL if it is a harmless file name. */
    private static String name(String url, String taskId) {
        HttpUrl parsed = HttpUrl.parse(url);
        String last = parsed == null ? "" : parsed.pathSegments().get(parsed.pathSize() - 1);
        return last.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}") ? last : taskId.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private void one(String url, Path target, DownloadOptions options, String taskId) {
        HttpUrl from = HttpUrl.parse(url);
        if (from == null) {
            throw new DownloadException("A result has no http or https URL", taskId, null);
        }
        Path part = target.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            try {
                Files.createFile(part);
                fetch(new Download(host, from, part, options));
                refuseExisting(target, options, taskId);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new DownloadException("A result could not be downloaded: " + e.getMessage(), taskId, e);
        }
    }

    private void fetch(Download download) throws IOException {
        for (int repeat = 0; ; repeat++) {
            try {
                download.proceed();
                backoff.succeeded();
                return;
            } catch (IOException e) {
                Duration pause = e instanceof Download.Refusal ? null : backoff.afterBreak(repeat);
                if (pause == null || !timer.sleep(pause)) {
                    throw e;
                }
            }
        }
    }

    private static void refuseExisting(Path file, DownloadOptions options, String taskId) {
        if (!options.overwriteExisting() && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DownloadException(file + " exists already", taskId, null);
        }
    }
}
