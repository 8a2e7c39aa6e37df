package dev.lumamodify.client;

import dev.lumamodify.client.model.TaskRecord;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The options of a wait for a task. Immutable: each {@code with} method returns a copy.
 *
 * <p>The defaults follow the provider's recommendations ({@code docs/api-facts.md#polling}).
 *
 * @param timeout the maximum duration of the wait
 * @param initialDelay the time before the first poll
 * @param maxInterval the maximum interval between polls; each interval varies randomly by up to 20 %
 * @param listener receives each change of the task, on the executor of the client; its exceptions are ignored
 * @param callOptions the options of each poll
 */
public record WaitOptions(
        Duration timeout,
        Duration initialDelay,
        Duration maxInterval,
        Consumer<TaskRecord> listener,
        CallOptions callOptions) {
    private static final WaitOptions DEFAULTS = new WaitOptions(
            Duration.ofMinutes(30), Duration.ofSeconds(10), Duration.ofSeconds(30), task -> {}, CallOptions.defaults());

    /**
     * Validates the options.
     *
     * @param timeout the maximum duration of the wait
     * @param initialDelay the time before the first poll
     * @param maxInterval the maximum interval between polls; each interval varies randomly by up to 20 %
     * @param listener receives each change of the task, on the executor of the client; its exceptions are ignored
     * @param callOptions the options of each poll
     * @throws IllegalArgumentException if the timeout or the maximum interval is not more than zero, or if the initial
     *     delay is negative
     */
    public WaitOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be more than zero");
        }
        if (initialDelay.isNegative()) {
            throw new IllegalArgumentException("initialDelay must not be negative");
        }
        if (maxInterval.isNegative() || maxInterval.isZero()) {
            throw new IllegalArgumentException("maxInterval must be more than zero");
        }
    }

    /**
     * Returns the default options: the first poll after 10 seconds, intervals that grow from 10 to 30 seconds, and a
     * timeout of 30 minutes.
     *
     * @return the default options
     */
    public static WaitOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the maximum duration of the wait. The last poll takes place at the end of this time, and is
     * limited to half a second. The task itself continues after it.
     *
     * @param timeout the timeout, more than zero
     * @return a copy
     * @throws IllegalArgumentException if the timeout is not more than zero
     */
    public WaitOptions withTimeout(Duration timeout) {
        return new WaitOptions(timeout, initialDelay, maxInterval, listener, callOptions);
    }

    /**
     * Sets the times of the polls. A mock server can be polled more often than the live service.
     *
     * @param initialDelay the time before the first poll, and the first interval between polls; zero or more
     * @param maxInterval the maximum interval, to which the intervals grow; more than zero
     * @return a copy
     * @throws IllegalArgumentException if the initial delay is negative, or the maximum interval is not more than zero
     */
    public WaitOptions withPolling(Duration initialDelay, Duration maxInterval) {
        return new WaitOptions(timeout, initialDelay, maxInterval, listener, callOptions);
    }

    /**
     * Sets the listener. It receives the task when it is first read, and then each time that it has changed.
     *
     * @param listener is called on the executor of the client, by one thread at a time; its exceptions are ignored, and
     *     an {@link Error} ends the wait
     * @return a copy
     */
    public WaitOptions withListener(Consumer<TaskRecord> listener) {
        return new WaitOptions(timeout, initialDelay, maxInterval, listener, callOptions);
    }

    /**
     * Sets the options of each poll. Their timeout limits one poll, not the wait.
     *
     * @param callOptions the options of each poll
     * @return a copy
     */
    public WaitOptions withCallOptions(CallOptions callOptions) {
        return new WaitOptions(timeout, initialDelay, maxInterval, listener, callOptions);
    }
}
