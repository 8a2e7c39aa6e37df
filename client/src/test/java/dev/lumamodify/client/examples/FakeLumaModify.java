package dev.lumamodify.client.examples;

import dev.lumamodify.client.CallOptions;
import dev.lumamodify.client.DownloadOptions;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.UnfinishedSubmissions;
import dev.lumamodify.client.UploadOptions;
import dev.lumamodify.client.UploadedFile;
import dev.lumamodify.client.VerifiedCallback;
import dev.lumamodify.client.WaitOptions;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A fake client, as in the tests of an application. Every task succeeds immediately. */
class FakeLumaModify implements LumaModify {
    final List<String> handledTaskIds = new ArrayList<>();

    @Override
    public TaskRecord handleCallback(VerifiedCallback callback) {
        handledTaskIds.add(callback.taskId());
        return getTask(callback.taskId());
    }

    @Override
    public TaskRecord getTask(String taskId, CallOptions options) {
        return TaskRecord.builder()
                .taskId(taskId)
                .paramJson("{}")
                .createTime(1)
                .successFlag(TaskStatus.SUCCESS)
                .build();
    }

    @Override
    public String modify(ModifyRequest request, CallOptions options) {
        return "id";
    }

    @Override
    public CompletableFuture<String> modifyAsync(ModifyRequest request, CallOptions options) {
        return CompletableFuture.completedFuture("id");
    }

    @Override
    public TaskRecord awaitCompletion(String taskId, WaitOptions options) {
        return getTask(taskId);
    }

    @Override
    public CompletableFuture<TaskRecord> awaitCompletionAsync(String taskId, WaitOptions options) {
        return CompletableFuture.completedFuture(getTask(taskId));
    }

    @Override
    public UploadedFile upload(Path file, UploadOptions options) {
        return uploadFromUrl("https://files.example.com/" + file.getFileName());
    }

    @Override
    public CompletableFuture<UploadedFile> uploadAsync(Path file, UploadOptions options) {
        return CompletableFuture.completedFuture(upload(file, options));
    }

    @Override
    public UploadedFile uploadFromUrl(String url, UploadOptions options) {
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        return new UploadedFile(url, 1, "video/mp4", time, time.plus(Duration.ofHours(24)));
    }

    @Override
    public List<Path> download(TaskRecord task, Path target, DownloadOptions options) {
        return List.of(target.resolve(task.taskId() + ".mp4"));
    }

    @Override
    public double getCredits() {
        return 100;
    }

    @Override
    public String getDownloadUrl(String url) {
        return url;
    }

    @Override
    public UnfinishedSubmissions unfinished() {
        return new UnfinishedSubmissions(Map.of(), List.of());
    }

    @Override
    public void close() {}
}
