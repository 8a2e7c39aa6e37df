package dev.lumamodify.mock;

import dev.lumamodify.mock.internal.server.MockServerRuntime;
import dev.lumamodify.mock.internal.server.ServerOptions;
import java.time.Duration;
import java.util.List;

/**
 * A mock of the Luma Modify video API: an HTTP server that simulates tasks, callbacks, limits, credits and faults.
 *
 * <pre>{@code
 * try (MockServer mock = MockServer.builder().manualClock().start()) {
 *     String baseUrl = mock.url();
 *     // send a create request to baseUrl
 *     mock.advance(Duration.ofSeconds(3)); // the task ends
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class MockServer implements AutoCloseable {
    /** Package-private for the tests. */
    final MockServerRuntime runtime;

    MockServer(ServerOptions options) {
        runtime = MockServerRuntime.start(options);
    }

    /**
     * Starts a server on a free port of the loopback interface, with the default settings.
     *
     * @throws IllegalStateException if the server cannot listen
     */
    public static MockServer start() {
        return builder().start();
    }

    /** Returns a builder with the default settings. */
    public static MockServerBuilder builder() {
        return new MockServerBuilder();
    }

    /** Returns the base URL of the API, without a slash at the end. */
    public String url() {
        return runtime.url();
    }

    /**
     * Advances a manual clock. Runs the events that are scheduled in this time, in order: tasks end and callbacks are sent.
     * Returns when each of these callbacks has a response or has failed.
     *
     * @throws IllegalStateException if the clock is not {@linkplain MockServerBuilder#manualClock() manual}
     * @throws IllegalArgumentException if {@code by} is negative
     */
    public void advance(Duration by) {
        runtime.scheduler().advance(by).join();
    }

    /**
     * Queues preferences for the next request of an operation.
     *
     * @see #enqueue(String, int, String)
     */
    public void enqueue(String operation, String prefer) {
        enqueue(operation, 1, prefer);
    }

    /**
     * Queues preferences for the next requests of an operation, for clients that cannot send the header {@code Prefer}. The
     * preferences apply after those that are already queued. A request that has a known preference of its own leaves
     * the queue unchanged.
     *
     * @param operation the id of an operation, such as {@code generate}
     * @param times the number of requests; at least 1
     * @param prefer the value of the header, such as {@code code=455} or {@code outcome=generate-failed,
     *     callback=duplicate}
     * @throws IllegalArgumentException if there is no such operation, or if a preference is unknown or invalid
     */
    public void enqueue(String operation, int times, String prefer) {
        runtime.queuedPreferences().enqueue(operation, times, prefer);
    }

    /**
     * Queues a behavior for the next requests of an operation, like {@link #enqueue(String, int, String)}.
     *
     * @param operation the id of an operation, such as {@code generate}
     * @throws IllegalArgumentException if there is no such operation, or if the behavior does not apply to it
     */
    public void enqueue(String operation, Behavior behavior) {
        enqueue(operation, behavior.times(), behavior.prefer());
    }

    /** Returns the last 1000 requests with their responses, oldest first. Requests to the admin API are not recorded. */
    public List<RecordedRequest> requests() {
        return runtime.requests().list().stream().map(RecordedRequest::of).toList();
    }

    /**
     * Waits until an operation has received a number of requests. Returns its requests, oldest first; after the timeout,
     * those it has received.
     *
     * @param operation the id of an operation, such as {@code generate}
     * @param atLeast the number of requests; at most 1000
     * @param timeout how long to wait, in real time
     * @throws IllegalArgumentException if there is no such operation, or if {@code atLeast} is more than 1000
     */
    public List<RecordedRequest> awaitRequests(String operation, int atLeast, Duration timeout) {
        runtime.document().operation(operation);
        return runtime.requests().await(each -> operation.equals(each.operation()), atLeast, timeout).join().stream()
                .map(RecordedRequest::of)
                .toList();
    }

    /** Returns the last 1000 attempts to deliver a callback, oldest first. */
    public List<CallbackAttempt> callbackAttempts() {
        return runtime.callbackAttempts().list().stream()
                .map(CallbackAttempt::of)
                .toList();
    }

    /**
     * Waits until there are a number of attempts to deliver a callback, each with a response or a failure. Returns the last
     * 1000, oldest first; after the timeout, those there are.
     *
     * @param atLeast the number of attempts; at most 1000
     * @param timeout how long to wait, in real time
     * @throws IllegalArgumentException if {@code atLeast} is more than 1000
     */
    public List<CallbackAttempt> awaitCallbacks(int atLeast, Duration timeout) {
        return runtime.callbackAttempts().await(each -> true, atLeast, timeout).join().stream()
                .map(CallbackAttempt::of)
                .toList();
    }

    /** Returns the tasks of all accounts, oldest first. */
    public List<SimulatedTask> tasks() {
        return runtime.tasks().all().stream().map(SimulatedTask::of).toList();
    }

    /** Returns the uploaded files of all accounts that have not expired, oldest first. */
    public List<UploadedFile> uploads() {
        return runtime.uploadedFiles().all().stream().map(UploadedFile::of).toList();
    }

    /**
     * Removes all tasks, uploads, accounts, requests, callback attempts and queued preferences, and cancels scheduled events. Waits
     * for callbacks in flight, at most a second, and aborts the rest; none is sent later. Sends delayed responses
     * immediately. Restores the settings and the mode of the clock to those of the start; the clock keeps
     * its time.
     */
    public void reset() {
        runtime.reset();
    }

    /**
     * Stops the server and frees its port. Waits for requests and callbacks in flight, at most 5 seconds each. Has no effect
     * if the server is already closed.
     */
    @Override
    public void close() {
        runtime.close();
    }
}
