package dev.lumamodify.client;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How to wait for a task. Unchangeable: each {@code with} returns a copy.
 *
 * @param deadline when to stop waiting, counted from the start of the wait
 * @param firstLook how long to wait before the first look
 * @param longestPause what the pauses between looks grow to; a pause varies by 20 % either way
 * @param listener is told of each change of the task, on a thread of the client or of who resolves a callback; what it throws is
 *     ignored
 * @param calls what each look asks for
 */
public record WaitOptions(
        Duration deadline,
        Duration firstLook,
        Duration longestPause,
        Consumer<TaskRecord> listener,
        CallOptions calls) {
    private static final WaitOptions DEFAULTS = new WaitOptions(
            Duration.ofMinutes(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            change -> {},
            CallOptions.defaults());

    /**
     * Checks.
     *
     * @param deadline when to stop waiting, counted from the start of the wait
     * @param firstLook how long to wait before the first look
     * @param longestPause what the pauses between looks grow to; a pause varies by 20 % either way
     * @param listener is told of each change of the task, on a thread of the client or of who resolves a callback; what it
     *     throws is ignored
     * @param calls what each look asks for
     * @throws IllegalArgumentException if a duration is negative, or a pause or the deadline zero
     */
    public WaitOptions {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be more than zero");
        }
        if (firstLook.isNegative()) {
            throw new IllegalArgumentException("firstLook must not be negative");
        }
        if (longestPause.isNegative() || longestPause.isZero()) {
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
     * @param limit the limit, more than zero
     * @return a copy
     */
    public WaitOptions withDeadline(Duration limit) {
        return new WaitOptions(limit, firstLook, longestPause, listener, calls);
    }

    /**
     * Sets when to look, for example faster at a mock server than at the live service.
     *
     * @param first how long to wait before the first look; pauses start at this length
     * @param longest what the pauses grow to, more than zero
     * @return a copy
     */
    public WaitOptions withLooks(Duration first, Duration longest) {
        return new WaitOptions(deadline, first, longest, listener, calls);
    }

    /**
     * Sets who is told of changes: the first state seen, then each other one.
     *
     * @param changes is called on a thread of the client or of who resolves a callback, and must not block it; what it throws
     *     is ignored
     * @return a copy
     */
    public WaitOptions withListener(Consumer<TaskRecord> changes) {
        return new WaitOptions(deadline, firstLook, longestPause, changes, calls);
    }

    /**
     * Sets what each look asks for. The deadline in it limits one look.
     *
     * @param options the options of one call
     * @return a copy
     */
    public WaitOptions withCalls(CallOptions options) {
        return new WaitOptions(deadline, firstLook, longestPause, listener, options);
    }
}
