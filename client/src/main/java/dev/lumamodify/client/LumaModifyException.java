package dev.lumamodify.client;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The superclass of all exceptions that are caused by the service or by the connection to it. Each subclass calls for a
 * different reaction.
 *
 * <p>A message contains no API key, no prompt and no body.
 */
public abstract sealed class LumaModifyException extends RuntimeException
        permits ApiException,
                CallbackRejectedException,
                DownloadException,
                InvalidResponseException,
                SubmissionOutcomeUnknownException,
                TaskFailedException,
                TransportException,
                UploadException,
                WaitInterruptedException,
                WaitTimeoutException {
    private static final long serialVersionUID = 1;

    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "cookie", "proxy-authorization", "set-cookie", "set-cookie2");
    private static final List<String> REQUEST_ID_HEADERS =
            List.of("X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Trace-Id", "CF-Ray");

    /** The id of the task. */
    private final @Nullable String taskId;

    /** The URL of the file that was uploaded before the failure. */
    private @Nullable String uploadedUrl;

    /** The headers of the response. */
    private final TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    LumaModifyException(String message, @Nullable String taskId, @Nullable Throwable cause) {
        this(message, taskId, cause instanceof LumaModifyException failure ? failure.headers : Map.of(), cause);
    }

    LumaModifyException(
            String message,
            @Nullable String taskId,
            Map<String, ? extends List<String>> headers,
            @Nullable Throwable cause) {
        super(message, cause);
        this.taskId = taskId;
        for (Map.Entry<String, ? extends List<String>> header : headers.entrySet()) {
            if (!SECRET_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                this.headers.put(header.getKey(), List.copyOf(header.getValue()));
            }
        }
    }

    /**
     * Returns the id of the task that the failed call was about.
     *
     * @return the id; empty if no task is known to exist
     */
    public Optional<String> taskId() {
        return Optional.ofNullable(taskId);
    }

    /**
     * Returns the URL of the video that was uploaded before the failure. Use it to continue without another upload: for
     * the request of a submission, if none was made. The URL is not part of the message.
     *
     * @return the URL; empty if the failed call uploaded nothing
     */
    public Optional<String> uploadedUrl() {
        return Optional.ofNullable(uploadedUrl);
    }

    /** Records that the failed call has uploaded a file. */
    void setUploadedUrl(String uploadedUrl) {
        this.uploadedUrl = uploadedUrl;
    }

    /** Returns what happened, and what to do. */
    @Override
    public String getMessage() {
        return super.getMessage()
                + (uploadedUrl == null ? "" : "; the video is uploaded, at the uploadedUrl of this exception");
    }

    /**
     * Returns the headers of the response that caused this exception, without cookies and credentials. They are not
     * part of the message.
     *
     * @return the values by case-insensitive name; empty if there was no response
     */
    public Map<String, List<String>> responseHeaders() {
        return Collections.unmodifiableMap(headers);
    }

    /**
     * Returns the id of the request, for a question to the operator of the service or of a proxy. The API documents
     * none, so this is the first of the headers {@code X-Request-Id}, {@code Request-Id}, {@code X-Correlation-Id},
     * {@code X-Trace-Id} and {@code CF-Ray} of the response.
     *
     * @return the id; empty if the response has none
     */
    public Optional<String> requestId() {
        for (String name : REQUEST_ID_HEADERS) {
            List<String> values = headers.get(name);
            if (values != null && !values.isEmpty()) {
                return Optional.of(values.get(0));
            }
        }
        return Optional.empty();
    }
}
