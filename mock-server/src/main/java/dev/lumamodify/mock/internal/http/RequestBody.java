package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Durations;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.util.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, which is collected before a handler runs. Keeps the bytes of a valid body, and otherwise the error.
 * Is used by one thread at a time.
 */
public final class RequestBody {
    /** The maximum size of a body, in bytes. */
    private static final int MAX_BYTES = 4 << 20;

    /**
     * How many bytes of a larger body are read. A client that still writes when the connection closes receives a
     * connection reset instead of the error.
     */
    private static final int MAX_DISCARDED_BYTES = 64 << 20;

    private static final String ATTRIBUTE = RequestBody.class.getName();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final byte[] EMPTY = {};

    private final ByteBudget budget;
    private final int announced;
    private byte[] bytes = EMPTY;
    private int size;
    private long received;
    private @Nullable ApiError error;

    /**
     * @param announced the {@code Content-Length}; negative if it is unknown
     */
    public RequestBody(ByteBudget budget, long announced) {
        this.budget = budget;
        this.announced = (int) Math.min(announced, MAX_BYTES);
    }

    /** Returns the bytes of a request. Throws {@link ApiError} if the body is too large, too slow or incomplete. */
    public static byte[] of(Context context) {
        return context.req().getAttribute(ATTRIBUTE) instanceof RequestBody body ? body.bytes() : EMPTY;
    }

    private byte[] bytes() {
        if (error != null) {
            throw error;
        }
        return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    }

    /** Makes the body available to handlers: as an attribute of the request. */
    public void attachTo(Attributes request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Adds a part. Returns false if the rest of the body should not be read. */
    public boolean add(ByteBuffer part) {
        received += part.remaining();
        if (received > MAX_BYTES) {
            fail("must have at most " + MAX_BYTES + " bytes");
        } else if (error == null && reserve((int) received)) {
            int count = part.remaining();
            part.get(bytes, size, count);
            size += count;
        }
        return received <= MAX_DISCARDED_BYTES;
    }

    /** Makes room for a number of bytes. Never allocates more than twice the bytes that have arrived. */
    private boolean reserve(int needed) {
        if (needed <= bytes.length) {
            return true;
        }
        int doubled = Math.max(needed, Math.min(2 * bytes.length, announced < 0 ? MAX_BYTES : announced));
        if (!budget.tryReserve(doubled - bytes.length)) {
            fail(new ApiError(ApiError.Reason.RATE_LIMITED, RETRY_AFTER));
            return false;
        }
        bytes = Arrays.copyOf(bytes, doubled);
        return true;
    }

    /** Replaces the body by an error, for a body that did not arrive in time. */
    public void failSlow(Duration timeout) {
        fail("must arrive within " + Durations.format(timeout));
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

    /** Returns the memory of the body to the budget. */
    public void release() {
        budget.release(bytes.length);
        bytes = EMPTY;
        size = 0;
    }
}
