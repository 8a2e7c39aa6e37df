package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Durations;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads request bodies, but neither without end nor for ever. */
public final class BodyReader {
    /** The longest body that is taken, in bytes. */
    public static final int LONGEST = 4 << 20;

    /**
     * How much of a longer one is still read and dropped, in bytes: a caller that is refused while it writes sees its
     * connection break, and not the reason.
     */
    private static final int DROPPED = 64 << 20;

    private final Duration patience;

    /**
     * @param patience how long, in real time, a body may take to arrive
     */
    public BodyReader(Duration patience) {
        this.patience = patience;
    }

    /** Reads a body. Throws {@link ApiError} if it is too long, too slow or broken. */
    byte[] read(HttpServletRequest request) {
        long begun = System.nanoTime();
        int announced = Math.min(request.getContentLength(), LONGEST);
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.max(32, announced));
        byte[] part = new byte[announced < 0 ? 1024 : Math.min(announced + 1, 8192)];
        try {
            InputStream in = request.getInputStream();
            long size = 0;
            for (int length = in.read(part); length >= 0 && size <= DROPPED; length = in.read(part)) {
                size += length;
                if (size <= LONGEST) {
                    body.write(part, 0, length);
                }
                if (System.nanoTime() - begun > patience.toNanos()) {
                    throw unreadable("must arrive within " + Durations.write(patience));
                }
            }
            if (size > LONGEST) {
                throw unreadable("must have at most " + LONGEST + " bytes");
            }
        } catch (IOException e) {
            throw unreadable("could not be read: " + e.getMessage());
        }
        return body.toByteArray();
    }

    private static ApiError unreadable(String why) {
        return new ApiError(ApiError.Reason.INVALID, "the request body " + why);
    }
}
