package dev.lumamodify.mock.internal.callback;

import java.io.IOException;
import java.io.Serial;

/** Thrown if callbacks to a host are not allowed. */
final class BlockedHostException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    BlockedHostException(String message) {
        super(message);
    }
}
