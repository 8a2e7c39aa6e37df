package dev.lumamodify.mock.internal.spec;

import java.io.Serial;

/** Thrown if bytes are not JSON. */
public final class MalformedJsonException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    MalformedJsonException(String message) {
        super(message);
    }
}
