package dev.lumamodify.mock.internal.http;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that bodies in flight may use together. Safe for use by several threads. */
public final class ByteBudget {
    private final AtomicLong left;

    /** Creates a budget of a number of bytes. */
    public ByteBudget(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** Reserves bytes. Reserves nothing and returns false if there are not enough left. */
    public boolean tryReserve(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        release(bytes);
        return false;
    }

    public void release(long bytes) {
        left.addAndGet(bytes);
    }
}
