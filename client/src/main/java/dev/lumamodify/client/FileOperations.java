package dev.lumamodify.client;

import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The operations of a {@link LumaModify} client with files of this machine. Uploads and downloads cost no credits, the
 * submission of a video does. Thread-safe.
 */
public interface FileOperations {

    /**
     * Uploads a video, with the default options. See {@link #upload(Path, UploadOptions)}.
     *
     * @param file the video
     * @return the stored file
     */
    default UploadedFile upload(Path file) {
        return upload(file, UploadOptions.defaults());
    }

    /**
     * Uploads a video to the file service, which stores it for a limited time. Sends the file in small segments, whatever
     * its size. Before that, checks the size, the format and the duration against {@code ModifyRequest.VIDEO_MAX_BYTES},
     * {@code VIDEO_FORMATS} and {@code VIDEO_MAX_SECONDS}; the format by the content, the duration if the file states it.
     *
     * <p>Retries transient failures within the timeout, up to {@link LumaModifyBuilder#maxRetries} times: HTTP 408, 429,
     * 500, 502, 503 and 504, the codes 429, 455 and 500, and failed connections. A second upload replaces the file of the
     * first one. Source: {@code docs/api-facts.md#uploads}.
     *
     * @param file the video
     * @param options the options of the upload
     * @return the stored file
     * @throws IllegalArgumentException if the file violates a rule for videos; nothing was sent
     * @throws UploadException if the file cannot be read, or changed during the upload
     * @throws ApiException if the service responded with an error
     * @throws InvalidResponseException if the response is not as documented
     * @throws TransportException if the service could not be reached, did not respond within the timeout, or the client
     *     was closed
     */
    UploadedFile upload(Path file, UploadOptions options);

    /**
     * Uploads a video without blocking, with the default options. See {@link #uploadAsync(Path, UploadOptions)}.
     *
     * @param file the video
     * @return a future with the stored file
     */
    default CompletableFuture<UploadedFile> uploadAsync(Path file) {
        return uploadAsync(file, UploadOptions.defaults());
    }

    /**
     * Uploads a video without blocking, on a thread of the executor of the client. Checks the file before this method
     * returns. The future fails with the exceptions that {@link #upload(Path, UploadOptions)} throws. Cancelling it aborts the upload immediately and closes the file.
     * At most 8 uploads run at the same time; the timeout of the others begins later.
     *
     * @param file the video
     * @param options the options of the upload
     * @return a future with the stored file
     * @throws IllegalArgumentException if the file violates a rule for videos; nothing was sent
     * @throws UploadException if the file cannot be read; nothing was sent
     */
    CompletableFuture<UploadedFile> uploadAsync(Path file, UploadOptions options);

    /**
     * Lets the file service copy a file from a URL, with the default options. See
     * {@link #uploadFromUrl(String, UploadOptions)}.
     *
     * @param url the URL of the file
     * @return the stored file
     */
    default UploadedFile uploadFromUrl(String url) {
        return uploadFromUrl(url, UploadOptions.defaults());
    }

    /**
     * Lets the file service copy a file from a URL, which it must be able to read within 30 seconds. Retries like
     * {@link #upload(Path, UploadOptions)}. The file is not checked, and there is no progress.
     *
     * @param url an http or https URL that needs no credentials
     * @param options the options of the upload
     * @return the stored file
     * @throws IllegalArgumentException if the URL is not a valid http or https URL
     * @throws ApiException if the service responded with an error, for example because it cannot read the URL
     * @throws InvalidResponseException if the response is not as documented
     * @throws TransportException if the service could not be reached, did not respond within the timeout, or the client
     *     was closed
     */
    UploadedFile uploadFromUrl(String url, UploadOptions options);

    /**
     * Uploads a video with the default options, and submits it for modification. <strong>Costs credits.</strong> Throws
     * the exceptions of {@link #upload(Path)} and {@link LumaModify#modify(ModifyRequest)}. After the upload, every {@link
     * LumaModifyException} has its {@link LumaModifyException#uploadedUrl() URL}.
     *
     * @param video the video
     * @param prompt the modification to make
     * @return the id of the new task
     */
    String modify(Path video, String prompt);

    /**
     * Uploads a video, submits it for modification and waits for the results, with the default options. <strong>Costs
     * credits.</strong> See {@link #modifyAndAwaitCompletion(Path, String, WaitOptions)}.
     *
     * @param video the video
     * @param prompt the modification to make
     * @return the task with its results
     */
    default TaskRecord modifyAndAwaitCompletion(Path video, String prompt) {
        return modifyAndAwaitCompletion(video, prompt, WaitOptions.defaults());
    }

    /**
     * Uploads a video, submits it for modification and waits for the results. <strong>Costs credits.</strong> Throws the
     * exceptions of {@link #upload(Path)} and {@link
     * LumaModify#modifyAndAwaitCompletion(ModifyRequest, WaitOptions)}. Nothing has
     * to be uploaded or paid twice: a {@link LumaModifyException} has the URL of the video from the upload on, and the id
     * of the task from its creation on.
     *
     * @param video the video
     * @param prompt the modification to make
     * @param options the options of the wait; the submission uses their {@link WaitOptions#callOptions() callOptions}
     * @return the task with its results
     */
    TaskRecord modifyAndAwaitCompletion(Path video, String prompt, WaitOptions options);

    /**
     * Downloads the results of a task, with the default options. See
     * {@link #download(TaskRecord, Path, DownloadOptions)}.
     *
     * @param task a task with results
     * @param target an existing directory, or a file if there is one result
     * @return the files, in the order of the results
     */
    default List<Path> download(TaskRecord task, Path target) {
        return download(task, target, DownloadOptions.defaults());
    }

    /**
     * Downloads the results of a task. Writes each result to a temporary file in the directory of the target, and renames
     * it when it is complete. Resumes an interrupted download, up to {@link LumaModifyBuilder#maxRetries} times. Does not
     * send the API key to the file host. If the URL of a result has expired (HTTP 403, 404 or 410), continues with a new
     * link from {@link #getDownloadUrl}, once for each result.
     *
     * @param task a task with results
     * @param target an existing directory, or a file if there is one result
     * @param options the options of the download
     * @return the files, in the order of the results
     * @throws IllegalArgumentException if the task has no results, or if it has several and the target is not a directory
     * @throws DownloadException if a file exists, is too large, or could not be downloaded or written
     */
    List<Path> download(TaskRecord task, Path target, DownloadOptions options);

    /**
     * Creates a link to a file of the service, such as a result. The link works for 20 minutes and needs no API key.
     * Retries like {@link LumaModify#getTask(String, CallOptions)}, within the default timeout. Source: {@code
     * docs/api-facts.md#download-links}.
     *
     * @param url the URL of the file
     * @return the link
     * @throws IllegalArgumentException if the URL is not a valid http or https URL
     * @throws ApiException if the service responded with an error; for a file of another service the code is 422
     * @throws InvalidResponseException if the response is not as documented
     * @throws TransportException if the service could not be reached
     */
    String getDownloadUrl(String url);
}
