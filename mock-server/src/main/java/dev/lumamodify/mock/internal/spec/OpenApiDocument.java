package dev.lumamodify.mock.internal.spec;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the OpenAPI document that the server uses.
 *
 * @param operationsById the operations in the order of the document
 * @param taskParameters the parameters in a task record and a callback, each with the name of its request property
 * @param resultRetention how long results can be downloaded after their task has ended
 * @param linkLifetime how long a download link works
 * @param uploadRetention how long an uploaded file can be downloaded
 * @param fetchTimeout how long the upload from a URL may take, in real time
 */
public record OpenApiDocument(
        Map<String, Operation> operationsById,
        Map<String, String> taskParameters,
        Duration resultRetention,
        Duration linkLifetime,
        Duration uploadRetention,
        Duration fetchTimeout) {

    public Collection<Operation> operations() {
        return operationsById.values();
    }

    /**
     * Returns an operation.
     *
     * @throws IllegalArgumentException if there is no operation with this id; the message lists the operations
     */
    public Operation operation(@Nullable String id) {
        Operation operation = operationsById.get(id);
        if (operation == null) {
            throw new IllegalArgumentException(
                    "operation must be one of " + String.join(", ", operationsById.keySet()) + ", not " + id);
        }
        return operation;
    }

    /** Returns the callbacks of all operations, by name. */
    public Map<String, Operation.Callback> callbacks() {
        Map<String, Operation.Callback> callbacks = new LinkedHashMap<>();
        operations().forEach(operation -> callbacks.putAll(operation.callbacks()));
        return callbacks;
    }
}
