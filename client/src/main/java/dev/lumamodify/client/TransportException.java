package dev.lumamodify.client;

import org.jspecify.annotations.Nullable;

/** Says that the service could not be reached. A submit that ends so was not sent; a read may be repeated. */
public final class TransportException extends LumaModifyException {
    private static final long serialVersionUID = 1;

    public TransportException(String what, @Nullable String taskId, Throwable cause) {
        super(what + ": " + cause + (taskId == null ? "" : "; task " + taskId), taskId, cause);
    }
}
