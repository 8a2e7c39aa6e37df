package dev.lumamodify.mock.internal.callback;

import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.CallbackFault;
import dev.lumamodify.mock.internal.state.Task;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A callback to deliver.
 *
 * @param succeeded whether it reports success
 * @param fault the fault to inject; null for none
 * @param onUndeliverable runs when the last attempt has failed
 */
record CallbackJob(
        Operation.Callback callback,
        Task task,
        String url,
        boolean succeeded,
        @Nullable CallbackFault fault,
        Runnable onUndeliverable) {

    CallbackJob withOppositeResult() {
        return new CallbackJob(callback, task, url, !succeeded, fault, onUndeliverable);
    }

    /** Creates the body. Each attempt creates it, because a waiting job must not need its memory. */
    ObjectNode body() {
        return callback.examples().fill(succeeded ? "succeeded" : "failed", task.values());
    }
}
