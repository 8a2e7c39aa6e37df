package dev.lumamodify.client;

import dev.lumamodify.client.internal.http.Download;
import dev.lumamodify.client.internal.http.FileHost;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;

/** Downloads the results of a task. Each file is complete or does not exist. Thread-safe. */
final class Downloader {
    /** The HTTP statuses of a URL that has expired. */
    private static final Set<Integer> EXPIRED_STATUSES = Set.of(403, 404, 410);

    private final FileHost host;
    private final UnaryOperator<String> links;
    private final Backoff backoff;
    private final Operation.Source operations;

    /**
     * Creates a downloader.
     *
     * @param links returns a new link for the URL of a result, or throws an exception
     */
    Downloader(FileHost host, UnaryOperator<String> links, Backoff backoff, Operation.Source operations) {
        this.host = host;
        this.links = links;
        this.backoff = backoff;
        this.operations = operations;
    }

    List<Path> download(TaskRecord task, Path target, DownloadOptions options) {
        TaskResults results = task.response();
        if (results == null || results.resultUrls().isEmpty()) {
            throw new IllegalArgumentException("the task has no results");
        }
        Map<Path, String> urlsByFile = urlsByFile(results.resultUrls(), target, task.taskId());
        return operations.run("download", task.taskId(), operation -> {
            for (Path file : urlsByFile.keySet()) {
                checkMissing(file, options, task.taskId());
            }
            urlsByFile.forEach((file, url) -> downloadFile(url, file, options, task.taskId(), operation));
            return List.copyOf(urlsByFile.keySet());
        });
    }

    private static Map<Path, String> urlsByFile(List<String> urls, Path target, String taskId) {
        Map<Path, String> urlsByFile = new LinkedHashMap<>();
        if (!Files.isDirectory(target)) {
            if (urls.size() > 1) {
                throw new IllegalArgumentException(
                        "target must be a directory: the task has " + urls.size() + " results");
            }
            urlsByFile.put(target.toAbsolutePath(), urls.get(0));
            return urlsByFile;
        }
        for (String url : urls) {
            Path file = target.resolve(fileName(url, taskId)).toAbsolutePath();
            for (int i = 2; urlsByFile.containsKey(file); i++) {
                file = target.resolve(i + "-" + fileName(url, taskId)).toAbsolutePath();
            }
            urlsByFile.put(file, url);
        }
        return urlsByFile;
    }

    /** Returns the last segment of the URL if it is a safe file name, otherwise the task id. */
    private static String fileName(String url, String taskId) {
        HttpUrl parsed = HttpUrl.parse(url);
        String segment = parsed == null ? "" : parsed.pathSegments().get(parsed.pathSize() - 1);
        return segment.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}") ? segment : taskId.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private void downloadFile(String url, Path file, DownloadOptions options, String taskId, Operation operation) {
        HttpUrl parsed = HttpUrl.parse(url);
        if (parsed == null) {
            throw new DownloadException(
                    "A result has no http or https URL", taskId, "check the URLs in the task record", null);
        }
        Path temporaryFile = file.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            try {
                Files.createFile(temporaryFile);
                Download download = new Download(
                        host,
                        parsed,
                        temporaryFile,
                        options.maxBytes(),
                        options.followPrivateRedirects(),
                        options.allowNonVideo(),
                        (bytes, totalBytes) ->
                                options.progressListener().onProgress(parsed.toString(), bytes, totalBytes));
                runWithNewLink(download, url, operation);
                if (options.overwriteExisting()) {
                    Files.move(temporaryFile, file, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    moveToNew(temporaryFile, file);
                }
            } finally {
                Files.deleteIfExists(temporaryFile);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(file, taskId);
        } catch (IOException e) {
            throw new DownloadException(
                    "A result could not be downloaded: " + e.getMessage(),
                    taskId,
                    "it is safe to download it again",
                    e);
        }
    }

    /**
     * Moves a file. Throws {@link FileAlreadyExistsException} if the target exists, even if another thread or process
     * has just created it. Moving a file alone would replace that one.
     */
    private static void moveToNew(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            // The file system has no links.
            Files.createFile(to);
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Runs a download. If its URL has expired, continues with a new link, or throws the original failure. */
    private void runWithNewLink(Download download, String url, Operation operation) throws IOException {
        try {
            runWithRetries(download, operation);
        } catch (Download.NonRetryableException e) {
            Integer status = download.httpStatus();
            if (status == null || !EXPIRED_STATUSES.contains(status)) {
                throw e;
            }
            try {
                download.continueFrom(HttpUrl.get(links.apply(url)));
            } catch (RuntimeException linkFailure) {
                e.addSuppressed(linkFailure);
                throw e;
            }
            runWithRetries(download, operation);
        }
    }

    private void runWithRetries(Download download, Operation operation) throws IOException {
        for (int retries = 0; ; retries++) {
            operation.onAttempt();
            try {
                download.run();
                backoff.recordSuccess();
                return;
            } catch (IOException e) {
                Duration delay = e instanceof Download.NonRetryableException ? null : backoff.afterDownload(e, retries);
                if (delay == null || !backoff.sleep(delay)) {
                    throw e;
                }
            } finally {
                operation.onHttpStatus(download.httpStatus());
            }
        }
    }

    private static void checkMissing(Path file, DownloadOptions options, String taskId) {
        if (!options.overwriteExisting() && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(file, taskId);
        }
    }

    private static DownloadException exists(Path file, String taskId) {
        return new DownloadException(
                "The file " + file + " exists", taskId, "set overwriteExisting, or choose another target", null);
    }
}
