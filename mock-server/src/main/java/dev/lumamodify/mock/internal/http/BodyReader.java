package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Durations;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads request bodies, with a maximum size and a timeout. */
public final class BodyReader {
    /** The maximum size of a body, in bytes. */
    public static final int MAX_BYTES = 4 << 20;

    /**
     * How many bytes of a larger body are read. A client that still writes when the connection closes receives a
     * connection reset instead of the error.
     */
    private static final int MAX_DISCARDED_BYTES = 64 << 20;

    private final Duration timeout;

    /**
     * @param timeout how long a body may take to arrive, in real time
     */
    public BodyReader(Duration timeout) {
        this.timeout = timeout;
    }

    /** Reads a body. Throws {@link ApiError} if it is too large, too slow or incomplete. */
    byte[] read(HttpServletRequest request) {
        long start = System.nanoTime();
        int announced = Math.min(request.getContentLength(), MAX_BYTES);
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.max(32, announced));
        byte[] buffer = new byte[announced < 0 ? 1024 : Math.min(announced + 1, 8192)];
        try {
            InputStream in = request.getInputStream();
            long size = 0;
            for (int count = in.read(buffer); count >= 0 && size <= MAX_DISCARDED_BYTES; count = in.read(buffer)) {
                size += count;
                if (size <= MAX_BYTES) {
                    body.write(buffer, 0, count);
                }
                if (System.nanoTime() - start > timeout.toNanos()) {
                    throw invalid("must arrive within " + Durations.format(timeout));
                }
            }
            if (size > MAX_BYTES) {
                throw invalid("must have at most " + MAX_BYTES + " bytes");
            }
        } catch (IOException e) {
            throw invalid("could not be read: " + e.getMessage());
        }
        return body.toByteArray();
    }

    private static ApiError invalid(String rule) {
        return new ApiError(ApiError.Reason.INVALID_REQUEST, "the request body " + rule);
    }
}
