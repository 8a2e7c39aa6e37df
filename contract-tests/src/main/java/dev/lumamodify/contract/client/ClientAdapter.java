package dev.lumamodify.contract.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects a client to the checks. Implement this interface for your client and pass its {@link Factory} to
 * {@code ClientChecks.run}.
 *
 * <p>Every method calls the client once and returns how the call ended. It catches what the client throws, and returns
 * it as an {@link Outcome}. An exception that leaves an adapter fails the check.
 */
public interface ClientAdapter extends AutoCloseable {
    /** Creates the clients under test. */
    interface Factory {
        /** Returns a new client. Every scenario of a check has a client and a server of its own. */
        ClientAdapter newClient(Setup setup);

        /**
         * Returns whether the clients take the time from {@link Setup#clock}. Default: true.
         *
         * <p>If not, the checks of pauses and timeouts are skipped, and every wait takes real time: configure pauses of
         * milliseconds.
         */
        default boolean usesVirtualClock() {
            return true;
        }

        /**
         * Returns whether the clients work on threads other than those that call them and those that run timers of the
         * clock. Default: true.
         *
         * <p>If not, the checks take less time, because they do not look at the other threads of the process.
         */
        default boolean usesOwnThreads() {
            return true;
        }

        /**
         * Verifies the signature of a callback.
         *
         * @param webhookKeys the keys that are valid, for example during a rotation
         * @param now the current time
         * @param headers the header values by name; names are in any case
         * @param body the unchanged bytes of the body
         * @return {@link Kind#SUCCESS} with the task id that the signature proves, or {@link Kind#REJECTED}
         */
        Outcome verify(List<String> webhookKeys, Instant now, Map<String, List<String>> headers, byte[] body);

        /**
         * Returns a receiver of callbacks, for a client that has one.
         *
         * <p>Default: throws an {@link UnsupportedOperationException}. The checks of receivers are then skipped.
         *
         * @param webhookKeys the keys that are valid
         * @param now the current time
         * @param handler the code of the application, which gets the task id of each verified callback. It may throw
         */
        default Receiver newReceiver(List<String> webhookKeys, Instant now, Consumer<String> handler) {
            throw new UnsupportedOperationException("This client does not receive HTTP requests");
        }
    }

    /** Receives callbacks as whole HTTP requests. */
    interface Receiver {
        /**
         * Handles a request.
         *
         * @param headers the header values by name; names are in any case
         * @return the HTTP status of the response
         */
        int receive(String method, Map<String, List<String>> headers, byte[] body);
    }

    /**
     * The configuration of a client.
     *
     * @param baseUrl replaces {@code https://api.kie.ai}
     * @param uploadUrl replaces {@code https://kieai.redpandaai.co}, to which files are uploaded
     * @param apiKey the key to send as a bearer token
     * @param timeout the maximum real time of one HTTP request, from connecting to the last byte of its response
     * @param clock the source of time for everything between requests: clock, sleeps and timers. The client may use it
     *     on any thread
     */
    record Setup(URI baseUrl, URI uploadUrl, String apiKey, Duration timeout, VirtualClock clock) {}

    /**
     * A create request. A field that is null is not sent.
     *
     * @param prompt what to change in the video
     * @param videoUrl the video to modify
     * @param callBackUrl where the service reports the end of the task, or null
     * @param watermark an identifier to put on the result, or null
     */
    record SubmitRequest(
            String prompt,
            String videoUrl,
            @Nullable String callBackUrl,
            @Nullable String watermark) {}

    /** How a call of a client can end. */
    enum Kind {
        /** The call returned a task id, a task, the URL of an upload, or a verified callback. */
        SUCCESS,
        /** The service rejected the request with a code. */
        API_ERROR,
        /** The response is not a valid response of the API. */
        INVALID_RESPONSE,
        /** The create request was not sent, or a read, an upload or a download failed without a response. */
        NOT_SENT,
        /** The create request was sent, but its outcome is unknown: a task may exist and may have cost credits. */
        OUTCOME_UNKNOWN,
        /** The client rejected the call, for example its arguments or a call after {@link #close}, and sent nothing. */
        INVALID,
        /** The task has failed. */
        TASK_FAILED,
        /** The wait ended before the task did. */
        TIMED_OUT,
        /** The wait was interrupted. */
        INTERRUPTED,
        /** The callback is not verified. */
        REJECTED,
        /** Anything else. Fails every check. */
        OTHER
    }

    /**
     * How a call ended.
     *
     * @param kind the kind of end
     * @param taskId the task id that was returned, or that the exception names; empty if there is none
     * @param code the code of an {@link Kind#API_ERROR}; otherwise 0
     * @param msg the {@code msg} of an {@link Kind#API_ERROR}; otherwise empty
     * @param successFlag the {@code successFlag} of a task; otherwise -1
     * @param resultUrls the result URLs of a task, or the URL of an uploaded file; otherwise empty
     * @param retryAfter the {@code Retry-After} of an {@link Kind#API_ERROR}; null if there is none or the client does
     *     not expose it
     * @param thrown what the client threw, or null
     * @param httpStatus the HTTP status of the response that a failure is about; 0 if there is none or the client does
     *     not expose it
     */
    record Outcome(
            Kind kind,
            String taskId,
            int code,
            String msg,
            int successFlag,
            List<String> resultUrls,
            @Nullable Duration retryAfter,
            @Nullable Throwable thrown,
            int httpStatus) {

        /** Creates an outcome without an HTTP status. */
        public Outcome(
                Kind kind,
                String taskId,
                int code,
                String msg,
                int successFlag,
                List<String> resultUrls,
                @Nullable Duration retryAfter,
                @Nullable Throwable thrown) {
            this(kind, taskId, code, msg, successFlag, resultUrls, retryAfter, thrown, 0);
        }

        /** Returns a copy with an HTTP status. */
        public Outcome withHttpStatus(int status) {
            return new Outcome(kind, taskId, code, msg, successFlag, resultUrls, retryAfter, thrown, status);
        }

        /** Returns an outcome with a kind and, if there is one, a task id. */
        public static Outcome of(Kind kind, String taskId, @Nullable Throwable thrown) {
            return new Outcome(kind, taskId, 0, "", -1, List.of(), null, thrown);
        }

        /** Returns an {@link Kind#API_ERROR}. */
        public static Outcome apiError(
                String taskId, int code, String msg, @Nullable Duration retryAfter, @Nullable Throwable thrown) {
            return new Outcome(Kind.API_ERROR, taskId, code, msg, -1, List.of(), retryAfter, thrown);
        }

        /** Returns a {@link Kind#SUCCESS} with a task. */
        public static Outcome task(String taskId, int successFlag, List<String> resultUrls) {
            return new Outcome(Kind.SUCCESS, taskId, 0, "", successFlag, resultUrls, null, null);
        }

        /** Returns a {@link Kind#SUCCESS} with the URL of an uploaded file. */
        public static Outcome uploaded(String url) {
            return new Outcome(Kind.SUCCESS, "", 0, "", -1, List.of(url), null, null);
        }
    }

    /** Sends a create request and blocks until the call ends. */
    Outcome submit(SubmitRequest request);

    /** Reads a task and blocks until the call ends. */
    Outcome read(String taskId);

    /**
     * Waits for the end of a task with the client's default options, without blocking. Cancelling the future stops the
     * wait.
     *
     * <p>Default: {@link #awaitCompletionBlocking}, for a client that can only block.
     */
    default CompletableFuture<Outcome> awaitCompletion(String taskId) {
        return CompletableFuture.completedFuture(awaitCompletionBlocking(taskId));
    }

    /**
     * Waits for the end of a task with the client's default options, and blocks until the wait ends. The thread may be
     * interrupted.
     */
    Outcome awaitCompletionBlocking(String taskId);

    /**
     * Uploads a file, and blocks until the call ends.
     *
     * <p>Default: throws an {@link UnsupportedOperationException}. The checks of uploads are then skipped.
     *
     * @param folder the {@code uploadPath}
     * @param name the {@code fileName}
     * @return {@link Outcome#uploaded}, or how the call failed
     */
    default Outcome upload(Path file, String folder, String name) {
        throw new UnsupportedOperationException("This client does not upload files");
    }

    /**
     * Downloads a result to a file, and blocks until the call ends.
     *
     * <p>Default: throws an {@link UnsupportedOperationException}. The checks of downloads are then skipped.
     *
     * @param target the file to write, which does not exist
     * @return {@link Kind#SUCCESS}, or how the call failed
     */
    default Outcome download(String url, Path target) {
        throw new UnsupportedOperationException("This client does not download files");
    }

    /** Closes the client. The checks may close it more than once. */
    @Override
    void close();
}
