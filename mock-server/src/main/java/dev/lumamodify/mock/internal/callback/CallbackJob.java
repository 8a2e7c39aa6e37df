package dev.lumamodify.mock.internal.callback;

import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.CallbackFault;
import dev.lumamodify.mock.internal.state.Task;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A callback to deliver.
 *
 * @param fault the fault to inject; null for none
 * @param generation the generation of the server's state; jobs of an earlier one are dropped
 * @param onUndeliverable runs when the last attempt has failed
 */
record CallbackJob(
        Operation.Callback callback,
        Task task,
        String url,
        ObjectNode body,
        @Nullable CallbackFault fault,
        Object generation,
        Runnable onUndeliverable) {

    CallbackJob withBody(ObjectNode other) {
        return new CallbackJob(callback, task, url, other, fault, generation, onUndeliverable);
    }
}
