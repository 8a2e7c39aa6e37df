package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Durations;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.util.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, which is collected before a handler runs. Keeps the content of a valid body, and otherwise the error.
 * Is used by one thread at a time.
 */
public abstract class RequestBody {
    /**
     * An invalid body is read up to twice its maximum size and this number of bytes. A client that still writes when the
     * connection closes receives a connection reset instead of the error.
     */
    private static final int MAX_EXCESS_BYTES = 64 << 20;

    private static final String ATTRIBUTE = RequestBody.class.getName();

    private final long maxBytes;
    private long received;
    private @Nullable ApiError error;

    RequestBody(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns the body of a request. */
    static RequestBody of(Context context) {
        return context.req().getAttribute(ATTRIBUTE) instanceof RequestBody body ? body : BufferedBody.EMPTY;
    }

    /** Returns the bytes of the body of a request. Throws {@link ApiError} if it is too large, too slow or incomplete. */
    public static byte[] bytesOf(Context context) {
        RequestBody body = of(context);
        body.check();
        return body.bytes();
    }

    /** Makes the body available to handlers: as an attribute of the request. */
    public void attachTo(Attributes request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Throws {@link ApiError} if the body is too large, too slow or incomplete. */
    void check() {
        if (error != null) {
            throw error;
        }
    }

    /** Adds a part. Returns false if the rest of the body should not be read. */
    public boolean add(ByteBuffer part) {
        received += part.remaining();
        if (error == null && received > maxBytes) {
            fail("must have at most " + maxBytes + " bytes");
        } else if (error == null) {
            try {
                append(part);
            } catch (ApiError e) {
                fail(e);
            }
        }
        return received <= 2 * maxBytes + MAX_EXCESS_BYTES;
    }

    /** Ends the body, all of which has arrived. */
    public void end() {
        if (error == null) {
            try {
                complete();
            } catch (ApiError e) {
                fail(e);
            }
        }
    }

    /** Keeps a part. Throws {@link ApiError} if the body is invalid. */
    abstract void append(ByteBuffer part);

    /** Throws {@link ApiError} if the body is incomplete. */
    void complete() {}

    /** Returns the body for the request journal. */
    abstract byte[] bytes();

    /** Returns whether every part has the whole time to arrive. Otherwise the body has it. */
    public boolean isStreamed() {
        return false;
    }

    /** Replaces the body by an error, for a body that did not arrive in time. */
    public void failSlow(Duration timeout) {
        fail((isStreamed() ? "must not pause for " : "must arrive within ") + Durations.format(timeout));
    }

    /** Replaces the body by an error, for a body that did not arrive completely. */
    public void failIncomplete(Throwable cause) {
        fail("could not be read: " + cause.getMessage());
    }

    private void fail(String rule) {
        fail(new ApiError(ApiError.Reason.INVALID_REQUEST, "the request body " + rule));
    }

    private void fail(ApiError newError) {
        if (error == null) {
            error = newError;
            release();
        }
    }

    /** Frees the memory and the files of the body. */
    public abstract void release();
}
