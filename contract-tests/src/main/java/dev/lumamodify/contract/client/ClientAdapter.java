package dev.lumamodify.contract.client;

import dev.lumamodify.contract.ClientChecks;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client under test. Whoever wants to hold another client to the laws writes one of these for it, and hands it to
 * {@link ClientChecks#run}.
 *
 * <p>No method throws because of the service: what the client throws is told as an {@link Outcome}.
 */
public interface ClientAdapter extends AutoCloseable {
    /** Makes the clients, one for each case. */
    interface Factory {
        /** A client of its own for one case. */
        ClientAdapter client(Setup setup);

        /**
         * Whether the clients take their time from {@link Setup#clock}. Those that do not are spared the laws about pauses and
         * deadlines; give them pauses of milliseconds, as far as they let you, because their waits are waited for.
         */
        default boolean usesVirtualClock() {
            return true;
        }

        /** Verifies a callback: {@link Kind#SUCCESS} with the task id that was proved, or {@link Kind#REJECTED}. */
        Outcome verify(List<String> webhookKeys, Instant now, Map<String, List<String>> headers, byte[] body);
    }

    /**
     * What a client is made with.
     *
     * @param timeout how long one HTTP request may take, from its first byte to the last of its answer, in real time
     * @param clock what the client must take for the time between requests: its clock, its sleeps, its timers. Asynchronous calls must run
     *     on the thread that moves it
     */
    record Setup(URI baseUrl, String apiKey, Duration timeout, VirtualClock clock) {}

    /** A create; null is left out. */
    record SubmitRequest(
            String prompt,
            String videoUrl,
            @Nullable String callBackUrl,
            @Nullable String watermark) {}

    /** The ways in which a call of a client can end. */
    enum Kind {
        /** A task id, a task, or a callback that was proved. */
        SUCCESS,
        /** The service said no, with a code. */
        API_ERROR,
        /** The answer is not one of the API. */
        INVALID_RESPONSE,
        /** Nothing was sent, or a read did not get through. */
        NOT_SENT,
        /** A submit was sent; a paid task may exist. */
        OUTCOME_UNKNOWN,
        /** The client itself refused what it was asked to send. */
        INVALID,
        /** The task that was waited for has failed. */
        TASK_FAILED,
        /** The wait is over, the task is not. */
        TIMED_OUT,
        /** The wait was interrupted. */
        INTERRUPTED,
        /** A callback is not proved. */
        REJECTED,
        /** Anything else: always a broken law. */
        OTHER
    }

    /**
     * How a call ended.
     *
     * @param taskId the task, in a value or in what was thrown; empty if none is named
     * @param code the code of a refusal, or 0
     * @param msg the service's words of a refusal
     * @param flag the {@code successFlag} of a task that was read, or -1
     * @param resultUrls the results of a task that was read
     * @param retryAfter the wait that a refusal asked for, if the client tells it
     * @param thrown what the client threw
     */
    record Outcome(
            Kind kind,
            String taskId,
            int code,
            String msg,
            int flag,
            List<String> resultUrls,
            @Nullable Duration retryAfter,
            @Nullable Throwable thrown) {

        /** An end that has nothing but its kind, and perhaps a task, to tell. */
        public static Outcome of(Kind kind, String taskId, @Nullable Throwable thrown) {
            return new Outcome(kind, taskId, 0, "", -1, List.of(), null, thrown);
        }

        /** The service said no. */
        public static Outcome apiError(
                String taskId, int code, String msg, @Nullable Duration retryAfter, @Nullable Throwable thrown) {
            return new Outcome(Kind.API_ERROR, taskId, code, msg, -1, List.of(), retryAfter, thrown);
        }

        /** A task as it was read. */
        public static Outcome task(String taskId, int flag, List<String> resultUrls) {
            return new Outcome(Kind.SUCCESS, taskId, 0, "", flag, resultUrls, null, null);
        }
    }

    /** Submits, and blocks until that has ended. */
    Outcome submit(SubmitRequest create);

    /** Looks at a task, and blocks until that has ended. */
    Outcome read(String taskId);

    /**
     * Waits for a task with the client's defaults. Cancelling the future stops the wait. A client that can only block does so here:
     * time passes while it sleeps, and the future that comes back has ended.
     */
    default CompletableFuture<Outcome> awaitCompletion(String taskId) {
        return CompletableFuture.completedFuture(awaitCompletionBlocking(taskId));
    }

    /** The same on the caller's thread, which may be interrupted. */
    Outcome awaitCompletionBlocking(String taskId);

    @Override
    void close();
}
