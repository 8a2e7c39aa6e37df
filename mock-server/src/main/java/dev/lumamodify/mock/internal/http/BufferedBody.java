package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/** A body in memory. */
final class BufferedBody extends RequestBody {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final byte[] NO_BYTES = {};

    static final RequestBody EMPTY = new BufferedBody(new ByteBudget(0), 0, 0);

    private final ByteBudget budget;
    private final int expected;
    private byte[] bytes = NO_BYTES;
    private int size;

    /**
     * @param announced the {@code Content-Length}; negative if it is unknown
     */
    BufferedBody(ByteBudget budget, long announced, int maxBytes) {
        super(maxBytes);
        this.budget = budget;
        this.expected = announced < 0 ? maxBytes : (int) Math.min(announced, maxBytes);
    }

    @Override
    void append(ByteBuffer part) {
        int count = part.remaining();
        reserve(size + count);
        part.get(bytes, size, count);
        size += count;
    }

    /** Makes room for a number of bytes. Never allocates more than twice the bytes that have arrived. */
    private void reserve(int needed) {
        if (needed > bytes.length) {
            int doubled = Math.max(needed, Math.min(2 * bytes.length, expected));
            if (!budget.tryReserve(doubled - bytes.length)) {
                throw new ApiError(ApiError.Reason.RATE_LIMITED, RETRY_AFTER);
            }
            bytes = Arrays.copyOf(bytes, doubled);
        }
    }

    @Override
    byte[] bytes() {
        return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    }

    @Override
    public void release() {
        budget.release(bytes.length);
        bytes = NO_BYTES;
        size = 0;
    }
}
