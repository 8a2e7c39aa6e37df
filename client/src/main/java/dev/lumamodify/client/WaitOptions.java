package dev.lumamodify.client;

import dev.lumamodify.client.model.TaskRecord;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How to wait for a task. Unchangeable: each {@code with} returns a copy.
 *
 * @param timeout when to stop waiting, counted from the start of the wait
 * @param initialDelay how long to wait before the first look
 * @param maxInterval what the pauses between looks grow to; a pause varies by 20 % either way
 * @param listener is told of each change of the task, on a thread of the client or of who resolves a callback; what it throws is
 *     ignored
 * @param callOptions what each look asks for
 */
public record WaitOptions(
        Duration timeout,
        Duration initialDelay,
        Duration maxInterval,
        Consumer<TaskRecord> listener,
        CallOptions callOptions) {
    private static final WaitOptions DEFAULTS = new WaitOptions(
            Duration.ofMinutes(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            change -> {},
            CallOptions.defaults());

    /**
     * Checks.
     *
     * @param timeout when to stop waiting, counted from the start of the wait
     * @param initialDelay how long to wait before the first look
     * @param maxInterval what the pauses between looks grow to; a pause varies by 20 % either way
     * @param listener is told of each change of the task, on a thread of the client or of who resolves a callback; what it
     *     throws is ignored
     * @param callOptions what each look asks for
     * @throws IllegalArgumentException if a duration is negative, or a pause or the deadline zero
     */
    public WaitOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("deadline must be more than zero");
        }
        if (initialDelay.isNegative()) {
            throw new IllegalArgumentException("firstLook must not be negative");
        }
        if (maxInterval.isNegative() || maxInterval.isZero()) {
            throw new IllegalArgumentException("longestPause must be more than zero");
        }
    }

    /**
     * Returns the defaults: a first look after 10 seconds, pauses that grow from 10 to 30 seconds, a deadline of 30 minutes.
     *
     * @return the defaults
     */
    public static WaitOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Limits the wait. A last look is taken at the deadline. The task itself goes on.
     *
     * @param timeout the limit, more than zero
     * @return a copy
     */
    public WaitOptions withTimeout(Duration timeout) {
        return new WaitOptions(timeout, initialDelay, maxInterval, listener, callOptions);
    }

    /**
     * Sets when to look, for example faster at a mock server than at the live service.
     *
     * @param initialDelay how long to wait before the first look; pauses start at this length
     * @param maxInterval what the pauses grow to, more than zero
     * @return a copy
     */
    public WaitOptions withPolling(Duration initialDelay, Duration maxInterval) {
        return new WaitOptions(timeout, initialDelay, maxInterval, listener, callOptions);
    }

    /**
     * Sets who is told of changes: the first state seen, then each other one.
     *
     * @param changes is called on a thread of the client or of who resolves a callback, and must not block it; what it throws
     *     is ignored
     * @return a copy
     */
    public WaitOptions withListener(Consumer<TaskRecord> changes) {
        return new WaitOptions(timeout, initialDelay, maxInterval, changes, callOptions);
    }

    /**
     * Sets what each look asks for. The deadline in it limits one look.
     *
     * @param options the options of one call
     * @return a copy
     */
    public WaitOptions withCallOptions(CallOptions options) {
        return new WaitOptions(timeout, initialDelay, maxInterval, listener, options);
    }
}
