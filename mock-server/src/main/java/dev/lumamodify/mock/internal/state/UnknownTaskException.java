package dev.lumamodify.mock.internal.state;

import java.io.Serial;

/** Thrown if no task has the given id. */
public final class UnknownTaskException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnknownTaskException(String taskId) {
        super("There is no task " + taskId);
    }
}
